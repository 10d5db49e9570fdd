//! What no screen says.

/// Why some words are left to health cards.
const PLAIN: &str = "only health cards are so plain";

/// Words that stand on no screen, and why.
const WORDS: [(&str, &[&str]); 8] = [
    ("a consent is never recorded or claimed", &["agreed", "verified", "consent", "consents", "consented"]),
    (
        "nothing is counted or compared",
        &["streak", "streaks", "score", "scores", "scored", "badge", "badges", "percent", "percentage"],
    ),
    ("nobody is late", &["missed", "overdue"]),
    ("it is nobody's fault", &["fail", "fails", "failed", "failing", "failure", "failures"]),
    ("an offer, never an order", &["must", "normal", "abnormal"]),
    ("a machine's word", &["submit", "submitted", "abort", "aborted", "invalid", "terminated"]),
    (
        "no word names a sex",
        &[
            "husband",
            "husbands",
            "wife",
            "wives",
            "boyfriend",
            "boyfriends",
            "girlfriend",
            "girlfriends",
            "he",
            "she",
            "him",
            "her",
            "his",
            "hers",
            "himself",
            "herself",
        ],
    ),
    (PLAIN, &["penetration", "penetrative", "intercourse"]),
];

/// Phrases that stand on no screen, and why.
const PHRASES: [(&str, &[&str]); 4] = [
    (
        "an offer, never an order",
        &["you should", "we should", "should be", "should have", "should not", "you have to"],
    ),
    ("nothing is to be made up for", &["last entry was", "catch up", "caught up"]),
    (
        "a clinician's word is shown, never taken further",
        &["you may resume", "now allowed", "cleared to", "cleared for"],
    ),
    ("a machine's word", &["session terminated", "session expired"]),
];

/// What stands on screens though a word of it alone would not.
const FINE: [&str; 2] = ["nothing to catch up on", "heart failure"];

/// Every word and phrase that stands on no screen.
pub fn names() -> impl Iterator<Item = &'static str> {
    WORDS.into_iter().chain(PHRASES).flat_map(|(_, names)| names.iter().copied())
}

/// Everything in `text` that no screen says; `health` where it is part of a health card.
pub fn against(text: &str, health: bool) -> Vec<String> {
    let shown = without_places(text);
    let lower = shown.to_lowercase().replace('\u{2019}', "'");
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    let mut said = format!(" {} ", words.join(" "));
    for fine in FINE {
        said = said.replace(&format!(" {fine} "), " ");
    }
    let mut found = Vec::new();
    for (why, names) in WORDS.into_iter().chain(PHRASES) {
        if health && why == PLAIN {
            continue;
        }
        let named = names.iter().filter(|name| said.contains(&format!(" {name} ")));
        found.extend(named.map(|name| format!("{name}: {why}")));
    }
    found.extend(glyphs(&shown));
    found
}

/// The text without what a format puts in a place: `{name}`.
fn without_places(text: &str) -> String {
    let (mut shown, mut depth) = (String::new(), 0_u32);
    for c in text.replace("{{", "\u{1}").replace("}}", "\u{2}").chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if depth == 0 => shown.push(c),
            _ => {}
        }
    }
    // A brace that is never closed is no place: all of it counts.
    if depth > 0 { text.to_owned() } else { shown }
}

fn glyphs(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    if text.contains('!') {
        found.push("!: calm words have none".to_owned());
    }
    if text.contains(['\u{2014}', '\u{2015}']) {
        found.push("a long dash: a comma or a full stop does".to_owned());
    }
    // Where letters follow it, it is the place of a date: %Y.
    let percent = text.char_indices().filter(|(_, c)| *c == '%').any(|(at, _)| {
        let next = text[at + 1..].chars().next();
        !next.is_some_and(|next| next.is_ascii_alphabetic() || next == '-')
    });
    if percent {
        found.push("%: nothing is counted or compared".to_owned());
    }
    let emoji = |c: &char| matches!(*c, '\u{1F000}'..='\u{1FFFF}' | '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{200D}');
    found.extend(text.chars().find(emoji).map(|c| format!("U+{:04X}: no emoji", u32::from(c))));
    found
}
