//! Entries that are asked for part by part: written, left half written, found again, read back.

use chrono::TimeDelta;
use evenfall::domain::archive::Archive;
use evenfall::domain::flow::{Answer, Ask, Extra};
use evenfall::domain::note::{EntryKind, Note};
use evenfall::domain::people::Person;
use evenfall::session::guide::Route;

use super::house::{House, extra, files, secret, text};
use super::notes::two;

const MARAS: &str = "a lamp in the window";

impl House {
    /// In the turn of the first or second, at what there is to write.
    fn writes_in_turn_of(&mut self, person: usize) {
        self.notes_of(person);
        self.choose("Write something");
        assert_eq!(self.question(), "What is it about?");
    }

    /// In Mara's turn, at the first page of that kind.
    fn begins_kind(&mut self, label: &str) {
        self.writes_in_turn_of(0);
        self.choose(label);
    }

    /// What stands on the page under its question.
    fn under(&self) -> Vec<String> {
        self.prompt().map(|prompt| prompt.lines).unwrap_or_default()
    }

    fn notes_kept(&self) -> Vec<Note> {
        let archive: &Archive = self.session.archive();
        let month = self.session.evening(self.now).month();
        let notes = archive.shared_notes(month).expect("a month that is here");
        notes.into_iter().map(|(_, note)| note).collect()
    }

    fn kept_last(&self) -> (EntryKind, String) {
        let last = self.notes_kept().pop().expect("an entry");
        (last.kind, last.words)
    }

    /// Both check in, Mara with these numbers, and look together.
    fn both_look(&mut self, numbers: [u8; 3]) {
        for (person, numbers) in [(0, numbers), (1, [9, 0, 9])] {
            self.begin(Route::Evening);
            self.answers([Answer::Pick(person)]);
            self.check_in(numbers, &[], "");
            if self.question().starts_with("How has your body been") {
                self.answers([extra(Extra::RatherNotSay)]);
            }
            if person == 0 {
                self.leave();
            }
        }
        self.answers([Answer::Key(Person::A), Answer::Key(Person::B)]);
    }

    fn is_gentler(&self) -> bool {
        self.session.archive().plan(self.session.evening(self.now), self.now).setback
    }
}

#[test]
fn one_page_each_for_a_kindness_a_win_and_what_is_missed() {
    for (label, kind, question) in [
        ("A kindness", EntryKind::Kindness, "A kindness: what was it?"),
        ("A win", EntryKind::Win, "A win, however small?"),
        ("Something I miss", EntryKind::Missing, "What do you miss?"),
    ] {
        let mut house = two();
        house.begins_kind(label);
        assert_eq!(house.question(), question);
        house.answers([text("soup on the stairs\nand a song")]);
        assert_eq!(house.choices(), ["Leave it half written for now", "Share it with Jo", "Let it go"]);
        assert_eq!(house.under(), ["soup on the stairs", "and a song"], "what goes there is to be seen");
        house.choose("Share it");
        assert_eq!(house.under()[0], "It is kept.");
        assert_eq!(house.kept_last(), (kind, "soup on the stairs\nand a song".into()));
        assert!(!house.choices().iter().any(|row| row.starts_with("Go on")));
    }
}

#[test]
fn after_closeness_every_part_may_stay_empty_and_empty_ones_leave_nothing() {
    let mut house = two();
    house.begins_kind("After closeness");
    house.choose("How it was");
    assert_eq!(house.question(), "What felt good?");
    house.answers([text("the blanket"), text(" "), text("that we laughed")]);
    house.choose("Share it");
    let (kind, words) = house.kept_last();
    assert_eq!(
        (kind, &*words),
        (EntryKind::AfterCloseness, "Felt good: the blanket\nA surprise: that we laughed")
    );

    house.choose("Write something");
    house.choose("After closeness");
    house.choose("What stayed of it");
    assert_eq!(house.question(), "Which sensation stayed?");
    house.answers([text("warmth"), text("the lamp"), text(""), text("the clock")]);
    house.choose("Share it");
    assert_eq!(house.kept_last().1, "Stayed: warmth\nTo keep: the lamp\nTo leave out: the clock");

    house.choose("Write something");
    house.choose("After closeness");
    house.choose("How it was");
    house.answers([text(""), text(""), text("")]);
    assert_eq!(house.under()[0], "Nothing was written, so nothing is kept.");
    assert_eq!(house.notes_kept().len(), 2);
}

