//! Notes of one's own, as they are gone through by somebody who has a passphrase.

use chrono::{DateTime, TimeDelta};

use super::Notes;
use crate::domain::archive::{Access, Archive, Slot};
use crate::domain::change::Change;
use crate::domain::check_in::{Answers, Finished, Numbers, Score, Shows};
use crate::domain::content::Content;
use crate::domain::flow::listing::PAGE;
use crate::domain::flow::{Answer, Ask, Extra, Flow, Prompt, Step, Then, View, World};
use crate::domain::note::{EntryKind, NewNote, NoteChange};
use crate::domain::people::{Person, Profile, Turn};
use crate::domain::record::Counting;
use crate::domain::time::Now;

/// Mara's turn with her notes.
struct Mara {
    archive: Archive,
    content: Content,
    now: Now,
    flow: Flow,
    mint: Counting,
}

impl Mara {
    fn begins(names: &[&str]) -> Self {
        let now = Now::at(DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment"));
        let flow = Notes::begin(&Turn::open(Person::A));
        let mut mara =
            Self { archive: Archive::default(), content: Content::embedded(), now, flow, mint: Counting(0) };
        mara.archive.access.a = Access::Open;
        for (person, name) in Person::BOTH.into_iter().zip(names) {
            let name = (*name).to_owned();
            mara.change(&Change::Person(Profile { person, name, pronouns: None }));
        }
        mara
    }

    fn change(&mut self, change: &Change) {
        self.archive =
            self.archive.apply(change, self.now, &mut self.mint).expect("a change that is allowed");
    }

    fn world(&self) -> World<'_> {
        World { archive: &self.archive, content: &self.content, now: self.now, desktop: false, keeps: true }
    }

    fn prompt(&self) -> Prompt {
        self.flow.prompt(self.world())
    }

    /// The words of the entry that is on the page.
    fn reads(&self) -> String {
        match self.prompt().view {
            Some(View::Entry(entry)) => entry.words.to_string(),
            _ => String::new(),
        }
    }

    fn labels(&self) -> Vec<String> {
        match self.prompt().ask {
            Ask::OneOf(ask) => ask.choices.into_iter().map(|choice| choice.label).collect(),
            _ => Vec::new(),
        }
    }

    fn answer(&mut self, answer: Answer) -> &mut Self {
        let Step::On { changes, then } = self.flow.answer(answer, self.world()) else { panic!("it fits") };
        for change in changes {
            self.change(&change);
        }
        match then {
            Then::Page(flow) | Then::Onward(flow) => self.flow = flow,
            _ => self.flow = Notes::begin(&Turn::open(Person::A)),
        }
        assert_eq!(self.flow.keeps_words(), self.flow.draft("").is_some(), "{}", self.prompt().question);
        self
    }

    #[track_caller]
    fn choose(&mut self, label: &str) -> &mut Self {
        let labels = self.labels();
        let is = |one: &String| one.starts_with(label) || after_its_day(one) == label;
        let at = labels.iter().position(is);
        let at = at.unwrap_or_else(|| panic!("{label:?} is not among {labels:?}"));
        self.answer(Answer::Pick(at))
    }

    fn writes(&mut self, words: &str, place: &str) -> &mut Self {
        self.choose("Write").choose("Anything").answer(Answer::Text(words.into())).choose(place)
    }

    fn read_by_both(&self) -> Vec<String> {
        let month = self.world().evening().month();
        let notes = self.archive.shared_notes(month).expect("a month that is here");
        notes.into_iter().map(|(_, note)| note.words).collect()
    }
}

/// The words of an entry in a list, without the day before them.
fn after_its_day(label: &str) -> &str {
    label.split_once("  ").map_or(label, |(_, words)| words)
}

#[test]
fn only_mine_stands_first_and_stays_with_its_author() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    assert!(mara.prompt().quiet.is_empty(), "the way to a passphrase was found");
    mara.choose("Write").choose("Anything").answer(Answer::Text("for nobody else".into()));
    assert_eq!(
        mara.labels(),
        ["Only mine", "Share it with Jo", "From both of us", "Leave it half written for now"]
    );
    mara.choose("Only mine");
    assert!(mara.read_by_both().is_empty());
    mara.choose("for nobody else");
    assert_eq!(mara.labels(), ["Back", "Change it", "Tags", "Open its day", "Share it", "Put it in the bin"]);
    assert_eq!(mara.prompt().quiet, ["Only yours."]);
    mara.choose("Change it").answer(Answer::Text("for me".into())).choose("for me");
    assert_eq!(mara.reads(), "for me");
}

