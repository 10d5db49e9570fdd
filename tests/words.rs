//! No screen says what product rules forbid: every string of the program and of its assets, and
//! every screen and line that the tests have drawn, is read.

#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

#[path = "words/rules.rs"]
mod rules;
#[path = "words/source.rs"]
mod source;

/// Strings of code that nobody is shown: the file, the literal, and why.
const UNSEEN: [(&str, &str, &str); 3] = [
    ("src/desktop.rs", "%", "doubled in the file of an icon, as its format asks"),
    ("src/domain/content/named.rs", "penetration", "known where somebody types it, never said"),
    ("src/domain/content/named.rs", "intercourse", "known where somebody types it, never said"),
];

/// What has no words for people in an asset: names for life, where a sentence comes from, and what
/// the program goes by.
const NO_WORDS: [&str; 12] =
    ["id", "gentler", "source", "grade", "when", "band", "effort", "kinds", "areas", "tags", "theme", "for"];

/// Something that may be read on a screen.
struct Said {
    /// Where it stands.
    place: String,
    /// The words.
    text: String,
    /// Whether it is part of a health card.
    health: bool,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str, end: &str) -> Vec<(String, String)> {
    let (mut folders, mut files) = (vec![root().join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path: PathBuf = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|is| is == end) {
                let name = path.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
                files.push((name, fs::read_to_string(&path).expect("text")));
            }
        }
    }
    files.sort();
    files
}

/// The strings of the program, without its tests.
fn program() -> Vec<Said> {
    let shown = files("src", "rs").into_iter().filter(|(name, _)| !name.ends_with("/tests.rs"));
    shown.flat_map(|(name, code)| of_source(&name, &code)).collect()
}

fn of_source(name: &str, code: &str) -> Vec<Said> {
    let unseen = |text: &str| UNSEEN.iter().any(|(file, unseen, _)| *file == name && *unseen == text);
    // A command line shows what is written about its arguments.
    let found = source::literals(code, name == "src/cli.rs").into_iter();
    let seen = found.filter(|literal| !unseen(&literal.text));
    seen.map(|literal| Said { place: format!("{name}:{}", literal.line), text: literal.text, health: false })
        .collect()
}

/// The words of the assets.
fn assets() -> Vec<Said> {
    let mut said = Vec::new();
    for (name, text) in files("assets", "json") {
        let json: Value = serde_json::from_str(&text).expect("JSON");
        let mut strings = Vec::new();
        strings_of(&json, &mut strings);
        assert!(!strings.is_empty(), "{name} says nothing");
        let health = name == "assets/situations.json";
        said.extend(strings.into_iter().map(|text| Said { place: name.clone(), text, health }));
    }
    for (name, text) in files("assets", "txt") {
        let words = text.lines().filter(|line| !line.starts_with('#'));
        said.extend(words.map(|word| Said { place: name.clone(), text: word.to_owned(), health: false }));
    }
    said
}

