//! The rules about signs and the safety plan: no sign says two things, and an empty part is none.

use std::sync::Arc;

use crate::domain::archive::{Archive, CoupleKind};
use crate::domain::change::Refusal;
use crate::domain::record::Mint;
use crate::domain::review::again::Looked;
use crate::domain::safety::{self, Part, SafetyChange, SafetyPart};
use crate::domain::text;
use crate::domain::time::Evening;
use crate::domain::vocabulary::{self, SignalWords};

impl Archive {
    /// Without words left, what was said that way is taken back.
    pub(super) fn put_sign(&mut self, words: &SignalWords, mint: &mut dyn Mint) -> Result<(), Refusal> {
        let SignalWords { meaning, way, .. } = *words;
        let same = |kind: &CoupleKind| matches!(kind, CoupleKind::SignalWords(one) if (one.meaning, one.way) == (meaning, way));
        let Some(words) = text::line(&words.words, vocabulary::MOST) else {
            Arc::make_mut(&mut self.couple).take_out(same);
            return Ok(());
        };
        let words = SignalWords { meaning, way, words };
        if self.signs().says_another(&words) {
            return Err(Refusal::StandsAlready);
        }
        self.put_couple(mint, same, CoupleKind::SignalWords(words));
        Ok(())
    }

    pub(super) fn safety_changed(
        &mut self,
        change: &SafetyChange,
        evening: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        self.change_part(change, mint)?;
        self.note_looked(Looked::SafetyPlan, evening, mint);
        Ok(())
    }

    /// Notes that something was looked at; of a plan that says nothing any more, nothing is noted.
    pub(super) fn note_looked(&mut self, what: Looked, evening: Evening, mint: &mut dyn Mint) {
        let same = |kind: &CoupleKind| match what {
            Looked::Back => matches!(kind, CoupleKind::LookedBack { .. }),
            Looked::SafetyPlan => matches!(kind, CoupleKind::SafetyLooked { .. }),
        };
        if what == Looked::SafetyPlan && self.safety_plan().is_empty() {
            Arc::make_mut(&mut self.couple).take_out(same);
            return;
        }
        let looked = match what {
            Looked::Back => CoupleKind::LookedBack { evening },
            Looked::SafetyPlan => CoupleKind::SafetyLooked { evening },
        };
        self.put_couple(mint, same, looked);
    }

    fn change_part(&mut self, change: &SafetyChange, mint: &mut dyn Mint) -> Result<(), Refusal> {
        match change {
            SafetyChange::Add(part, words) => {
                let part = part.cleaned().ok_or(Refusal::NoWords)?;
                let words = text::line(words, safety::LINE).ok_or(Refusal::NoWords)?;
                let mut lines = self.safety_lines(&part).to_vec();
                if lines.is_empty() && matches!(part, Part::Own(_)) && self.own_parts() >= safety::MOST_OWN {
                    return Err(Refusal::NoRoom);
                }
                if !lines.contains(&words) {
                    lines.push(words);
                }
                if lines.len() > safety::MOST_LINES {
                    return Err(Refusal::NoRoom);
                }
                self.put_part(&part, lines, mint);
            }
            SafetyChange::Change(part, before, after) => {
                let mut lines = self.safety_lines(part).to_vec();
                let at = lines.iter().position(|line| line == before).ok_or(Refusal::NotThere)?;
                match text::line(after, safety::LINE) {
                    Some(words) if words == *before => {}
                    Some(words) if lines.contains(&words) => return Err(Refusal::StandsAlready),
                    Some(words) => lines[at] = words,
                    None => drop(lines.remove(at)),
                }
                self.put_part(part, lines, mint);
            }
            SafetyChange::TakeBack(part) => {
                if self.safety_lines(part).is_empty() {
                    return Err(Refusal::NotThere);
                }
                self.put_part(part, Vec::new(), mint);
            }
            SafetyChange::Rename(part, words) => {
                let lines = self.safety_lines(part).to_vec();
                if lines.is_empty() || !matches!(part, Part::Own(_)) {
                    return Err(Refusal::NotThere);
                }
                let anew = Part::Own(words.clone()).cleaned().ok_or(Refusal::NoWords)?;
                if anew == *part {
                    return Ok(());
                }
                if !self.safety_lines(&anew).is_empty() {
                    return Err(Refusal::StandsAlready);
                }
                // Another part under its own name: a copy that still has the old one loses it.
                self.put_part(part, Vec::new(), mint);
                self.put_part(&anew, lines, mint);
            }
        }
        Ok(())
    }

    fn own_parts(&self) -> usize {
        self.safety_plan().iter().filter(|one| matches!(one.part, Part::Own(_))).count()
    }

    fn put_part(&mut self, part: &Part, lines: Vec<String>, mint: &mut dyn Mint) {
        if lines.is_empty() {
            Arc::make_mut(&mut self.couple).take_out(|kind| kind.is_part(part));
        } else {
            let what = CoupleKind::Safety(SafetyPart { part: part.clone(), lines });
            self.put_couple(mint, |kind| kind.is_part(part), what);
        }
    }
}

impl CoupleKind {
    fn is_part(&self, part: &Part) -> bool {
        matches!(self, Self::Safety(one) if one.part == *part)
    }
}
