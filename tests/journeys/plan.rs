//! The plan: each thing on it added, changed, put away, brought back, taken back; and a small step
//! that both, each alone, would like a little more of.

use chrono::TimeDelta;
use evenfall::domain::archive::{Archive, MonthKind};
use evenfall::domain::change::Change;
use evenfall::domain::flow::{Answer, Extra};
use evenfall::domain::people::Person;
use evenfall::domain::plan::Rhythm;
use evenfall::domain::restriction::Restriction;
use evenfall::session::guide::{Outcome, Route};

use super::house::{House, extra, text};
use super::notes::two;

impl House {
    fn plan(&mut self, row: &str) {
        self.begin(Route::Plan);
        self.choose(row);
    }

    pub fn lines(&self) -> Vec<String> {
        self.prompt().map(|prompt| prompt.lines).unwrap_or_default()
    }

    fn notes(&self) -> Vec<String> {
        match self.prompt().map(|prompt| prompt.ask) {
            Some(evenfall::domain::flow::Ask::OneOf(ask)) => {
                ask.choices.into_iter().map(|choice| choice.note).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A step of so many minutes, by its place among them.
    pub fn new_step(&mut self, words: &str, size: usize) {
        self.plan("Small steps");
        self.choose("A new small step");
        self.answers([text(words), Answer::Pick(0), Answer::Pick(size)]);
        self.leave();
    }

    fn size(&self, words: &str) -> String {
        let step = self.session.archive().steps().find(|(_, step)| step.words == words);
        step.map(|(_, step)| step.size()).unwrap_or_default()
    }

    /// The turn of the first or the second of two: a short check-in, up to what may follow it.
    pub fn short_turn(&mut self, person: usize) {
        self.begin(Route::Evening);
        self.answers([Answer::Pick(person)]);
        self.past_the_first_pages();
        self.answers([extra(Extra::ShortWay), Answer::Pick(0), Answer::Pick(0)]);
        self.end_of_turn();
    }

    pub fn asks_for_more(&self) -> bool {
        self.question() == "Stay here, or a little more?"
    }

    /// Both check in and look together; where a step is asked about, this is what each says.
    pub fn evening(&mut self, more: [bool; 2]) {
        for (person, more) in more.into_iter().enumerate() {
            self.short_turn(person);
            if self.asks_for_more() {
                self.answers([Answer::Pick(usize::from(more))]);
            }
            if person == 0 {
                self.leave();
            }
        }
        self.answers([Answer::Key(Person::B), Answer::Key(Person::A)]);
    }

    pub fn days(&mut self, days: i64) {
        self.leave();
        self.pass(TimeDelta::days(days));
        self.session.tick(self.now);
    }
}

fn kept_rituals(archive: &Archive) -> usize {
    let months = archive.months.keys().filter_map(|month| archive.month(*month));
    let of = |month: std::sync::Arc<evenfall::domain::archive::Month>| {
        month.records.known().filter(|record| matches!(record.what, MonthKind::Kept { .. })).count()
    };
    months.map(of).sum()
}

#[test]
fn a_small_step_is_added_changed_put_away_and_brought_back() {
    let mut house = two();
    house.new_step("a hand held", 5);
    house.plan("Small steps");
    assert_eq!((house.choices()[0].as_str(), house.notes()[0].as_str()), ("a hand held", "10 minutes"));
    house.answers([Answer::Extra(Extra::StepBack, Some(0))]);
    assert_eq!(house.notes()[0], "7 minutes", "one key");
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(house.size("a hand held"), "10 minutes");
    house.choose("a hand held");
    house.choose("This is our place");
    assert!(house.lines().contains(&"This is our place.".to_owned()));
    house.choose("It goes on after all");
    house.choose("Set it aside");
    house.choose("Go on with it");
    house.choose("Other words for it");
    house.answers([text("both hands held")]);
    assert_eq!(house.question(), "both hands held");
    house.choose("Other sizes");
    house.choose("In words");
    assert!(matches!(house.answer(text(" ")), Outcome::Again(_)));
    house.answers([text("in the dark"), text("with the lamp on"), text("")]);
    assert!(house.lines().contains(&"Its size now: in the dark.".to_owned()), "the smallest");
    house.choose("Put it in the bin");
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(house.choices()[0], "both hands held");
    assert_eq!(house.redo().ok(), Some(true));
    house.leave();

    house.plan("Put away");
    house.choose("both hands held");
    house.choose("Bring it back");
    assert_eq!(house.choices(), ["Back"]);
    assert_eq!(house.undo().ok(), Some(true));
    house.choose("both hands held");
    house.choose("Delete it for good");
    house.choose("Delete it for good");
    assert!(house.session.archive().steps().next().is_none());
    assert_eq!(house.undo().ok(), Some(false), "that stays");
}

#[test]
fn a_step_can_wait_for_what_is_minded() {
    let mut house = two();
    let mind = Restriction {
        what: Some("the arm".into()),
        ..Restriction::of(Person::A, house.session.evening(house.now))
    };
    house.session.commit(&[Change::Restrict(mind)], house.now).expect("kept");
    house.plan("Small steps");
    house.choose("A new small step");
    house.answers([text("dancing"), Answer::Pick(0), Answer::Pick(1), Answer::Pick(0)]);
    assert_eq!(house.notes()[0], "2 minutes, waits for: the arm");
    house.days(40);
    house.short_turn(0);
    assert!(!house.asks_for_more(), "while it binds nobody is asked");
    house.leave();
    house.plan("Small steps");
    house.choose("dancing");
    house.choose("What it waits for");
    house.choose("It waits for nothing");
    house.days(1);
    house.short_turn(0);
    assert!(house.asks_for_more());
}

#[test]
fn it_is_a_little_longer_only_where_both_say_so_alone() {
    let mut house = two();
    house.new_step("a hand held", 4);
    house.evening([true, true]);
    assert!(house.prompt().is_some_and(|prompt| prompt.quiet.len() == 1), "too soon to be asked");
    house.days(7);
    house.evening([true, false]);
    assert_eq!(
        (house.size("a hand held").as_str(), house.prompt().expect("side by side").quiet.len()),
        ("7 minutes", 1)
    );
    house.days(3);
    house.short_turn(1);
    assert!(!house.asks_for_more(), "once in those days");
    house.leave();
    house.days(4);
    house.evening([true, true]);
    let prompt = house.prompt().expect("side by side");
    let line = "A small step is a little longer now, as you both like: a hand held, 10 minutes.";
    assert!(prompt.quiet.contains(&line.to_owned()), "{:?}", prompt.quiet);
    assert_eq!(house.size("a hand held"), "10 minutes");
    house.answers([extra(Extra::StepBack)]);
    assert_eq!(house.size("a hand held"), "7 minutes");
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(house.size("a hand held"), "10 minutes");
    house.days(29);
    house.short_turn(0);
    assert!(!house.asks_for_more(), "it rests a month");
    house.days(1);
    house.short_turn(0);
    assert!(house.asks_for_more());
    assert!(house.prompt().is_some_and(|prompt| prompt.who == Some(Person::A)), "in their own turn");
}

#[test]
fn leaving_the_question_is_staying_and_a_new_check_in_asks_anew() {
    let mut house = two();
    house.new_step("a hand held", 4);
    house.days(7);
    house.short_turn(0);
    assert!(house.asks_for_more());
    house.answers([Answer::Pick(1)]);
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0), Answer::Pick(1)]);
    house.answers([extra(Extra::ShortWay), Answer::Pick(0), Answer::Pick(0)]);
    house.end_of_turn();
    assert!(house.asks_for_more(), "what was said before went with the other check-in");
    house.leave();
    house.short_turn(1);
    house.answers([Answer::Pick(1), Answer::Key(Person::A), Answer::Key(Person::B)]);
    assert_eq!(house.size("a hand held"), "7 minutes");
}

