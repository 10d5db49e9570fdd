//! The README's list of keys is the key table: `EVENFALL_BLESS=1 cargo test --test readme`
//! writes it anew.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

use evenfall::domain::flow::Extra;
use evenfall::domain::signal_keys::SignalKeys;
use evenfall::ui::keymap::{self, Scope};

const BEGINS: &str = "<!-- keys -->\n";
const ENDS: &str = "<!-- /keys -->";

/// Where keys hold, in words.
const PLACES: [(&str, &[Scope]); 18] = [
    ("everywhere", &[Scope::Always, Scope::Global, Scope::Move]),
    ("Tonight", &[Scope::Tonight]),
    ("a scale", &[Scope::Scale]),
    ("a choice", &[Scope::Choices]),
    ("ticks", &[Scope::Ticks]),
    ("wishes", &[Scope::Marks]),
    ("words", &[Scope::Field]),
    ("the page to write on", &[Scope::Write]),
    ("looking together", &[Scope::BothKeys]),
    ("a quiet while", &[Scope::While]),
    ("breathing", &[Scope::Breathe]),
    ("the signals", &[Scope::Signals]),
    ("the signals, paused", &[Scope::Paused]),
    ("choosing a look", &[Scope::Themes]),
    ("Settings", &[Scope::Settings]),
    ("menu and help", &[Scope::Book]),
    ("hidden", &[Scope::Hidden]),
    ("closing", &[Scope::Closing]),
];

fn table() -> String {
    let mut rows = vec!["| where | keys | what they do |".to_owned(), "|---|---|---|".to_owned()];
    for (place, scopes) in PLACES {
        let hints = keymap::help(
            scopes,
            scopes.iter().any(|scope| matches!(scope, Scope::Field | Scope::Write)),
            SignalKeys::default(),
        );
        // Arrows and Enter do everything everywhere, which is said once.
        let own = |keys: &str| scopes.contains(&Scope::Move) || !matches!(keys, "Enter" | "↑ ↓");
        let own = hints.iter().filter(|hint| own(&hint.keys));
        rows.extend(own.map(|hint| format!("| {place} | {} | {} |", hint.keys, hint.label)));
    }
    let extras = Extra::ALL
        .iter()
        .map(|extra| format!("| where it is offered | {} | {} |", extra.key(), extra.label()));
    rows.extend(extras);
    rows.join("\n") + "\n"
}

#[test]
fn the_list_of_keys_is_the_key_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).expect("the README");
    let (before, rest) = readme.split_once(BEGINS).expect("where the keys begin");
    let (keys, after) = rest.split_once(ENDS).expect("where the keys end");
    let table = table();
    if std::env::var_os("EVENFALL_BLESS").is_some() {
        let anew = format!("{before}{BEGINS}{table}{ENDS}{after}");
        File::create(path).expect("the README").write_all(anew.as_bytes()).expect("the README");
    } else {
        assert_eq!(keys, table);
    }
}