#[test]
fn sharing_and_taking_back_are_asked_with_the_safe_choice_first() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    mara.writes("between us", "Only mine").choose("between us").choose("Share it");
    assert_eq!(mara.labels(), ["Leave it only mine", "Share it"]);
    mara.choose("Leave it only mine");
    assert!(mara.read_by_both().is_empty());
    mara.choose("between us").choose("Share it").choose("Share it");
    assert_eq!(mara.read_by_both(), ["between us"]);
    mara.choose("between us").choose("Keep it to myself again");
    assert_eq!(mara.labels()[0], "Leave it shared");
    assert!(mara.prompt().lines.contains(&"What was read stays read.".to_owned()));
    mara.choose("Keep it to myself again");
    assert!(mara.read_by_both().is_empty());
    assert_eq!(mara.labels(), ["Fri 20  between us", "Back"]);
}

#[test]
fn one_bin_holds_what_was_shared_and_what_never_was() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    mara.writes("mine", "Only mine").choose("Back").writes("ours", "Share it with Jo");
    mara.choose("mine").choose("Put it in the bin").choose("ours").choose("Put it in the bin");
    mara.choose("Back").choose("The bin");
    assert_eq!(mara.labels().len(), 3, "{:?}", mara.labels());
    mara.choose("mine").choose("Delete it for good").choose("Delete it for good");
    assert_eq!(mara.labels(), ["ours", "Back"]);
    mara.now.wall += TimeDelta::days(31);
    mara.choose("Clear what is older").choose("Clear it for good");
    assert_eq!(mara.labels(), ["Back"]);
    let (own, _) = mara.archive.drawers();
    assert_eq!((own.a.records.len(), own.a.purge.len()), (0, 1));
}

#[test]
fn what_was_put_away_is_looked_through_a_page_at_a_time() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    for at in 0..=PAGE {
        let (hers, jos) = (format!("hers {at}"), format!("jos {at}"));
        mara.writes(&hers, "Share it with Jo").choose(&hers).choose("Put it in the bin").choose("Back");
        let change = of_jo(&mara, EntryKind::Free, &jos);
        mara.change(&change);
        mara.choose("Read").choose(&jos).choose("Fold it out of my sight").choose("Back");
    }
    for list in ["The bin", "What I folded"] {
        mara.choose(list);
        assert_eq!(mara.labels().len(), PAGE + 2);
        mara.choose("Earlier");
        assert_eq!(mara.labels().len(), 2, "the last of them, and the way back");
        mara.answer(Answer::Pick(0)).choose("Back");
        assert_eq!(mara.labels().len(), 2, "back on the same page");
        mara.choose("Back");
    }
}

#[test]
fn what_both_wrote_is_told_apart_in_the_bin_and_before_it_goes_for_good() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    mara.writes("hers", "Share it with Jo").choose("hers").choose("Put it in the bin");
    mara.choose("Back").choose("The bin");
    assert_eq!(mara.prompt().question, "In the bin, yours alone.");
    mara.choose("hers").choose("Delete it for good");
    let loses = |mara: &Mara| mara.prompt().lines.iter().any(|line| line.starts_with("Jo wrote"));
    assert!(!loses(&mara));
    mara.choose("Leave it in the bin").choose("Back");
    mara.writes("ours", "From both of us").choose("ours").choose("Put it in the bin");
    mara.choose("Back").choose("The bin");
    assert_eq!(mara.prompt().question, "In the bin.");
    assert_eq!(mara.prompt().lines[0], "What is from both of you lies here for both.");
    let Ask::OneOf(ask) = mara.prompt().ask else { panic!("a list") };
    let mut notes: Vec<_> = ask.choices.into_iter().map(|choice| choice.note).collect();
    notes.sort();
    assert_eq!(notes, ["", "20 November, from both of you", "20 November, was shared"]);
    mara.choose("ours").choose("Delete it for good");
    assert_eq!(mara.prompt().lines[0], "Jo wrote it too, and loses it as well.");
    mara.choose("Leave it in the bin").now.wall += TimeDelta::days(31);
    mara.choose("Clear what is older");
    assert!(loses(&mara));
    mara.choose("Clear it for good").choose("Back");
    mara.writes("hers again", "Share it with Jo").choose("hers again").choose("Put it in the bin");
    mara.now.wall += TimeDelta::days(31);
    mara.choose("Back").choose("The bin").choose("Clear what is older");
    assert!(!loses(&mara));
}

