//! Every rule about what is kept meets here.

use std::sync::Arc;

use super::{Change, Refusal};
use crate::domain::archive::{
    Access, Archive, CoupleKind, DraftOf, Month, MonthKind, OwnKind, Recovering, Slot, TeamSaid,
};
use crate::domain::check_in::CheckIn;
use crate::domain::harder_patch::HarderPatch;
use crate::domain::people::Person;
use crate::domain::record::{Id, Mint};
use crate::domain::restriction::Restriction;
use crate::domain::settings::Settings;
use crate::domain::text;
use crate::domain::time::{Evening, Now, YearMonth};

mod after_effect;
mod body;
mod calendar;
mod jar;
mod notes;
mod our_words;
mod plan;
mod safety;
mod welcome;

impl Archive {
    /// The archive after `change`. This one stays as it is.
    ///
    /// # Errors
    /// A [`Refusal`] where a rule does not let it happen.
    pub fn apply(&self, change: &Change, now: Now, mint: &mut dyn Mint) -> Result<Self, Refusal> {
        if change.takes_turn_of().is_some_and(|person| self.access[person] == Access::Closed) {
            return Err(Refusal::Closed);
        }
        let mut next = self.clone();
        let evening = self.settings.evening(now);
        match change {
            Change::Settings(settings) => {
                next.settings = Arc::new(Settings::changed(&self.settings, settings.clone(), now));
            }
            Change::Person(profile) => {
                let person = profile.person;
                if person == Person::B && self.people().next().is_none() {
                    return Err(Refusal::NobodyThere);
                }
                let same =
                    |kind: &CoupleKind| matches!(kind, CoupleKind::Person(one) if one.person == person);
                next.put_couple(mint, same, CoupleKind::Person(profile.clone()));
            }
            Change::Recovery(who, situations) => {
                let same = |kind: &CoupleKind| matches!(kind, CoupleKind::Recovery { .. });
                next.put_couple(
                    mint,
                    same,
                    CoupleKind::Recovery { who: *who, situations: situations.clone() },
                );
            }
            Change::Team(person, said, by) => {
                let holds_until = self.held_careful(*person, *said, evening);
                let by = by.clone();
                let what = CoupleKind::Team { person: *person, said: *said, by, noted: evening, holds_until };
                next.put_couple(mint, |kind| kind.is_team_of(*person), what);
            }
            Change::Restrict(restriction) => {
                next.restrict(restriction, evening, mint);
            }
            Change::Reword(person, id, restriction) => {
                next.end_restriction(*person, id, None, evening, mint)?;
                let anew =
                    next.restrict(&Restriction { person: *person, ..restriction.clone() }, evening, mint);
                next.wait_for_instead(id, &anew, mint);
            }
            Change::TakeBack(person, id) => next.end_restriction(*person, id, None, evening, mint)?,
            Change::Clear(person, id, by) => {
                let by = text::line(by, text::LINE).ok_or(Refusal::NoWords)?;
                next.end_restriction(*person, id, Some(by), evening, mint)?;
            }
            Change::Treatment(person) => {
                let is_treatment = |kind: &CoupleKind| matches!(kind, CoupleKind::Treatment { person: whose, .. } if whose == person);
                next.put_couple(
                    mint,
                    is_treatment,
                    CoupleKind::Treatment { person: *person, noted: evening },
                );
                let said = CoupleKind::Team {
                    person: *person,
                    said: TeamSaid::NobodyYet,
                    by: None,
                    noted: evening,
                    holds_until: None,
                };
                next.put_couple(mint, |kind| kind.is_team_of(*person), said);
            }
            Change::HarderPatch(gentler) => {
                let same = |kind: &CoupleKind| matches!(kind, CoupleKind::HarderPatch(_));
                let patch = HarderPatch::noted(evening, *gentler, self.harder_patch());
                next.put_couple(mint, same, CoupleKind::HarderPatch(patch));
            }
            Change::BodyNote(person, note, shown) => next.put_body_note(*person, note, *shown, mint)?,
            Change::ForgetBodyNote(person, spot) => next.forget_body_note(*person, spot)?,
            Change::Calendar(change) => {
                next.calendar_changed(change, evening, mint)?;
                next.holds_what(self, now)?;
            }
            Change::Plan(change) => next.plan_changed(change, evening, mint)?,
            Change::Sign(words) => next.put_sign(words, mint)?,
            Change::Jar(person, change) => next.jar_changed(*person, change, mint)?,
            Change::OurWords(change) => next.our_words_changed(change, evening, mint)?,
            Change::Safety(change) => next.safety_changed(change, evening, mint)?,
            Change::Looked(what) => next.note_looked(*what, evening, mint),
            Change::Ways(plainness, scale) => {
                let same = |kind: &CoupleKind| matches!(kind, CoupleKind::Ways { .. });
                next.put_couple(mint, same, CoupleKind::Ways { plainness: *plainness, scale: *scale });
            }
            Change::Asked(step) => {
                let mut asked = self.steps_asked();
                if !asked.iter().any(|name| name == step) {
                    asked.push((*step).to_owned());
                }
                let same = |kind: &CoupleKind| matches!(kind, CoupleKind::SetUp { .. });
                next.put_couple(mint, same, CoupleKind::SetUp { asked });
            }
            Change::How(person, is) => {
                next.put_own(
                    *person,
                    mint,
                    |kind| matches!(kind, OwnKind::How { .. }),
                    OwnKind::How { is: *is },
                );
            }
            Change::Questions(person, body_word, scale) => {
                // The draft of a check-in is a list of answers in the order of its questions:
                // beside other questions it would be read wrongly, so it goes.
                next.drop_draft(*person, &DraftOf::CheckIn);
                let what = OwnKind::Questions { body_word: body_word.clone(), scale: *scale };
                next.put_own(*person, mint, |kind| matches!(kind, OwnKind::Questions { .. }), what);
            }
            Change::Limits(person, limits) => {
                next.drop_draft(*person, &DraftOf::CheckIn);
                let what = OwnKind::Limits(self.limits_of(*person).changed(limits.clone(), evening));
                next.put_own(*person, mint, |kind| matches!(kind, OwnKind::Limits(_)), what);
            }
            Change::Welcomed(person) => {
                next.put_own(*person, mint, |kind| matches!(kind, OwnKind::Welcomed), OwnKind::Welcomed);
            }
            Change::Knows(person, key) => {
                let same = |kind: &OwnKind| kind.known_key().is_some();
                match key {
                    Some(key) => next.put_own(*person, mint, same, OwnKind::Knows { key: key.clone() }),
                    None => drop(Arc::make_mut(&mut next.own[*person]).take_out(same)),
                }
            }
            Change::Draft(person, None) => next.drop_draft(*person, &DraftOf::CheckIn),
            Change::Draft(person, Some(draft)) => {
                Arc::make_mut(&mut next.tonight[*person]).put_draft(draft.clone());
            }
            Change::CheckIn(finished) => {
                if self.profile(finished.person).is_none() {
                    return Err(Refusal::NobodyThere);
                }
                let tonight = Arc::make_mut(&mut next.tonight[finished.person]);
                tonight.check_in = Some(CheckIn::new(mint.id(), mint.rev(), now.wall, (**finished).clone()));
                tonight.draft = None;
                tonight.more.clear();
            }
            Change::Look(evening) => next.look(*evening, mint)?,
            Change::Here(evening) => next.mark_evening(*evening, &[], mint)?,
            Change::Cover(person, evening) => next.cover(*person, *evening)?,
            Change::Offered(ids, evening) => {
                for id in ids {
                    next.note_offered(id, *evening, mint);
                }
            }
            Change::Liked(id, on) => {
                let same =
                    |kind: &CoupleKind| matches!(kind, CoupleKind::Liked { activity } if activity == id);
                if *on {
                    next.put_couple(mint, same, CoupleKind::Liked { activity: id.clone() });
                } else {
                    Arc::make_mut(&mut next.couple).take_out(same);
                }
            }
            Change::EveningOver(today) => next.drop_evenings_before(*today, mint)?,
            Change::WriteTogether { evening, kind, words } => {
                next.write_together(*evening, *kind, words, mint)?;
            }
            Change::Note(person, change) => next.note_changed(*person, change, evening, mint)?,
            Change::After(person, change) => next.after_changed(*person, change, evening, mint)?,
            Change::Welcome(person, change) => next.welcome_changed(*person, change, evening)?,
            Change::DrawCalm(person, on) => {
                let same = |kind: &OwnKind| matches!(kind, OwnKind::CalmDrawn { .. });
                next.put_own(*person, mint, same, OwnKind::CalmDrawn { on: *on });
            }
            Change::WordsForTeam(person) => {
                // The latest stands, whatever a clock says.
                let offered = self.offered_for_team(*person).max(Some(evening)).unwrap_or(evening);
                let same = |kind: &OwnKind| matches!(kind, OwnKind::WordsForTeam { .. });
                next.put_own(*person, mint, same, OwnKind::WordsForTeam { offered });
            }
            Change::NotesForMe(person, on) => {
                let same = |kind: &OwnKind| matches!(kind, OwnKind::NotesForMe { .. });
                next.put_own(*person, mint, same, OwnKind::NotesForMe { on: *on });
            }
            Change::EraseMine(person) => {
                let leaving = CoupleKind::Leaving { person: *person };
                next.put_couple(mint, |kind| *kind == leaving, leaving.clone());
                next.forget_recovery_of(*person, mint);
            }
        }
        Ok(next)
    }

