//! The three scales in four words each: for those who would rather not give a number.

use super::check_in::Score;

/// Four words of a scale, each with the number it stands for, rising.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FourWords([(u8, &'static str); 4]);

impl FourWords {
    /// Energy right now.
    pub const ENERGY: Self = Self([(1, "empty"), (3, "low"), (5, "some"), (8, "plenty")]);
    /// How hard the body is.
    pub const BODY: Self = Self([(1, "easy"), (4, "some"), (6, "a lot"), (9, "too much")]);
    /// How calm or uneasy.
    pub const CALM: Self = Self([(1, "uneasy"), (3, "a bit"), (6, "fairly"), (8, "calm")]);

    /// The words, in their order.
    #[must_use]
    pub fn words(self) -> [&'static str; 4] {
        self.0.map(|(_, word)| word)
    }

    /// The number that the word at `at` stands for.
    #[must_use]
    pub fn score(self, at: usize) -> Option<Score> {
        self.0.get(at).and_then(|(value, _)| Score::new(*value))
    }

    /// Which word is the one for a number: the last that does not stand for more.
    #[must_use]
    pub fn place(self, score: Score) -> usize {
        self.0.iter().rposition(|(value, _)| *value <= score.value()).unwrap_or(0)
    }

    /// The word for a number.
    #[must_use]
    pub fn word(self, score: Score) -> &'static str {
        self.0[self.place(score)].1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_chosen_is_the_word_read() {
        for scale in [FourWords::ENERGY, FourWords::BODY, FourWords::CALM] {
            for (at, word) in scale.words().into_iter().enumerate() {
                assert_eq!(scale.score(at).map(|score| scale.word(score)), Some(word));
            }
            assert_eq!(scale.score(4), None);
            assert_eq!(Score::new(0).map(|score| scale.word(score)), Some(scale.words()[0]));
            assert_eq!(Score::new(10).map(|score| scale.word(score)), Some(scale.words()[3]));
        }
    }
}