#[test]
fn an_evening_that_was_not_shown_is_found_by_its_owner() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    let numbers = Numbers { energy: Score::new(3), body: None, calm: Score::new(6) };
    let answers = Answers { numbers, noticed: Some("the light".into()), ..Answers::default() };
    let evening = mara.world().evening();
    let shows = Shows::usual();
    let finished = Finished { person: Person::A, evening, answers, shows, word: None };
    mara.change(&Change::CheckIn(Box::new(finished)));
    assert!(!mara.labels().iter().any(|label| label.starts_with("Evenings")));
    mara.now.wall += TimeDelta::days(1);
    let today = mara.world().evening();
    mara.change(&Change::EveningOver(today));
    mara.choose("Evenings that were not shown");
    assert_eq!(mara.labels(), ["Friday 20 November 2026", "Back"]);
    mara.answer(Answer::Pick(0));
    assert_eq!(mara.prompt().lines, ["energy 3, calm 6", "the light"]);
    mara.choose("Delete it for good");
    assert_eq!(mara.labels()[0], "Leave it as it is");
    mara.choose("Delete it for good");
    assert_eq!(mara.labels(), ["Back"]);
    assert!(mara.archive.drawers().0.a.records.is_empty());
}

#[test]
fn words_begun_anew_are_found_even_where_the_note_is_not() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    mara.writes("mine", "Only mine").choose("mine").choose("Change it");
    let half = mara.flow.draft("mine, and m").expect("a draft");
    mara.change(&half);
    mara.flow = Notes::begin(&Turn::open(Person::A));
    let Ask::OneOf(ask) = mara.prompt().ask else { panic!("the menu") };
    assert_eq!(
        (ask.choices[1].label.as_str(), ask.choices[1].note.as_str()),
        ("Go on changing a note", "mine, and m")
    );
    mara.choose("Go on changing");
    assert!(matches!(mara.prompt().ask, Ask::Write { start, .. } if start == "mine, and m"));
    // Another copy of the folder had it taken out.
    let (own, _) = mara.archive.drawers_mut();
    assert!(std::sync::Arc::make_mut(&mut own.a).take_out(|_| true));
    let (before, at_the_field) = (mara.archive.clone(), mara.flow.clone());
    mara.flow = Notes::begin(&Turn::open(Person::A));
    mara.choose("Write").choose("Anything").answer(Answer::Text("another".into()));
    let again = at_the_field.answer(Answer::Text("mine, and more".into()), mara.world());
    assert!(matches!(again, Step::Again(_)), "neither takes the place of the other");
    (mara.archive, mara.flow) = (before, at_the_field);
    mara.answer(Answer::Text("mine, and more".into())).choose("Only mine");
    assert_eq!(mara.labels(), ["Fri 20  mine, and more", "Back"]);
    mara.choose("Back");
    assert!(mara.labels().iter().all(|label| !label.starts_with("Go on")), "{:?}", mara.labels());
}

#[test]
fn alone_nobody_is_there_to_share_with() {
    let mut mara = Mara::begins(&["Mara"]);
    mara.choose("Write").choose("Anything").answer(Answer::Text("mine".into()));
    assert_eq!(mara.labels(), ["Only mine", "With everything else", "Leave it half written for now"]);
    mara.choose("Only mine").choose("mine");
    assert_eq!(mara.labels(), ["Back", "Change it", "Tags", "Open its day", "Put it in the bin"]);
}

fn of_jo(mara: &Mara, kind: EntryKind, words: &str) -> Change {
    let evening = mara.world().evening();
    Change::Note(Person::B, NoteChange::Write(NewNote { kind, ..NewNote::free(false, evening, words) }))
}

#[test]
fn what_is_folded_is_out_of_sight_and_comes_back() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    let soup = of_jo(&mara, EntryKind::Free, "soup again");
    mara.change(&soup);
    mara.choose("Read").choose("soup again");
    assert_eq!(mara.labels(), ["Back", "Open its day", "Fold it out of my sight"]);
    mara.choose("Fold it out of my sight");
    assert_eq!(
        (mara.labels(), mara.read_by_both()),
        (vec!["Back".to_owned()], vec!["soup again".to_owned()])
    );
    mara.choose("Back").choose("What I folded").choose("soup again").choose("Unfold it").choose("Back");
    assert!(!mara.labels().contains(&"What I folded".to_owned()));
    mara.choose("Read").choose("soup again");
}