    /// Whatever protected this evening before goes on protecting it until it is over, on both of its
    /// days after midnight.
    ///
    /// # Errors
    /// [`Refusal::HoldsTonight`] where it would not.
    pub fn holds_what(&self, before: &Self, now: Now) -> Result<(), Refusal> {
        let evening = before.settings.evening(now);
        let holds = self.plan(evening, now).holds_all_of(&before.plan(evening, now));
        if holds { Ok(()) } else { Err(Refusal::HoldsTonight) }
    }

    /// The last evening on which *nobody has said yet* still holds once `said` takes its place:
    /// looser is from tomorrow, and saying it twice is no sooner.
    fn held_careful(&self, person: Person, said: TeamSaid, evening: Evening) -> Option<Evening> {
        let (before, held) = self.couple.records.find(|kind| match kind {
            CoupleKind::Team { person: whose, said, holds_until, .. } if *whose == person => {
                Some((*said, *holds_until))
            }
            _ => None,
        })?;
        let looser = before == TeamSaid::NobodyYet && said != TeamSaid::NobodyYet;
        if looser { Some(evening) } else { held.filter(|last| evening <= *last) }
    }

    /// Where both are recovering, only the other is from now on, under a name that no backup has.
    fn forget_recovery_of(&mut self, person: Person, mint: &mut dyn Mint) {
        let both = self.recovery().filter(|(who, _)| *who == Recovering::Both);
        if let Some(situations) = both.map(|(_, situations)| situations.to_vec()) {
            let couple = Arc::make_mut(&mut self.couple);
            couple.erase(|kind| matches!(kind, CoupleKind::Recovery { .. }));
            let who = Recovering::one(person.other());
            couple.records.add(mint, CoupleKind::Recovery { who, situations });
        }
    }

