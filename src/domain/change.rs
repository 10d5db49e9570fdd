//! Everything that can happen, and the one place that lets it happen.

use std::fmt;
use std::sync::Arc;

use super::archive::{
    Archive, CoupleKind, Draft, HowItIs, Month, MonthKind, OwnKind, Plainness, Recovering, Scale, Slot,
    TeamSaid,
};
use super::check_in::{CheckIn, Finished};
use super::content::Tag;
use super::limits::Limits;
use super::people::{Person, Profile};
use super::record::Mint;
use super::settings::Settings;
use super::time::{Evening, Now, YearMonth};

/// Everything that can happen; the only verb that reaches the disk.
#[derive(Clone, PartialEq)]
pub enum Change {
    /// This machine's settings are these.
    Settings(Settings),
    /// A person is called this.
    Person(Profile),
    /// Who is recovering, and from what.
    Recovery(Recovering, Vec<String>),
    /// What somebody's team has said; who and when, in words.
    Team(Person, TeamSaid, Option<String>),
    /// Something to mind for now.
    Restrict {
        /// Whose body it protects.
        person: Person,
        /// What it rules out.
        tags: Vec<Tag>,
        /// The person's words.
        what: Option<String>,
        /// Who said it.
        by: Option<String>,
    },
    /// How texts speak and scales are answered.
    Ways(Plainness, Scale),
    /// A step of set-up was answered or passed over.
    Asked(&'static str),
    /// How it is for one person now.
    How(Person, HowItIs),
    /// How one's own questions are put.
    Questions(Person, Option<String>, Option<Scale>),
    /// One's own limits: tighter at once, looser from tomorrow.
    Limits(Person, Limits),
    /// The page before one's first turn was seen.
    Welcomed(Person),
    /// An unfinished turn, or none any more.
    Draft(Person, Option<Draft>),
    /// A finished check-in, put in place of a waiting one.
    CheckIn(Box<Finished>),
    /// Both looked together at the round of this evening.
    Look(Evening),
    /// There was an evening here.
    Here(Evening),
    /// Something shown on this evening is taken out again.
    Cover(Person, Evening),
    /// These were offered this evening.
    Offered(Vec<String>, Evening),
    /// Both like this, or no longer.
    Liked(String, bool),
    /// Evenings before this one are over: what was not shown is gone.
    EveningOver(Evening),
}

impl fmt::Debug for Change {
    /// Names the change, never its content.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Settings(_) => "Settings",
            Self::Person(_) => "Person",
            Self::Recovery(..) => "Recovery",
            Self::Team(..) => "Team",
            Self::Restrict { .. } => "Restrict",
            Self::Ways(..) => "Ways",
            Self::Asked(_) => "Asked",
            Self::How(..) => "How",
            Self::Questions(..) => "Questions",
            Self::Limits(..) => "Limits",
            Self::Welcomed(_) => "Welcomed",
            Self::Draft(..) => "Draft",
            Self::CheckIn(_) => "CheckIn",
            Self::Look(_) => "Look",
            Self::Here(_) => "Here",
            Self::Cover(..) => "Cover",
            Self::Offered(..) => "Offered",
            Self::Liked(..) => "Liked",
            Self::EveningOver(_) => "EveningOver",
        })
    }
}

impl Change {
    /// Whether Ctrl+Z may take it back. Answers, showing, covering, limits that protect and
    /// what the program notes by itself stay as they are.
    #[must_use]
    pub fn can_be_undone(&self) -> bool {
        matches!(
            self,
            Self::Settings(_) | Self::Person(_) | Self::Recovery(..) | Self::Ways(..) | Self::Liked(..)
        )
    }
}

impl Change {
    /// Whether nothing before it may be undone any more.
    #[must_use]
    pub fn ends_undo(&self) -> bool {
        matches!(self, Self::Look(_) | Self::Cover(..) | Self::Restrict { .. } | Self::Team(..))
    }
}

/// Why a change does not happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// This month has to be read first.
    Needs(YearMonth),
    /// There is nothing to look at together yet.
    NothingToLookAt,
    /// That person is not set up.
    NobodyThere,
    /// There is nothing shown on that evening.
    NothingShown,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Needs(_) => "That month is not open yet. Nothing is lost. Try once more.",
            Self::NothingToLookAt => {
                "There is nothing to look at yet. Nothing is lost. A check-in comes first."
            }
            Self::NobodyThere => "Nobody of that name is set up. Nothing is lost. Set-up can add them.",
            Self::NothingShown => "Nothing is shown there any more. Nothing else changed.",
        })
    }
}

impl std::error::Error for Refusal {}