#[test]
fn for_whom_it_stays_steps_are_not_asked_about_unless_they_like() {
    let mut house = two();
    house.new_step("a hand held", 4);
    house.days(7);
    house.begin(Route::Evening);
    house.answers([Answer::Pick(0), Answer::Go, Answer::Pick(2)]);
    assert_eq!(house.question(), "How is it for you now?");
    house.answers([
        Answer::Pick(2),
        Answer::Pick(4),
        extra(Extra::ShortWay),
        Answer::Pick(0),
        Answer::Pick(0),
    ]);
    house.end_of_turn();
    assert!(!house.asks_for_more());
    house.leave();
    house.begin(Route::Ways);
    house.answers([Answer::Pick(0)]);
    house.choose("Small steps");
    house.choose("Ask me now and then");
    house.leave();
    house.begin(Route::Evening);
    house.answers([
        Answer::Pick(0),
        Answer::Pick(1),
        extra(Extra::ShortWay),
        Answer::Pick(0),
        Answer::Pick(0),
    ]);
    house.end_of_turn();
    assert!(house.asks_for_more());
}

#[test]
fn one_alone_is_asked_alone() {
    let mut house = House::set_up(&["Mara"]);
    house.leave();
    house.begin(Route::Plan);
    let rows = house.choices().join(", ");
    assert!(!rows.contains("other") && !rows.contains("invite") && !rows.contains("care"), "{rows}");
    house.new_step("the stairs", 0);
    house.days(7);
    house.begin(Route::Evening);
    house.past_the_first_pages();
    house.answers([extra(Extra::ShortWay), Answer::Pick(0), Answer::Pick(0)]);
    house.end_of_turn();
    house.answers([Answer::Pick(1), Answer::Go]);
    assert_eq!(house.size("the stairs"), "3 minutes");
    assert!(house.prompt().expect("a page").quiet.iter().any(|line| line.contains("as you like")));
}

