//! Tags: short words by which entries of the journal are found again.

use super::text;

/// The longest tag, in graphemes.
pub const LONGEST: usize = 40;
/// The most tags that one entry has.
pub const MOST: usize = 12;

/// The tags in what was typed: between commas, semicolons, hash signs and line ends, blanks inside
/// them kept; each once, whatever its capitals, however many and however long.
#[must_use]
pub fn typed(words: &str) -> Vec<String> {
    let parts = words.split([',', ';', '#', '\n', '\r']);
    each_once(parts.filter_map(|part| text::line(part, usize::MAX)))
}

/// These tags, each once, whatever its capitals.
pub fn each_once(tags: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags {
        if !kept.iter().any(|one| is_same(one, &tag)) {
            kept.push(tag);
        }
    }
    kept
}

/// Whether all of these can be kept with one entry, each of them whole.
#[must_use]
pub fn fit(tags: &[String]) -> bool {
    let tags = || tags.iter().cloned();
    set(tags()) == each_once(tags().filter_map(|tag| cleaned(&tag, usize::MAX)))
}

/// These tags, each cleaned and once, whatever its capitals; no more than [`MOST`].
#[must_use]
pub fn set(tags: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut kept = each_once(tags.into_iter().filter_map(|tag| cleaned(&tag, LONGEST)));
    kept.truncate(MOST);
    kept
}

fn cleaned(tag: &str, graphemes: usize) -> Option<String> {
    text::line(&tag.replace([',', ';', '#'], " "), graphemes)
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
        assert_eq!(set(["x".repeat(500)])[0].len(), LONGEST);
        assert!(fit(&typed(&"x".repeat(LONGEST))) && !fit(&typed(&"x".repeat(LONGEST + 1))));
        assert!(typed(" \u{202e}\u{1b}, #").is_empty());
        let many: Vec<String> = (0..40).map(|at| format!("t{at}")).collect();
        assert_eq!((typed(&many.join(",")).len(), set(many.clone()).len()), (40, MOST));
        assert!(fit(&["#a, b".to_owned()]));
        assert!(fit(&many[..MOST]) && !fit(&many[..=MOST]));
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