#[test]
fn a_harder_patch_of_the_body_makes_tonight_gentler_at_once() {
    let mut house = two();
    house.begins_kind("A harder patch");
    assert_eq!(house.choices()[0], "The body");
    house.choose("The body");
    assert_eq!(house.choices(), ["It is new, or sudden", "It is known to me", "Rather not say"]);
    house.choose("It is known");
    assert!(house.is_gentler());
    assert_eq!(house.question(), "It is gentler now.");
    assert_eq!(house.under()[0], "Evenings are one step gentler through 22 November.");
    house.choose("Our plan");
    assert!(house.prompt().is_some_and(|prompt| prompt.title == "If it gets hard"));
    house.choose("Back");
    assert_eq!(house.question(), "It is gentler now.");
    house.choose("Go on");
    house.answers([text("since Tuesday")]);
    assert_eq!(house.under(), ["About: the body", "since Tuesday"]);
    house.choose("Share it");
    assert_eq!(house.kept_last(), (EntryKind::HarderPatch, "About: the body\nsince Tuesday".into()));
    house.leave();

    house.begin(Route::Minding);
    assert!(house.under().contains(&"A harder patch: gentler through 22 November.".to_owned()));
    house.leave();
    house.both_look([9, 0, 9]);
    let reasons = house.session.archive().round(house.session.evening(house.now)).ceiling(house.now).reasons;
    assert!(reasons.iter().any(|reason| reason.text == "A harder patch: gentler for now."));
    house.leave();
    for evening in 0..5 {
        assert_eq!(house.is_gentler(), evening < 3, "evening {evening}");
        house.pass(TimeDelta::days(1));
    }
}

#[test]
fn anything_else_asks_for_how_long_and_no_is_an_answer() {
    for (row, evenings) in [("No", 0), ("Tonight", 1), ("Three evenings", 3), ("A week", 7)] {
        let mut house = two();
        house.begins_kind("A harder patch");
        house.choose("The two of us");
        assert_eq!(house.question(), "Gentler evenings for a while?");
        house.choose(row);
        assert_eq!(house.question() == "It is gentler now.", evenings > 0, "{row}");
        let prompt = house.prompt().expect("a page");
        assert!(!prompt.extras.contains(&Extra::Watch), "it is about no body");
        house.choose("Go on");
        house.answers([text("")]);
        assert_eq!(house.under(), ["About: the two of us"], "words may stay empty");
        house.choose("Share it");
        house.leave();
        for evening in 0..9 {
            assert_eq!(house.is_gentler(), evening < evenings, "{row}, evening {evening}");
            house.pass(TimeDelta::days(1));
        }
    }
}

