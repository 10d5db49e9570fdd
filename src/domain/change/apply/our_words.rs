//! The rules about our words: ten lines at most, and no line stands twice.

use std::sync::Arc;

use crate::domain::archive::{Archive, CoupleKind};
use crate::domain::change::Refusal;
use crate::domain::our_words::{self, OurLine, OurWordsChange};
use crate::domain::record::Mint;
use crate::domain::text;
use crate::domain::time::Evening;

impl Archive {
    /// Whoever writes on the page has looked at it.
    pub(super) fn our_words_changed(
        &mut self,
        change: &OurWordsChange,
        today: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        match change {
            OurWordsChange::Add(about, words) => {
                let words = text::line(words, our_words::LINE).ok_or(Refusal::NoWords)?;
                let line = OurLine { about: *about, words };
                let lines = self.our_words();
                if !lines.iter().any(|(_, one)| **one == line) {
                    if lines.len() >= our_words::MOST_LINES {
                        return Err(Refusal::NoRoom);
                    }
                    Arc::make_mut(&mut self.couple).records.add(mint, CoupleKind::OurLine(line));
                }
            }
            OurWordsChange::Change(id, words) => {
                let lines = self.our_words();
                let before = lines.iter().find(|(one, _)| *one == id).ok_or(Refusal::NotThere)?.1.clone();
                let gone = CoupleKind::OurLine(before.clone());
                match text::line(words, our_words::LINE) {
                    Some(words) if words == before.words => {}
                    Some(words) => {
                        let line = OurLine { words, ..before };
                        if lines.iter().any(|(_, one)| **one == line) {
                            return Err(Refusal::StandsAlready);
                        }
                        let couple = Arc::make_mut(&mut self.couple);
                        couple.records.rewrite(mint, id, CoupleKind::OurLine(line));
                        // Another copy of it would still say what was put in another way.
                        couple.take_out(|kind| *kind == gone);
                    }
                    None => drop(Arc::make_mut(&mut self.couple).take_out(|kind| *kind == gone)),
                }
            }
            OurWordsChange::Looked => {}
        }
        let same = |kind: &CoupleKind| matches!(kind, CoupleKind::OurWordsLooked { .. });
        self.put_couple(mint, same, CoupleKind::OurWordsLooked { evening: today });
        Ok(())
    }
}