    /// Notes something to mind, and gives its name.
    fn restrict(&mut self, restriction: &Restriction, evening: Evening, mint: &mut dyn Mint) -> Id {
        let what = Restriction { noted: evening, holds_until: None, cleared_by: None, ..restriction.clone() };
        Arc::make_mut(&mut self.couple).records.add(mint, CoupleKind::Restriction(what))
    }

    /// Only the person whose body it protects ends it, and it holds through this evening. Ended
    /// twice, it ends no sooner, and a word of a team stands beside it all the same.
    fn end_restriction(
        &mut self,
        person: Person,
        id: &Id,
        cleared_by: Option<String>,
        evening: Evening,
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let theirs = self.restriction(id).filter(|restriction| restriction.person == person);
        let mut restriction = theirs.ok_or(Refusal::NotThere)?.clone();
        restriction.holds_until.get_or_insert(evening);
        restriction.cleared_by = cleared_by.or(restriction.cleared_by);
        let what = CoupleKind::Restriction(restriction);
        Arc::make_mut(&mut self.couple).records.rewrite(mint, id, what);
        Ok(())
    }

    pub(in crate::domain) fn drop_draft(&mut self, person: Person, of: &DraftOf) {
        if self.tonight[person].draft_of(of).is_some() {
            Arc::make_mut(&mut self.tonight[person]).let_go_of(of);
        }
    }

    fn steps_asked(&self) -> Vec<String> {
        let asked = self.couple.records.find(|kind| match kind {
            CoupleKind::SetUp { asked } => Some(asked.clone()),
            _ => None,
        });
        asked.unwrap_or_default()
    }

    fn put_couple(&mut self, mint: &mut dyn Mint, same: impl Fn(&CoupleKind) -> bool, what: CoupleKind) {
        Arc::make_mut(&mut self.couple).records.put(mint, same, what);
    }

    fn put_own(
        &mut self,
        person: Person,
        mint: &mut dyn Mint,
        same: impl Fn(&OwnKind) -> bool,
        what: OwnKind,
    ) {
        Arc::make_mut(&mut self.own[person]).records.put(mint, same, what);
    }

