//! The page of our words, as both look at it.

use super::{Archive, CoupleKind};
use crate::domain::our_words::{OurLine, is_a_season_ago};
use crate::domain::record::Id;
use crate::domain::time::Evening;

impl Archive {
    /// Every line of the page with its name, heading by heading. What two copies wrote alike is one.
    #[must_use]
    pub fn our_words(&self) -> Vec<(&Id, &OurLine)> {
        let lines = self.couple.records.known().filter_map(|record| match &record.what {
            CoupleKind::OurLine(line) => Some((&record.id, line)),
            _ => None,
        });
        let mut once: Vec<(&Id, &OurLine)> = Vec::new();
        for line in lines {
            if !once.iter().any(|(_, one)| *one == line.1) {
                once.push(line);
            }
        }
        once.sort_by_key(|(_, line)| line.about);
        once
    }

    /// The evening on which the page was last written or looked at together.
    #[must_use]
    pub fn our_words_looked_at(&self) -> Option<Evening> {
        self.couple.records.find(|kind| match kind {
            CoupleKind::OurWordsLooked { evening } => Some(*evening),
            _ => None,
        })
    }

    /// Whether there is a page that nobody has looked at for a season. An empty one waits for
    /// nothing.
    #[must_use]
    pub fn our_words_due(&self, today: Evening) -> bool {
        !self.our_words().is_empty() && is_a_season_ago(self.our_words_looked_at(), today)
    }
}
