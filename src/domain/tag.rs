//! Tags: short words by which entries of the journal are found again.

use super::text;

/// The longest tag, in graphemes.
pub const LONGEST: usize = 40;
/// The most tags that one entry has.
pub const MOST: usize = 12;

/// The tags in what was typed: between commas, semicolons, hash signs and line ends, blanks inside
/// them kept; each once, whatever its capitals; no more than [`MOST`].
#[must_use]
pub fn typed(words: &str) -> Vec<String> {
    let parts = words.split([',', ';', '#', '\n', '\r']);
    set(parts.map(str::to_owned))
}

/// These tags, each cleaned and once, whatever its capitals; no more than [`MOST`].
#[must_use]
pub fn set(tags: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags {
        let clean = text::line(&tag.replace([',', ';', '#'], " "), LONGEST);
        let fresh = clean.filter(|tag| !kept.iter().any(|one| is_same(one, tag)));
        kept.extend(fresh.filter(|_| kept.len() < MOST));
    }
    kept
}

/// Whether two tags are the same but for their capitals.
#[must_use]
pub fn is_same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// These tags with `to` in the place of `from`; `None` where `from` is not among them.
#[must_use]
pub fn renamed(tags: &[String], from: &str, to: &str) -> Option<Vec<String>> {
    tags.iter()
        .any(|tag| is_same(tag, from))
        .then(|| set(tags.iter().map(|tag| if is_same(tag, from) { to.to_owned() } else { tag.clone() })))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_tags() {
        assert_eq!(typed(" walk, the bakery ;#Walk\r\n🫖,, ,"), ["walk", "the bakery", "🫖"]);
        assert_eq!(typed(&"x".repeat(500))[0].len(), LONGEST);
        assert!(typed(" \u{202e}\u{1b}, #").is_empty());
        let many: Vec<String> = (0..40).map(|at| format!("t{at}")).collect();
        assert_eq!(typed(&many.join(",")).len(), MOST);
    }

    #[test]
    fn a_new_name_that_is_there_already_stands_once() {
        let tags = ["walk".to_owned(), "Sea".to_owned()];
        assert_eq!(
            renamed(&tags, "sea", "lake").as_deref(),
            Some(&["walk".to_owned(), "lake".to_owned()][..])
        );
        assert_eq!(renamed(&tags, "Walk", "sea").map(|tags| tags.len()), Some(1));
        assert_eq!(renamed(&tags, "wal", "x"), None);
    }
}