#[test]
fn what_is_shared_of_gentler_evenings_is_the_same_whatever_they_are_about() {
    let written = |about: &str| {
        let mut house = two();
        house.begins_kind("A harder patch");
        house.choose(about);
        house.choose(if about == "The body" { "It is new" } else { "Three evenings" });
        house.leave();
        let shared = house.session.archive().couple.records.known();
        let patch = shared.filter(|record| {
            serde_json::to_string(&record.what).is_ok_and(|form| form.contains("harder-patch"))
        });
        patch.map(|record| serde_json::to_string(&record.what).expect("a form")).collect::<Vec<_>>()
    };
    let body = written("The body");
    assert_eq!(body, [r#"{"kind":"harder-patch","since":"2026-11-20"}"#]);
    for about in ["Mood or heart", "The two of us", "Something around us", "Rather not say"] {
        assert_eq!(written(about), body, "{about}");
    }
}

#[test]
fn not_saying_what_it_is_about_without_words_keeps_nothing_but_the_evenings() {
    let mut house = two();
    house.begins_kind("A harder patch");
    house.choose("Rather not say");
    house.choose("Tonight");
    assert_eq!(house.under()[0], "Tonight is one step gentler.");
    house.choose("Go on");
    house.answers([text("")]);
    assert_eq!(house.under()[0], "Nothing was written, so nothing is kept.");
    assert!(house.is_gentler() && house.notes_kept().is_empty());
}

#[test]
fn words_for_a_team_are_offered_to_their_owner_alone_once_a_fortnight() {
    let harder = |house: &mut House, new: bool| {
        house.begins_kind("A harder patch");
        house.choose("The body");
        house.choose(if new { "It is new" } else { "It is known" });
        house.choose("Go on");
        house.answers([text("")]);
        house.choose("Share it");
        let offered = house.question() == "A few words for your team, if you like?";
        if offered {
            assert!(house.prompt().is_some_and(|prompt| prompt.extras == [Extra::Watch]));
            house.answers([extra(Extra::Watch)]);
            assert_eq!(house.question(), "New, sudden, or not what you know?");
            house.answers([Answer::Go, Answer::Go]);
        }
        assert_eq!(house.under()[0], "It is kept.");
        house.leave();
        offered
    };
    let mut house = two();
    assert!(!harder(&mut house, false), "it is known, and nothing usual is set");
    let before: Vec<_> = files(house.root()).into_iter().filter(|(name, _)| name == "b.json").collect();
    assert!(harder(&mut house, true));
    let own: Vec<_> = files(house.root()).into_iter().filter(|(name, _)| name == "a.json").collect();
    assert!(String::from_utf8_lossy(&own[0].1).contains("words-for-team"));
    for (name, bytes) in files(house.root()) {
        let tells = String::from_utf8_lossy(&bytes).contains("words-for-team");
        assert!(!tells || name == "a.json" || name.starts_with("backups/a."), "{name}");
    }
    let after: Vec<_> = files(house.root()).into_iter().filter(|(name, _)| name == "b.json").collect();
    assert_eq!(after, before);
    assert!(!harder(&mut house, true), "offered already");
    house.pass(TimeDelta::days(13));
    assert!(!harder(&mut house, true));
    house.pass(TimeDelta::days(1));
    assert!(harder(&mut house, true));
}

#[test]
fn three_days_well_above_what_is_usual_offer_them_too() {
    let mut house = two();
    house.begin(Route::Ways);
    house.answers([Answer::Pick(0)]);
    house.choose("How hard my body usually is");
    house.answers([Answer::Number(3)]);
    house.leave();
    for _ in 0..3 {
        house.both_look([5, 6, 5]);
        house.leave();
        house.pass(TimeDelta::days(1));
        house.session.tick(house.now);
    }
    for (person, offered) in [(1, false), (0, true)] {
        house.writes_in_turn_of(person);
        house.choose("A harder patch");
        house.choose("The body");
        house.choose("Rather not say");
        house.choose("Go on");
        house.answers([text("")]);
        house.choose("Let it go");
        assert_eq!(house.question().starts_with("A few words for your team"), offered);
        house.leave();
    }
}

#[test]
fn a_thought_is_met_in_three_ways() {
    let mut house = two();
    house.begins_kind("A kinder thought");
    let first = house.choices();
    assert_eq!(first.len(), 10);
    assert_eq!(first[8..], ["Other thoughts", "In my own words"]);
    let mut seen = 0;
    for _ in 0..7 {
        seen += house.choices().len() - 2;
        house.choose("Other thoughts");
    }
    assert_eq!(seen, house.content.reframes.len());
    assert_eq!(house.choices(), first, "and round again");
    let card = house.content.reframes.iter().find(|card| card.thought == first[0]).expect("a card").clone();
    let ways = [
        ("Stay with it", Answer::Go, format!("A thought: {}\nStaying with it: {}", card.thought, card.stay)),
        (
            "A kinder sentence",
            text("We are tired, and together."),
            format!("A thought: {}\nA kinder sentence: We are tired, and together.", card.thought),
        ),
        (
            "Ask for comfort",
            text(&card.ask),
            format!("A thought: {}\nTo ask for comfort: {}", card.thought, card.ask),
        ),
    ];
    for (way, answer, words) in ways {
        house.choose(&first[0]);
        assert_eq!(house.question(), card.thought);
        house.choose(way);
        if way == "A kinder sentence" {
            assert_eq!(house.typed().as_deref(), Some(&*card.kinder));
        }
        if way == "Ask for comfort" {
            assert_eq!(house.typed().as_deref(), Some(&*card.ask));
        }
        house.answers([answer]);
        assert_eq!(house.choices().contains(&"A note for Jo".to_owned()), way == "Ask for comfort");
        house.choose("Share it");
        assert_eq!(house.kept_last(), (EntryKind::Reframe, words));
        house.choose("Write something");
        house.choose("A kinder thought");
    }
    house.choose("In my own words");
    assert!(house.answer(text(" ")) != evenfall::session::guide::Outcome::Moved { scrub: false });
    house.answers([text("I am late for my own life.")]);
    house.choose("Ask for comfort");
    assert_eq!(house.typed().as_deref(), Some(""));
    house.answers([text("Could you wait with me?")]);
    house.choose("A note for Jo");
    assert_eq!(house.kept_last(), (EntryKind::ForYou, "Could you wait with me?".into()));
    assert!(!house.choices().iter().any(|row| row.starts_with("Go on")), "no half of it is left");
}

#[test]
fn a_letter_that_comes_of_a_thought_leaves_one_that_is_half_written() {
    let mut house = two();
    house.begins_kind("A note for Jo");
    house.typing("dear Jo, it was");
    house.leave();
    house.begins_kind("A kinder thought");
    house.answers([Answer::Pick(0)]);
    house.choose("Ask for comfort");
    house.answers([text("Could you wait with me?")]);
    house.choose("A note for Jo");
    assert_eq!(house.kept_last(), (EntryKind::ForYou, "Could you wait with me?".into()));
    let begun: Vec<_> = house.choices().into_iter().filter(|row| row.starts_with("Go on")).collect();
    assert_eq!(begun, ["Go on with a note for Jo"]);
    house.choose("Go on with a note");
    assert_eq!(house.typed().as_deref(), Some("dear Jo, it was"));
}

#[test]
fn what_is_missed_is_thanked_for_and_its_writer_reads_that() {
    let mut house = two();
    house.begins_kind("Something I miss");
    assert!(house.under().contains(&"Shared, its one answer is: thank you for telling me.".to_owned()));
    house.answers([text("the lake")]);
    house.choose("Share it");
    house.leave();
    let open = |house: &mut House, person| {
        house.notes_of(person);
        house.choose("Read");
        house.answers([Answer::Pick(0)]);
    };
    let thanked = Some("Jo: thank you for telling me.".to_owned());
    open(&mut house, 0);
    assert_eq!(house.the_entry().1, None);
    assert!(!house.choices().iter().any(|row| row.starts_with("Thank")));
    house.leave();
    open(&mut house, 1);
    assert_eq!(house.choices()[..2], ["Back", "Thank you for telling me"]);
    house.choose("Thank you");
    assert_eq!(house.choices()[1], "Take the thank you back");
    house.leave();
    open(&mut house, 0);
    assert_eq!(house.the_entry().1, thanked);
    house.leave();
    open(&mut house, 1);
    house.choose("Take the thank you back");
    house.leave();
    open(&mut house, 0);
    assert_eq!(house.the_entry().1, None);
}

#[test]
fn a_note_for_the_other_waits_folded_and_can_be_turned_off_in_silence() {
    let mut house = two();
    house.begins_kind("A note for Jo");
    house.answers([text("you were kind today")]);
    assert_eq!(house.choices(), ["Leave it half written for now", "Leave it here for Jo", "Let it go"]);
    house.choose("Leave it here");
    house.leave();
    let waits = |house: &mut House, person| {
        house.notes_of(person);
        let waits = house.choices().contains(&"A note waits, folded".to_owned());
        house.choose("Read");
        let listed = house.choices().iter().any(|row| row.contains("folded") || row.contains("kind today"));
        house.leave();
        (waits, listed)
    };
    assert_eq!(waits(&mut house, 1), (true, true));
    let shared = |house: &House| {
        let shared = |(name, _): &(String, Vec<u8>)| {
            name == "couple.json" || name.starts_with("months/") || name == "a.json" || name == "now-a.json"
        };
        files(house.root()).into_iter().filter(shared).collect::<Vec<_>>()
    };
    let before = shared(&house);
    let turn = |house: &mut House, row: &str| {
        house.begin(Route::Ways);
        house.answers([Answer::Pick(1)]);
        house.choose("Notes for me");
        house.choose(row);
        house.leave();
    };
    turn(&mut house, "Rather none");
    assert_eq!(waits(&mut house, 1), (false, false), "none is shown or told of");
    assert!(waits(&mut house, 0).1, "its writer reads it as before");
    turn(&mut house, "They may wait");
    house.notes_of(1);
    house.choose("A note waits");
    assert_eq!(house.the_entry().0, "you were kind today");
    house.leave();
    assert_eq!(waits(&mut house, 1), (false, true), "opened, it is one of many");
    assert_eq!(shared(&house), before, "nobody else learns of any of it");
}

#[test]
fn half_of_each_kind_is_found_again_after_a_cut() {
    let mut house = two();
    let kinds: [(&str, &[Answer]); 7] = [
        ("After closeness", &[Answer::Pick(0)]),
        ("A kindness", &[]),
        ("A win", &[]),
        ("A harder patch", &[Answer::Pick(1), Answer::Pick(2), Answer::Pick(0)]),
        ("A kinder thought", &[Answer::Pick(2), Answer::Pick(1)]),
        ("Something I miss", &[]),
        ("A note for Jo", &[]),
    ];
    for (label, answers) in kinds {
        house.begins_kind(label);
        house.answers(answers.iter().cloned());
        house.typing(&format!("half of {label}"));
        house.leave();
    }
    house.cut_and_start_again();
    house.notes_of(1);
    assert!(!house.choices().iter().any(|row| row.starts_with("Go on")), "the other's page is the same");
    house.leave();
    house.pass(TimeDelta::days(3));
    house.session.tick(house.now);
    house.notes_of(0);
    let begun = house.choices().into_iter().filter(|row| row.starts_with("Go on with")).count();
    assert_eq!(begun, kinds.len());
    for (label, _) in kinds {
        let row = format!("Go on with {}{}", label[..1].to_lowercase(), &label[1..]);
        house.choose(&row);
        assert_eq!(house.typed(), Some(format!("half of {label}")));
        house.leave();
        house.writes_in_turn_of(0);
        house.choose(label);
        assert_eq!(house.typed(), Some(format!("half of {label}")), "one of each kind");
        house.leave();
        house.notes_of(0);
    }
    house.choose("Go on with a win");
    house.answers([text("whole")]);
    house.choose("Leave it half written");
    house.choose("Go on with a win");
    assert_eq!(house.under(), ["whole"]);
    house.choose("Share it");
    assert_eq!(house.notes_kept()[0].evening.to_string(), "Friday 20 November", "as it was begun");
    house.choose("Go on with a kindness");
    house.answers([text("")]);
    assert_eq!(house.under()[0], "Nothing was written, so nothing is kept.");
    house.choose("Go on with a harder patch");
    house.answers([text("enough")]);
    house.choose("Let it go");
    assert_eq!(house.choices().into_iter().filter(|row| row.starts_with("Go on with")).count(), 4);
}

#[test]
fn going_back_takes_no_words_away() {
    let mut house = two();
    house.begins_kind("After closeness");
    house.choose("What stayed of it");
    house.answers([text("warmth"), text("the lamp")]);
    house.typing("the clo");
    house.stands_at(&text("the clo"));
    assert!(house.back() && house.back());
    assert_eq!(house.typed().as_deref(), Some("warmth"));
    house.typing("warmth, and weight");
    house.stands_at(&text("warmth, and weight"));
    house.leave();
    house.cut_and_start_again();
    house.notes_of(0);
    house.choose("Go on with after closeness");
    assert_eq!(
        (house.question().as_str(), house.typed().as_deref()),
        ("One thing to change?", Some("the clo"))
    );
    assert!(house.back());
    assert_eq!(house.typed().as_deref(), Some("the lamp"));
    assert!(house.back());
    assert_eq!(house.typed().as_deref(), Some("warmth, and weight"));
    assert!(house.back());
    house.choose("How it was");
    assert_eq!(
        house.typed().as_deref(),
        Some("warmth, and weight the lamp the clo"),
        "another way, all of it"
    );
    assert!(house.back() && house.back());
    assert_eq!(house.question(), "What is it about?");
    assert!(house.back());
    assert_eq!(house.question(), "What would you like?");
}

#[test]
fn another_thought_that_is_half_written_waits_beside_what_came_before() {
    let mut house = two();
    house.begins_kind("A kinder thought");
    let first = house.choices()[0].clone();
    house.answers([Answer::Pick(0)]);
    house.choose("A kinder sentence");
    house.typing("We are tired, and toge");
    house.stands_at(&text("We are tired, and toge"));
    assert!(house.back() && house.back());
    house.choose("In my own words");
    assert_eq!(house.typed().as_deref(), Some(""));
    house.typing("I am late for");
    house.leave();
    house.cut_and_start_again();
    house.notes_of(0);
    house.choose("Go on with a kinder thought");
    assert_eq!(
        (house.question().as_str(), house.typed().as_deref()),
        ("The thought, in your own words:", Some("I am late for"))
    );
    house.stands_at(&text("I am late for"));
    assert!(house.back());
    house.choose(&first);
    assert_eq!(house.question(), first, "what came before stands until another one is said");
    house.choose("A kinder sentence");
    assert_eq!(house.typed().as_deref(), Some("We are tired, and toge"));
    assert!(house.back() && house.back());
    house.choose("In my own words");
    house.typing("I am late for my own life.");
    house.answers([text("I am late for my own life.")]);
    house.choose("A kinder sentence");
    assert_eq!(house.typed().as_deref(), Some("We are tired, and toge"));
    house.leave();
    house.cut_and_start_again();
    house.notes_of(0);
    house.choose("Go on with a kinder thought");
    assert_eq!(house.typed().as_deref(), Some("We are tired, and toge"), "it is no other one any more");
    house.answers([text("There is time.")]);
    house.choose("Share it");
    assert_eq!(
        house.kept_last().1,
        "A thought: I am late for my own life.\nA kinder sentence: There is time."
    );
}

#[test]
fn words_of_several_parts_that_come_to_one_are_never_cut() {
    let mut house = two();
    house.begins_kind("After closeness");
    house.choose("How it was");
    let parts = ["a", "b", "c"].map(|letter| letter.repeat(500));
    for part in &parts {
        house.answers([text(part)]);
    }
    assert!(house.back() && house.back() && house.back() && house.back());
    house.choose("What stayed");
    let whole = parts.join(" ");
    assert_eq!(house.typed().as_deref(), Some(&*whole));
    house.typing(&format!("{whole}d"));
    house.leave();
    house.cut_and_start_again();
    house.notes_of(0);
    house.choose("Go on with after closeness");
    assert_eq!(house.typed(), Some(format!("{whole}d")));
    house.answers([text(&format!("{whole}d")), text(""), text(""), text("")]);
    house.choose("Share it");
    assert_eq!(house.kept_last().1, format!("Stayed: {whole}d"));
}

#[test]
fn only_mine_stays_with_its_writer_and_one_person_alone_writes_to_nobody() {
    let mut house = two();
    house.begin(Route::Lock);
    house.answers([Answer::Pick(0)]);
    house.locks_with(MARAS);
    house.leave();
    house.begin(Route::Notes);
    house.answers([Answer::Pick(1), Answer::Pick(0)]);
    if matches!(house.prompt().map(|prompt| prompt.ask), Some(Ask::Secret)) {
        house.answers([secret(MARAS)]);
    }
    house.choose("Write something");
    house.choose("A win");
    house.answers([text("a bath")]);
    assert_eq!(house.choices()[0], "Only mine");
    house.choose("Only mine");
    assert!(house.notes_kept().is_empty());

    let mut alone = House::set_up(&["Mara"]);
    alone.begin(Route::Notes);
    alone.choose("Write something");
    assert!(!alone.choices().iter().any(|row| row.contains("note for")));
    alone.choose("A harder patch");
    assert!(alone.choices().contains(&"Somebody close".to_owned()));
}