impl Archive {
    /// The archive after `change`. This one stays as it is.
    ///
    /// # Errors
    /// A [`Refusal`] where a rule does not let it happen.
    pub fn apply(&self, change: &Change, now: Now, mint: &mut dyn Mint) -> Result<Self, Refusal> {
        let mut next = self.clone();
        let evening = now.evening(self.settings.evening_boundary);
        match change {
            Change::Settings(settings) => next.settings = Arc::new(settings.clone()),
            Change::Person(profile) => {
                let person = profile.person;
                if person == Person::B && self.profile(Person::A).is_none() {
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
                let same = |kind: &CoupleKind| matches!(kind, CoupleKind::Team { person: whose, .. } if whose == person);
                let looser =
                    self.team_said(*person) == Some(TeamSaid::NobodyYet) && *said != TeamSaid::NobodyYet;
                let holds_until = looser.then_some(evening);
                let what = CoupleKind::Team {
                    person: *person,
                    said: *said,
                    by: by.clone(),
                    noted: evening,
                    holds_until,
                };
                next.put_couple(mint, same, what);
            }
            Change::Restrict { person, tags, what, by } => {
                let what = CoupleKind::Restriction {
                    person: *person,
                    tags: tags.clone(),
                    what: what.clone(),
                    by: by.clone(),
                    noted: evening,
                };
                next.put_couple(mint, |_| false, what);
            }
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
                let same = |kind: &OwnKind| matches!(kind, OwnKind::Questions { .. });
                next.put_own(
                    *person,
                    mint,
                    same,
                    OwnKind::Questions { body_word: body_word.clone(), scale: *scale },
                );
            }
            Change::Limits(person, limits) => {
                let changed = self.limits_of(*person).changed(limits.clone(), evening);
                next.put_own(
                    *person,
                    mint,
                    |kind| matches!(kind, OwnKind::Limits(_)),
                    OwnKind::Limits(changed),
                );
            }
            Change::Welcomed(person) => {
                next.put_own(*person, mint, |kind| matches!(kind, OwnKind::Welcomed), OwnKind::Welcomed);
            }
            Change::Draft(person, draft) => Arc::make_mut(&mut next.tonight[*person]).draft.clone_from(draft),
            Change::CheckIn(finished) => {
                if self.profile(finished.person).is_none() {
                    return Err(Refusal::NobodyThere);
                }
                let tonight = Arc::make_mut(&mut next.tonight[finished.person]);
                let check_in = CheckIn::new(mint.id(), mint.rev(), now.wall, (**finished).clone());
                tonight.check_in = Some(check_in);
                tonight.draft = None;
            }
            Change::Look(evening) => next.look(*evening, mint)?,
            Change::Here(evening) => next.mark_evening(*evening, &[], mint)?,
            Change::Cover(person, evening) => {
                let gone = |kind: &MonthKind| matches!(kind, MonthKind::Shown(shown) if shown.person == *person && shown.evening == *evening);
                if !next.month_mut(evening.month())?.records.remove(gone) {
                    return Err(Refusal::NothingShown);
                }
            }
            Change::Offered(ids, evening) => {
                for id in ids {
                    let same = |kind: &CoupleKind| matches!(kind, CoupleKind::Offered { activity, .. } if activity == id);
                    let what = CoupleKind::Offered { activity: id.clone(), evening: *evening };
                    next.put_couple(mint, same, what);
                }
            }
            Change::Liked(id, on) => {
                let same =
                    |kind: &CoupleKind| matches!(kind, CoupleKind::Liked { activity } if activity == id);
                if *on {
                    next.put_couple(mint, same, CoupleKind::Liked { activity: id.clone() });
                } else {
                    Arc::make_mut(&mut next.couple).records.remove(same);
                }
            }
            Change::EveningOver(today) => next.drop_evenings_before(*today),
        }
        Ok(next)
    }

    fn steps_asked(&self) -> Vec<String> {
        self.couple
            .records
            .find(|kind| match kind {
                CoupleKind::SetUp { asked } => Some(asked.clone()),
                _ => None,
            })
            .unwrap_or_default()
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

    /// Puts what was shown into the month: one file, so a cut leaves all of it or none.
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
        let month = self.month_mut(evening.month())?;
        for (whose, shown) in shown {
            let earlier = |kind: &MonthKind| matches!(kind, MonthKind::Shown(one) if one.person == whose && one.evening == evening);
            match shown {
                Some(shown) => month.records.put(mint, earlier, MonthKind::Shown(shown)),
                None => {
                    month.records.remove(earlier);
                }
            }
        }
        self.mark_evening(evening, &names, mint)
    }

    fn mark_evening(
        &mut self,
        evening: Evening,
        round: &[super::record::Id],
        mint: &mut dyn Mint,
    ) -> Result<(), Refusal> {
        let month = self.month_mut(evening.month())?;
        let same =
            |kind: &MonthKind| matches!(kind, MonthKind::Evening { evening: one, .. } if *one == evening);
        let marked = month.records.known().any(|record| same(&record.what));
        if !marked || !round.is_empty() {
            month.records.put(mint, same, MonthKind::Evening { evening, round: round.to_vec() });
        }
        Ok(())
    }

    /// Only ever forward in time: an evening that seems to lie ahead is left alone.
    fn drop_evenings_before(&mut self, today: Evening) {
        for person in Person::BOTH {
            let over = |evening: Evening| evening < today;
            let tonight = &self.tonight[person];
            let check_in = tonight.check_in.as_ref().is_some_and(|check_in| over(check_in.evening()));
            let draft = tonight.draft.as_ref().is_some_and(|draft| over(draft.evening));
            if check_in || draft {
                let tonight = Arc::make_mut(&mut self.tonight[person]);
                tonight.check_in.take_if(|_| check_in);
                tonight.draft.take_if(|_| draft);
            }
        }
    }
}