#[test]
fn what_is_for_one_alone_waits_folded_until_they_open_it() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    let letter = of_jo(&mara, EntryKind::ForYou, "sleep well");
    mara.change(&letter);
    mara.choose("Read");
    assert_eq!(mara.labels()[0], "Fri 20  waits, folded");
    let Some(View::Beside(texts)) = mara.prompt().view else { panic!("texts beside the list") };
    assert!(texts[0].lines.iter().all(|line| !line.contains("sleep")));
    let own = || mara.archive.drawers().0.a.records.known().count();
    let before = own();
    mara.answer(Answer::Pick(0));
    assert_eq!(mara.reads(), "sleep well");
    assert_eq!(
        mara.archive.drawers().0.a.records.known().count(),
        before + 1,
        "noted where only she sees it"
    );
    mara.choose("Back");
    assert_eq!(mara.labels()[0], "Fri 20  sleep well");
    let month = mara.world().evening().month();
    let together = mara.archive.read_together(month).expect("a month that is here");
    assert!(together.is_empty(), "side by side nobody reads it");
}

#[test]
fn a_list_holds_what_one_may_read_and_tells_what_waits_folded() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    let month = mara.world().evening().month();
    for (kind, words) in
        [(EntryKind::Free, "seen"), (EntryKind::Free, "folded"), (EntryKind::ForYou, "for Mara")]
    {
        let write = of_jo(&mara, kind, words);
        mara.change(&write);
    }
    let fold = |mara: &mut Mara, at: usize, folded| {
        let at = mara.archive.shared_notes(month).expect("a month that is here").remove(at).0;
        mara.change(&Change::Note(Person::A, NoteChange::Fold(at, folded)));
    };
    let turn = Turn::open(Person::A);
    let listed = |archive: &Archive, turn: Option<&Turn>| -> Vec<(String, bool)> {
        let listed = archive.listed(turn, month).expect("a month that is here");
        for one in &listed {
            let folded = turn.is_some_and(|turn| archive.is_folded(turn, &one.at, one.note));
            assert_eq!(one.closed, folded, "{}", one.note.words);
        }
        listed.into_iter().map(|one| (one.note.words.clone(), one.closed)).collect()
    };
    let open = |words: &str| (words.to_owned(), false);
    fold(&mut mara, 1, true);
    assert_eq!(listed(&mara.archive, Some(&turn)), [open("seen"), ("for Mara".to_owned(), true)]);
    assert_eq!(listed(&mara.archive, None), [open("seen"), open("folded")]);
    mara.change(&Change::NotesForMe(Person::A, false));
    assert_eq!(listed(&mara.archive, Some(&turn)), [open("seen")], "none waits where none is taken");
    fold(&mut mara, 2, false);
    assert_eq!(listed(&mara.archive, Some(&turn)), [open("seen"), open("for Mara")], "opened, it is there");
    mara.archive.months.insert(month, Slot::Unread);
    assert!(mara.archive.listed(Some(&turn), month).is_none() && mara.archive.listed(None, month).is_none());
}

#[test]
fn tags_are_ticked_typed_and_renamed_wherever_they_are_seen() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    let soup = of_jo(&mara, EntryKind::Free, "soup");
    mara.change(&soup);
    mara.writes("to the bridge", "Only mine").choose("to the bridge").choose("Tags");
    mara.answer(Answer::Text("Walk, first snow".into()));
    assert_eq!(mara.prompt().quiet, ["#Walk  #first snow", "Only yours."]);
    mara.choose("Tags").answer(Answer::Ticks(vec![true, false]));
    mara.choose("Back")
        .choose("Back")
        .writes("to the bakery", "Share")
        .choose("to the bakery")
        .choose("Tags");
    mara.answer(Answer::Extra(Extra::OwnWish, None)).answer(Answer::Text("walk".into()));
    assert_eq!(mara.prompt().quiet[0], "#Walk", "as it is written already");
    mara.choose("Back").choose("Back").choose("Tags").choose("#Walk");
    mara.answer(Answer::Text("out and about".into()));
    assert_eq!(mara.labels(), ["#out and about", "Back"]);
    mara.choose("Back").choose("Read").choose("to the bridge");
    assert_eq!(mara.prompt().quiet[0], "#out and about");
}