#[test]
fn the_size_of_a_week_is_chosen_and_taken_back() {
    let mut house = two();
    house.plan("The size of a week");
    assert!(house.lines().contains(&"0 is a size too: rest kept.".to_owned()));
    house.choose("rest kept");
    assert_eq!(house.notes()[1], "rest kept");
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(house.notes()[1], "one tender touch or one honest talk");
}

#[test]
fn a_part_of_the_care_changes_hands_with_one_choice() {
    let mut house = two();
    house.plan("Who takes which care");
    house.choose("Another part");
    house.answers([text("the laundry")]);
    house.choose("Jo");
    assert_eq!((house.choices()[0].as_str(), house.notes()[0].as_str()), ("the laundry", "Jo"));
    house.choose("the laundry");
    house.choose("Mara: I need this back");
    assert_eq!(house.notes()[0], "Mara");
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(house.notes()[0], "Jo");
    house.choose("the laundry");
    house.choose("Jo: please take this");
    assert_eq!(house.notes()[0], "Mara");
    house.choose("the laundry");
    house.choose("Put it in the bin");
    house.leave();
    house.plan("Put away");
    house.choose("the laundry");
    house.choose("Bring it back");
    house.leave();
    house.plan("Who takes which care");
    assert_eq!(house.notes()[0], "Mara");
}

#[test]
fn each_week_has_one_thing_each_way() {
    let mut house = two();
    house.plan("For each other");
    house.choose("Mara for Jo");
    house.answers([text("tea in bed")]);
    assert_eq!(house.notes()[..2], ["tea in bed", "open"]);
    house.choose("Mara for Jo");
    assert_eq!(house.typed().as_deref(), Some("tea in bed"));
    house.answers([text("")]);
    assert_eq!(house.notes()[..2], ["open", "open"]);
    assert_eq!(house.undo().ok(), Some(true));
    house.days(3);
    house.plan("For each other");
    assert_eq!(house.notes()[..2], ["open", "open"], "another week");
}

#[test]
fn weeks_to_invite_take_turns_and_an_invitation_is_not_kept() {
    let mut house = two();
    house.plan("Whose week");
    house.choose("Yes, Jo begins");
    assert_eq!(house.question(), "This week it is Jo's to invite.");
    house.days(3);
    house.plan("Whose week");
    assert_eq!(house.question(), "This week it is Mara's to invite.");
    let before = house.session.archive().clone();
    house.choose("Make an invitation");
    house.answers([Answer::Pick(0)]);
    let lines = house.lines();
    assert!(lines[1].starts_with("Or, gentler: ") && lines[2] == "Or another day.", "{lines:?}");
    house.answers([Answer::Go]);
    house.choose("Make an invitation");
    house.choose("In our own words");
    house.typing("a wa");
    house.answers([text("a walk to the corner")]);
    assert_eq!(house.lines()[..2], ["a walk to the corner", "Or, gentler: a cup of tea, sitting near"]);
    house.answers([Answer::Go]);
    assert!(*house.session.archive() == before, "nothing of it is kept");
    house.choose("Switch it off");
    assert!(house.session.archive().inviting_weeks().is_none());
    assert_eq!(house.undo().ok(), Some(true));
    assert!(house.session.archive().inviting_weeks().is_some());
}

