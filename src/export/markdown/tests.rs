//! The document as another program reads it: every word is there, and nothing else.

use chrono::{DateTime, Days};
use proptest::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::*;
use crate::domain::archive::Slot;
use crate::domain::change::Change;
use crate::domain::note::{Drawer, NewNote, NoteAt, NoteChange};
use crate::domain::people::Profile;
use crate::domain::record::Counting;
use crate::domain::time::{Evening, Now};

fn now() -> Now {
    Now::at(DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment"))
}

fn ago(days: u64) -> Evening {
    Evening(now().wall.date_naive() - Days::new(days))
}

fn always() -> RangeInclusive<NaiveDate> {
    NaiveDate::MIN..=NaiveDate::MAX
}

fn with(archive: &Archive, changes: &[Change]) -> Archive {
    let mut mint = Counting(archive.months.len() as u64 * 1_000);
    let seen = archive.months.values().filter_map(|slot| match slot {
        Slot::Here(here) => Some(here.records.len() as u64),
        Slot::Unread => None,
    });
    mint.0 += 50 * (1 + seen.sum::<u64>() + archive.drawers().0.a.records.len() as u64);
    changes.iter().fold(archive.clone(), |archive, change| {
        archive.apply(change, now(), &mut mint).expect("a change that fits")
    })
}

/// Two people with a passphrase each, whose drawers are open.
fn two(name: &str) -> Archive {
    let mut archive = Archive::default();
    archive.access.a = Access::Open;
    archive.access.b = Access::Open;
    let profile = |person, name: &str| Change::Person(Profile { person, name: name.into(), pronouns: None });
    with(&archive, &[profile(Person::A, name), profile(Person::B, "Jo")])
}

fn writes(person: Person, kind: EntryKind, only_mine: bool, days: u64, words: &str) -> Change {
    let one = NewNote { kind, ..NewNote::free(only_mine, ago(days), words) };
    Change::Note(person, NoteChange::Write(one))
}

/// What a reader of Markdown is shown of it: each heading, and each paragraph line by line.
fn read(document: &str) -> (Vec<(HeadingLevel, String)>, Vec<String>) {
    let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
    let (mut headings, mut paragraphs) = (Vec::new(), Vec::new());
    let mut level = None;
    let mut said = String::new();
    for event in Parser::new_ext(document, options) {
        match event {
            Event::Start(Tag::Heading { level: is, id: None, .. }) => level = Some(is),
            Event::Start(Tag::Paragraph | Tag::Emphasis) | Event::End(TagEnd::Emphasis) => {}
            Event::Text(text) => said.push_str(&text),
            Event::HardBreak => said.push('\n'),
            Event::End(TagEnd::Heading(_)) => {
                headings.push((level.take().expect("a heading"), std::mem::take(&mut said)));
            }
            Event::End(TagEnd::Paragraph) => paragraphs.push(std::mem::take(&mut said)),
            other => panic!("{other:?} in\n{document}"),
        }
    }
    (headings, paragraphs)
}

/// The words as they are to be read: cleaned, without blanks at the ends of lines.
fn expected(words: &str) -> Vec<String> {
    let clean = text::clean(words).replace('\t', " ");
    let lines: Vec<&str> = clean.lines().map(str::trim_end).collect();
    let parts = lines.split(|line| line.is_empty()).filter(|part| !part.is_empty());
    parts.map(|part| part.join("\n")).collect()
}

#[track_caller]
fn stays(words: &str) {
    let archive = with(&two("Mara"), &[writes(Person::A, EntryKind::Kindness, false, 0, words)]);
    let document = journal(&archive, Whose::Shared, &always()).expect("a journal");
    let (headings, paragraphs) = read(&document);
    assert_eq!(headings.len(), 3, "{document}");
    let kept = archive.shared_notes(ago(0).month()).expect("a month").remove(0).1.words;
    let mut all = vec!["Oldest first, as it was written.".to_owned(), "A kindness.".to_owned()];
    all.extend(expected(&kept));
    assert_eq!(paragraphs, all, "{document}");
}

#[test]
fn whatever_is_typed_is_read_as_it_was_typed() {
    for words in [
        "# no heading",
        "#5 on the list, C#",
        "a line\n===\nanother\n---\nand more",
        "- milk\n- bread\n+ soup\n* tea",
        "1. first\n2) second\n1984. a year\n3 . apart",
        "> said the nurse",
        "```\nlet x = 1;\n```\n~~~",
        "    four blanks before\n\tand a tab",
        "<b>bold</b> <script>alert(1)</script> <!-- not seen -->",
        "<https://example.org> https://example.org/a_b_c [a link](https://example.org)",
        "![a picture](file:///etc/passwd)",
        "[one]: /two 'three'",
        "&amp; &lt; &#35; &copy",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "a | b\n:-: | --",
        "*soft* **loud** _one_ __two__ ~~gone~~ snake_case_word",
        "a back\\slash and \\* one before a star\\",
        "two blanks at the end  \nof a line",
        "$x^2$ H~2~O x^2^ {#id .class} :smile: ==mark== [^1]",
        "term\n: a definition",
        "[ ] a box\n- [x] another",
        "one\n\n\n\ntwo\n \nthree",
        "***\n___\n---",
        "-",
        "+++\ntitle = 1\n+++",
        "\u{a0}\u{3000}wide blanks first",
        "\u{5e0}\u{5d5}\u{5e2}\u{5d4} \u{7f8e}\u{73b2} \u{1f469}\u{200d}\u{1f9bd}",
    ] {
        stays(words);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_it_is_ever_taken_for_markdown(
        parts in prop::collection::vec(prop::sample::select(vec![
            "a", "Mara", " ", "  ", "    ", "\n", "\n\n", "\t", "#", "##", "-", "--", "---", "+", "=", "===", "*",
            "**", "_", "__", "`", "```", "~", "~~~", ">", "<", "</p>", "<!--", "&", ";", "amp", "#35;", "[", "]",
            "(", ")", "!", "|", "|-|", ":", ":-", "\\", "1", "12.", "3)", ".", "$", "$$", "^", "{", "}", "\"", "'",
            "http://x.y", "[^1]", "[^1]:", "[x]", "\u{a0}", "\u{2003}", "\u{e9}", "\u{7f8e}", "\r", "\u{b}",
        ]), 1..40)
    ) {
        let words = parts.concat();
        prop_assume!(text::prose(&words, usize::MAX).is_some());
        stays(&words);
    }
}

#[test]
fn names_and_tags_are_words_too() {
    for name in ["# Mara #", "*M*_a_[ra](x)", "1. Mara", "M & <b>", "Mara {#x}", "`M`", "Mara\\"] {
        let mut archive = two(name);
        let one =
            NewNote { tags: vec!["*sea*".into(), "a_b|c".into()], ..NewNote::free(false, ago(0), "words") };
        archive = with(&archive, &[Change::Note(Person::A, NoteChange::Write(one))]);
        let (headings, paragraphs) = read(&journal(&archive, Whose::Shared, &always()).expect("a journal"));
        let headings: Vec<String> = headings.into_iter().map(|(_, words)| words).collect();
        assert_eq!(headings[0], format!("The journal of {name} and Jo"));
        assert_eq!(headings[2], format!("Friday 20 November 2026, {name}"));
        assert_eq!(paragraphs[1..], ["Tags: *sea*, a_b|c.", "words"]);
    }
}

#[test]
fn it_reads_like_a_book_month_by_month() {
    let changes = [
        writes(Person::B, EntryKind::Free, false, 0, "the last"),
        writes(Person::A, EntryKind::Win, false, 60, "the first"),
        writes(Person::A, EntryKind::Free, false, 1, "one before"),
        Change::WriteTogether { evening: ago(0), kind: EntryKind::Keepsake, words: "of both".into() },
    ];
    let archive = with(&two("Mara"), &changes);
    let document = journal(&archive, Whose::Shared, &always()).expect("a journal");
    assert_eq!(
        document,
        "# The journal of Mara and Jo\n\nOldest first, as it was written.\n\
         \n## September 2026\n\n### Monday 21 September 2026, Mara\n\n*A win.*\n\nthe first\n\
         \n## November 2026\n\n### Thursday 19 November 2026, Mara\n\none before\n\
         \n### Friday 20 November 2026, Jo\n\nthe last\n\
         \n### Friday 20 November 2026, Mara and Jo\n\n*A keepsake.*\n\nof both\n"
    );
    let some = journal(&archive, Whose::Shared, &(ago(1).0..=ago(1).0)).expect("a journal");
    assert!(
        some.contains("one before") && !some.contains("the last") && !some.contains("the first"),
        "{some}"
    );
    let none = journal(&archive, Whose::Shared, &(ago(30).0..=ago(20).0)).expect("a journal");
    assert_eq!(none, "# The journal of Mara and Jo\n\nNothing is written here.\n");
    assert_eq!(journal(&archive, Whose::Shared, &(ago(1).0..=ago(2).0)), Err(NoJournal::Backwards));
}

#[test]
fn each_drawer_holds_what_is_its_own() {
    let changes = [
        writes(Person::A, EntryKind::Free, false, 0, "ours of Mara"),
        writes(Person::A, EntryKind::Free, true, 0, "mine of Mara"),
        writes(Person::A, EntryKind::ForYou, false, 0, "letter of Mara"),
        writes(Person::B, EntryKind::ForYou, false, 0, "letter of Jo"),
        writes(Person::B, EntryKind::Free, true, 0, "mine of Jo"),
        writes(Person::A, EntryKind::Free, false, 0, "away of Mara"),
        writes(Person::A, EntryKind::Free, true, 0, "mine away of Mara"),
    ];
    let mut archive = with(&two("Mara"), &changes);
    let away = |words: &str, archive: &Archive, drawer: Drawer| {
        let id = |record: &str| serde_json::from_value(record.into()).expect("an id");
        let all = match drawer {
            Drawer::Own => serde_json::to_value(&*archive.drawers().0.a),
            Drawer::Shared(month) => serde_json::to_value(&*archive.month(month).expect("a month")),
        };
        let all = all.expect("it has a form");
        let records = all["records"].as_array().expect("records").clone();
        let one = records.into_iter().find(|one| one["words"] == words).expect("a note");
        Change::Note(
            Person::A,
            NoteChange::Bin(NoteAt { drawer, id: id(one["id"].as_str().expect("an id")) }),
        )
    };
    let shared = Drawer::Shared(ago(0).month());
    let bins = [away("away of Mara", &archive, shared), away("mine away of Mara", &archive, Drawer::Own)];
    archive = with(&archive, &bins);
    let of = |whose| journal(&archive, whose, &always()).expect("a journal");
    let held = |document: &str| {
        let words = ["ours of Mara", "mine of Mara", "letter of Mara", "letter of Jo", "mine of Jo", "away"];
        words.into_iter().filter(|words| document.contains(words)).collect::<Vec<_>>()
    };
    assert_eq!(held(&of(Whose::Shared)), ["ours of Mara"]);
    assert_eq!(held(&of(Whose::Own(Person::A))), ["mine of Mara", "letter of Mara"]);
    assert_eq!(held(&of(Whose::Own(Person::B))), ["letter of Jo", "mine of Jo"]);
}

#[test]
fn a_drawer_is_asked_for_by_name_and_locked_it_stays_closed() {
    let mut archive = two("Mara");
    for (drawer, found) in [
        (None, Ok(Whose::Shared)),
        (Some("Shared"), Ok(Whose::Shared)),
        (Some("mara"), Ok(Whose::Own(Person::A))),
        (Some(" JO "), Ok(Whose::Own(Person::B))),
        (Some("Anna"), Err(NoJournal::Nobody)),
        (Some(""), Err(NoJournal::Nobody)),
    ] {
        assert_eq!(whose(&archive, drawer), found, "{drawer:?}");
    }
    archive.access.a = Access::Closed;
    assert_eq!(whose(&archive, Some("Mara")), Ok(Whose::Own(Person::A)));
    let locked = NoJournal::Locked("Mara".into());
    assert_eq!(journal(&archive, Whose::Own(Person::A), &always()), Err(locked));
    archive.access.a = Access::Plain;
    assert_eq!(whose(&archive, Some("Mara")), Err(NoJournal::NoDrawer("Mara".into())));
    assert_eq!(whose(&two("jo"), Some("Jo")), Err(NoJournal::Both));
    archive.months.insert(ago(90).month(), Slot::Unread);
    assert_eq!(journal(&archive, Whose::Shared, &always()), Err(NoJournal::Unread(ago(90).month())));
}