#[test]
fn more_tags_than_are_kept_are_told_and_none_goes() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    let many = |from: usize, to: usize| {
        Answer::Text((from..to).map(|at| format!("t{at:02}")).collect::<Vec<_>>().join(","))
    };
    let again = |mara: &Mara, answer| matches!(mara.flow.answer(answer, mara.world()), Step::Again(_));
    mara.writes("full", "Share").choose("full").choose("Tags");
    assert!(again(&mara, many(0, 13)) && again(&mara, Answer::Text("x".repeat(41))));
    mara.answer(many(0, 12)).choose("Tags").answer(Answer::Extra(Extra::OwnWish, None));
    assert!(again(&mara, many(12, 13)));
    mara.answer(Answer::Text("T03".into())).choose("Back").choose("Back");
    mara.writes("half", "Share").choose("half").choose("Tags");
    mara.answer(Answer::Extra(Extra::OwnWish, None)).answer(many(12, 14)).choose("Tags");
    let Ask::AnyOf(ticks) = mara.prompt().ask else { panic!("tags to tick") };
    assert!(ticks.len() > 12);
    assert!(again(&mara, Answer::Ticks(vec![true; ticks.len()])));
    let twelve = (0..ticks.len()).map(|at| at < 12).collect();
    mara.answer(Answer::Ticks(twelve));
    assert_eq!(mara.prompt().quiet[0].matches('#').count(), 12);
}

#[test]
fn a_month_is_gone_to_by_its_name_and_a_day_opened_from_its_entry() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    mara.writes("in autumn", "Share").now.wall += TimeDelta::days(200);
    mara.flow = Notes::begin(&Turn::open(Person::A));
    mara.writes("in summer", "Share");
    assert_eq!(mara.prompt().question, "June 2027");
    mara.answer(Answer::Extra(Extra::GoToMonth, None));
    assert!(matches!(mara.flow.answer(Answer::Text("no month".into()), mara.world()), Step::Again(_)));
    mara.answer(Answer::Text("november".into()));
    assert_eq!((mara.prompt().question.as_str(), mara.labels().len()), ("November 2026", 2));
    mara.choose("in autumn").choose("Open its day").choose("What you wrote");
    assert_eq!(mara.labels(), ["Fri 20  in autumn", "Back"]);
    mara.choose("Back");
    assert!(matches!(mara.flow, Flow::Calendar(_)));
}

#[test]
fn what_a_letter_can_be_found_by_is_as_folded_as_its_words() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    let evening = mara.world().evening();
    let letter = NewNote {
        kind: EntryKind::ForYou,
        tags: vec!["surgery".into()],
        ..NewNote::free(false, evening, "sleep well")
    };
    mara.change(&Change::Note(Person::B, NoteChange::Write(letter)));
    mara.choose("Read");
    let Some(View::Beside(texts)) = mara.prompt().view else { panic!("texts beside the list") };
    assert!(texts[0].lines.iter().all(|line| !line.contains("surgery")), "{:?}", texts[0].lines);
    mara.choose("Back").choose("Tags");
    assert_eq!(mara.labels(), ["Back"]);
    mara.choose("Back").choose("Read").answer(Answer::Pick(0)).choose("Back").choose("Back").choose("Tags");
    assert_eq!(mara.labels(), ["#surgery", "Back"], "once it is open it is known");
}

#[test]
fn a_page_says_whether_its_words_are_kept_without_putting_them_together() {
    let mut mara = Mara::begins(&["Mara", "Jo"]);
    mara.choose("Write");
    for at in 0..mara.labels().len() {
        mara.answer(Answer::Pick(at));
        for _ in 0..12 {
            match mara.prompt().ask {
                Ask::Line { .. } | Ask::Write { .. } => {
                    assert!(mara.flow.keeps_words());
                    mara.answer(Answer::Text("a line".into()))
                }
                Ask::Scale(_) => mara.answer(Answer::Number(4)),
                Ask::AnyOf(ticks) => mara.answer(Answer::Ticks(vec![false; ticks.len()])),
                Ask::Go => mara.answer(Answer::Go),
                _ if mara.labels().iter().any(|label| label.starts_with("Share")) => break,
                _ => mara.answer(Answer::Pick(0)),
            };
        }
        mara.flow = Notes::begin(&Turn::open(Person::A));
        mara.choose("Write");
    }
}