    fn month_mut(&mut self, month: YearMonth) -> Result<&mut Month, Refusal> {
        match self.months.entry(month).or_insert_with(|| Slot::Here(Arc::default())) {
            Slot::Here(here) => Ok(Arc::make_mut(here)),
            Slot::Unread => Err(Refusal::Needs(month)),
        }
    }

    /// Puts what was shown into the month: one file, so a cut leaves all of it or none. Where both
    /// would like a little more of a step it moves here, unless they let it go on before, looking
    /// back; a cut between the two files leaves it as it was, or moved, and it never moves twice.
    fn look(&mut self, evening: Evening, mint: &mut dyn Mint) -> Result<(), Refusal> {
        if self.month(evening.month()).is_none() {
            return Err(Refusal::Needs(evening.month()));
        }
        let round = self.round(evening);
        if !round.complete() {
            return Err(Refusal::NothingToLookAt);
        }
        if round.looked() {
            return Ok(());
        }
        let shown: Vec<_> = Person::BOTH.into_iter().map(|person| (person, round.shown(person))).collect();
        let names = round.names();
        self.step_on(evening, mint);
        let month = self.month_mut(evening.month())?;
        for (whose, shown) in shown {
            let earlier = |kind: &MonthKind| kind.is_shown_by(whose, evening);
            match shown {
                Some(shown) => month.records.put(mint, earlier, MonthKind::Shown(shown)),
                None => {
                    month.erase(earlier);
                }
            }
        }
        self.mark_evening(evening, &names, mint)
    }

    fn mark_evening(&mut self, evening: Evening, round: &[Id], mint: &mut dyn Mint) -> Result<(), Refusal> {
        let back = if round.is_empty() { None } else { self.comes_back(evening) };
        let came_back = self.came_back(evening).or(back);
        let month = self.month_mut(evening.month())?;
        let same =
            |kind: &MonthKind| matches!(kind, MonthKind::Evening { evening: one, .. } if *one == evening);
        let marked = month.records.known().any(|record| same(&record.what));
        if !marked || !round.is_empty() {
            month.records.put(mint, same, MonthKind::Evening { evening, round: round.to_vec(), came_back });
        }
        Ok(())
    }

    fn cover(&mut self, person: Person, evening: Evening) -> Result<(), Refusal> {
        let shown = |kind: &MonthKind| kind.is_shown_by(person, evening) || kind.is_after_of(person, evening);
        if self.month_mut(evening.month())?.erase(shown) { Ok(()) } else { Err(Refusal::NothingShown) }
    }

    fn note_offered(&mut self, id: &str, evening: Evening, mint: &mut dyn Mint) {
        let same = |kind: &CoupleKind| matches!(kind, CoupleKind::Offered { activity, .. } if activity == id);
        let earlier = self.couple.records.find(|kind| match kind {
            CoupleKind::Offered { evening, before, .. } if same(kind) => Some((*evening, *before)),
            _ => None,
        });
        let before = match earlier {
            Some((last, before)) if last == evening => before,
            Some((last, _)) => Some(last),
            None => None,
        };
        self.put_couple(mint, same, CoupleKind::Offered { activity: id.to_owned(), evening, before });
    }

    /// Only ever forward in time: an evening that seems to lie ahead is left alone. Words of a note
    /// that is not finished belong to no evening's end. What waited goes to its owner's own file
    /// where that is locked, first, and again with the same name should the rest be cut off.
    fn drop_evenings_before(&mut self, today: Evening, mint: &mut dyn Mint) -> Result<(), Refusal> {
        for person in Person::BOTH {
            let over = |evening: Evening| evening < today;
            let waited = self.tonight[person].check_in.as_ref().map(CheckIn::evening);
            if let Some(evening) = waited.filter(|evening| over(*evening))
                && self.access[person] == Access::Open
            {
                if self.month(evening.month()).is_none() {
                    return Err(Refusal::Needs(evening.month()));
                }
                if let Some(unshown) = self.round(evening).unshown(person) {
                    let name = unshown.check_in.clone();
                    let same = |kind: &OwnKind| matches!(kind, OwnKind::Unshown(one) if one.check_in == name);
                    self.put_own(person, mint, same, OwnKind::Unshown(unshown));
                }
            }
            let left = self.tonight[person].since(today);
            if left != *self.tonight[person] {
                self.tonight[person] = Arc::new(left);
            }
        }
        Ok(())
    }
}