#[test]
fn how_often_is_asked_quietly_in_the_fourth_week() {
    let mut house = two();
    house.evening([false, false]);
    let asks = |house: &House| house.session.archive().asks_how_often(house.session.evening(house.now));
    for (days, asked) in [(20, false), (1, true), (6, true), (1, false)] {
        house.days(days);
        assert_eq!(asks(&house), asked);
    }
    house.pass(TimeDelta::days(-7));
    house.plan("How often");
    let lines = house.lines().join("\n");
    for day in ["week 6: Friday 1 January 2027", "month 3: Saturday 20 February", "month 6: Thursday 20 May"]
    {
        assert!(lines.contains(day), "{lines}");
    }
    house.choose("rather not say");
    assert!(!asks(&house) && house.session.archive().rhythm().is_none());
    house.choose("How often");
    house.choose("when we need it");
    assert_eq!(house.session.archive().rhythm(), Some(Rhythm::WhenNeeded));
    assert_eq!(house.undo().ok(), Some(true));
    assert!(house.session.archive().rhythm().is_none());
}

#[test]
fn a_ritual_is_added_kept_put_away_and_brought_back() {
    let mut house = two();
    house.plan("Rituals");
    house.choose("A new ritual");
    house.choose("Appreciation");
    house.answers([text("today")]);
    house.choose("Every day");
    house.answers([text("")]);
    assert_eq!(house.lines()[0], "It is on the calendar.");
    house.choose("A new ritual");
    house.choose("Something of our own");
    house.answers([text("a song"), text("today")]);
    house.choose("On some days of the week");
    assert!(matches!(house.answer(Answer::Ticks(vec![false; 7])), Outcome::Again(_)));
    house.answers([Answer::Ticks((0..7).map(|day| day == 5).collect()), text("")]);
    house.choose("A new ritual");
    house.choose("A care date");
    house.answers([text("22 Nov")]);
    house.choose("Every 2 weeks, on Sunday");
    house.answers([text("")]);
    assert_eq!(house.choices()[..3], ["Appreciation", "a song", "A care date"]);
    assert_eq!(house.notes()[..3], ["tonight", "another evening", "another evening"]);
    house.answers([Answer::Extra(Extra::Kept, Some(0))]);
    assert_eq!((house.notes()[0].as_str(), kept_rituals(house.session.archive())), ("kept tonight", 1));
    assert_eq!(house.undo().ok(), Some(true));
    assert_eq!(kept_rituals(house.session.archive()), 0);
    assert!(matches!(house.answer(Answer::Extra(Extra::Kept, Some(1))), Outcome::Again(_)));
    house.choose("Appreciation");
    house.choose("We kept it tonight");
    house.choose("Appreciation");
    house.choose("Not tonight after all");
    assert_eq!(kept_rituals(house.session.archive()), 0);
    house.choose("a song");
    house.choose("Change it");
    house.choose("What it is");
    house.answers([text("a song each")]);
    house.choose("a song each");
    house.choose("Put it in the bin");
    house.leave();
    house.plan("Put away");
    house.choose("a song");
    house.choose("Bring it back");
    house.days(1);
    house.plan("Rituals");
    assert_eq!(house.notes()[..3], ["tonight", "tonight", "another evening"]);
    house.days(1);
    house.plan("Rituals");
    let mut tonight = house.choices()[..2].to_vec();
    tonight.sort();
    assert_eq!(tonight, ["A care date", "Appreciation"]);
    assert_eq!(house.notes()[..3], ["tonight", "tonight", "another evening"]);
}