fn strings_of(json: &Value, strings: &mut Vec<String>) {
    match json {
        Value::String(text) => strings.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|one| strings_of(one, strings)),
        Value::Object(fields) => {
            let shown = fields.iter().filter(|(name, _)| !NO_WORDS.contains(&name.as_str()));
            shown.for_each(|(_, value)| strings_of(value, strings));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What was drawn or printed, where sentences are put together out of several strings.
fn drawn() -> Vec<Said> {
    let screens = files("tests/ui/snapshots", "snap");
    let lines = files("tests/fixtures/lines", "txt");
    let mut said = Vec::new();
    for (name, text) in screens.into_iter().chain(lines) {
        // What stands above a screen is about the test.
        let text =
            text.strip_prefix("---\n").and_then(|text| text.split_once("\n---\n")).map_or(&*text, |(_, t)| t);
        let health = text.contains("Whom to call");
        said.extend(text.lines().map(|line| Said { place: name.clone(), text: line.to_owned(), health }));
    }
    said
}

fn against(said: &[Said]) -> Vec<String> {
    let found = |one: &Said| {
        let (place, text) = (one.place.clone(), one.text.clone());
        rules::against(&one.text, one.health).into_iter().map(move |why| format!("{place}: {text:?} ({why})"))
    };
    said.iter().flat_map(found).collect()
}

#[test]
fn the_program_says_nothing_of_it() {
    let said = program();
    assert!(said.len() > 3_000, "only {} strings are read", said.len());
    for room in ["cli", "demo", "desktop", "domain", "export", "line", "main", "session", "store", "ui"] {
        let inside = |one: &&Said| one.place.starts_with(&format!("src/{room}"));
        assert!(said.iter().filter(inside).any(|one| one.text.contains(' ')), "nothing is read of {room}");
    }
    for known in ["A new evening has begun. Nothing to catch up on.", "Begin a check-in at once."] {
        assert!(said.iter().any(|one| one.text == known), "{known} is not read");
    }
    assert_eq!(against(&said), Vec::<String>::new());
}

#[test]
fn the_assets_say_nothing_of_it() {
    let said = assets();
    assert!(said.len() > 8_000, "only {} strings are read", said.len());
    for known in ["A hand in a hand", "Stopping is always right.", "abacus", "A tired heart (heart failure)"]
    {
        assert!(said.iter().any(|one| one.text == known), "{known} is not read");
    }
    assert_eq!(against(&said), Vec::<String>::new());
}

#[test]
fn nothing_of_it_is_drawn() {
    let said = drawn();
    assert!(said.len() > 5_000, "only {} lines are read", said.len());
    for known in ["Tonight", "Whom to call"] {
        assert!(said.iter().any(|one| one.text.contains(known)), "{known} is not read");
    }
    assert_eq!(against(&said), Vec::<String>::new());
}

#[test]
fn a_planted_sentence_is_found_at_both_ends_of_every_file() {
    let planted = "const PLANTED: &str = \"You missed a day.\";\n";
    let mut read = 0;
    for (name, code) in files("src", "rs").iter().filter(|(name, _)| !name.ends_with("/tests.rs")) {
        let code = format!("{planted}{code}\n{planted}");
        let found = against(&of_source(name, &code));
        assert_eq!(found.len(), 2, "{name}: {found:?}");
        read += 1;
    }
    assert!(read > 100, "only {read} files are read");
}

#[test]
fn each_word_and_sign_is_found_however_it_is_written() {
    for name in rules::names() {
        for text in [format!("It is {name} now."), name.to_uppercase(), format!("{{who}}: {name}, {{when}}")]
        {
            assert!(!rules::against(&text, false).is_empty(), "{text} passes");
        }
    }
    for text in [
        "Well done!",
        "one \u{2014} two",
        "70%",
        "{}%",
        "50 % of it",
        "a \u{1F600}",
        "\u{2705} kept",
        "You mustn\u{2019}t. You must.",
    ] {
        assert!(!rules::against(text, false).is_empty(), "{text} passes");
    }
    let fine = [
        "Nothing to catch up on.",
        "%Y-%m-%d",
        "{missed} {failed}",
        "A tired heart (heart failure)",
        "feels like a should",
        "the other, there, this, hershey, scoreless",
    ];
    for text in fine {
        assert_eq!(rules::against(text, false), Vec::<String>::new(), "{text}");
    }
    assert!(rules::against("intercourse", true).is_empty() && !rules::against("wife", true).is_empty());
}

#[test]
fn literals_are_read_however_they_are_written() {
    let code = r##"
        /// one
        #[arg(help = "two")]
        #[expect(dead_code, reason = "three")]
        fn a<'a>(b: &'a str) { say("four {b} \"five\" \u{2014}\
            six"); /* "seven" */ say(r#"eight "nine" on"#); // "ten"
            let quote = ['"', '\'', 'x']; }
        #[cfg(test)]
        mod tests { fn b() { say("eleven }"); } }
        #[cfg(test)]
        mod more;
        const C: &[u8] = b"twelve";
    "##;
    let texts = |help| source::literals(code, help).into_iter().map(|one| one.text).collect::<Vec<_>>();
    let said = ["two", "four {b} \"five\" \u{2014}six", "eight \"nine\" on", "\"", "'", "x", "twelve"];
    assert_eq!(texts(false), said);
    assert_eq!(texts(true)[0], "one");
    assert_eq!(source::literals(code, false)[0].line, 3);
}

#[test]
fn what_is_never_shown_is_still_there_and_would_be_found() {
    for (file, unseen, _) in UNSEEN {
        let code = fs::read_to_string(root().join(file)).expect(file);
        let there = source::literals(&code, false).iter().any(|literal| literal.text == unseen);
        assert!(there && !rules::against(unseen, false).is_empty(), "{file}: {unseen} needs no leave");
    }
}
