//! How it was afterwards: asked once a check-in is kept, with one key; looked at, changed, shown,
//! covered and forgotten by its owner.

use evenfall::domain::archive::{Archive, MonthKind, OwnKind};
use evenfall::domain::flow::{Answer, Extra};
use evenfall::domain::people::Person;
use evenfall::export::everything::everything;
use evenfall::session::guide::Route;

use super::house::{House, extra, files};
use super::notes::two;

const BETTER: Answer = Answer::Pick(0);
const BIT_WORSE: Answer = Answer::Pick(2);
const WORSE: Answer = Answer::Pick(3);
const NOTHING: Answer = Answer::Pick(4);

impl House {
    /// Both check in, whatever is asked afterwards is passed over, and they look.
    fn an_evening_here(&mut self) {
        for person in 0..2 {
            self.short_turn(person);
            self.says_nothing();
            if self.asks_for_more() {
                self.answers([Answer::Pick(0)]);
            }
            if person == 0 {
                self.leave();
            }
        }
        self.answers([Answer::Key(Person::B), Answer::Key(Person::A)]);
        self.days(0);
    }

    fn says_nothing(&mut self) {
        if self.is_asked() {
            self.answers([NOTHING]);
        }
    }

    fn is_asked(&self) -> bool {
        self.prompt().is_some_and(|prompt| prompt.title == "How it was afterwards")
    }

    /// The page of one's own, in the turn of the first or the second of two.
    fn how_it_was(&mut self, person: usize) {
        self.leave();
        self.begin(Route::Ways);
        self.answers([Answer::Pick(person)]);
        self.choose("How it was afterwards");
    }

    /// What stands on the calendar's page of this day of November.
    fn on_the_calendar(&mut self, day: u32) -> Vec<String> {
        self.leave();
        self.begin(Route::Calendar);
        let date = chrono::NaiveDate::from_ymd_opt(2026, 11, day).expect("a date");
        self.answers([Answer::Day(date)]);
        let lines = self.lines();
        self.leave();
        lines
    }

    fn goes_on(&mut self) {
        if self.question().starts_with("It is gone") {
            self.answers([Answer::Go]);
        }
    }
}

fn said(archive: &Archive, person: Person) -> Vec<String> {
    let own = &archive.drawers().0[person];
    let said = own.records.known().filter_map(|record| match &record.what {
        OwnKind::After(one) => Some(serde_json::to_string(one).expect("text")),
        _ => None,
    });
    said.collect()
}

fn shown(archive: &Archive) -> usize {
    let months = archive.months.keys().filter_map(|month| archive.month(*month));
    let of = |month: std::sync::Arc<evenfall::domain::archive::Month>| {
        month.records.known().filter(|record| matches!(record.what, MonthKind::After(_))).count()
    };
    months.map(of).sum()
}

#[test]
fn it_is_asked_the_next_time_with_one_key_and_once_more_days_later() {
    let mut house = two();
    house.an_evening_here();
    house.days(1);
    house.short_turn(0);
    assert_eq!(house.question(), "How has your body been since Friday?");
    assert_eq!(house.choices(), ["Better", "The same", "A bit worse", "Worse", "Nothing to say"]);
    assert!(house.session.archive().round(house.session.evening(house.now)).has(Person::A), "it is kept");
    house.answers([BIT_WORSE]);
    assert_eq!(house.question(), "About how long was what you did together?");
    assert_eq!(said(house.session.archive(), Person::A), [r#"{"evening":"2026-11-20","next":"bit-worse"}"#]);
    house.answers([Answer::Pick(3)]);
    assert_eq!(house.question(), "And how much did it ask of your body?");
    house.answers([Answer::Pick(1)]);
    assert!(!house.is_asked() && house.prompt().is_some_and(|prompt| prompt.who.is_none()), "handed over");
    let all = r#"{"evening":"2026-11-20","next":"bit-worse","minutes":"from20","effort":"light"}"#;
    assert_eq!(said(house.session.archive(), Person::A), [all]);

    house.days(2);
    house.short_turn(0);
    assert_eq!(house.question(), "And now, three days on?");
    house.answers([BETTER]);
    assert!(!house.is_asked(), "what it took is asked once");
    let later = all.replace(r#","minutes""#, r#","later":"better","minutes""#);
    assert_eq!(said(house.session.archive(), Person::A), [later]);
    house.days(1);
    house.short_turn(0);
    assert!(!house.is_asked());
}

#[test]
fn what_is_left_open_is_a_whole_answer() {
    for leaves in [Some(NOTHING), Some(extra(Extra::RatherNotSay)), None] {
        let mut house = two();
        house.an_evening_here();
        house.days(1);
        house.short_turn(1);
        assert!(house.is_asked());
        match leaves {
            Some(leaves) => {
                house.answers([leaves]);
                assert!(!house.is_asked());
                house.leave();
            }
            None => house.leave(),
        }
        assert!(said(house.session.archive(), Person::B).is_empty());
        house.begin(Route::Evening);
        house.answers([Answer::Pick(1), Answer::Pick(1)]);
        house.answers([extra(Extra::ShortWay), Answer::Pick(0), Answer::Pick(0)]);
        house.end_of_turn();
        assert!(!house.is_asked(), "once");
        house.days(1);
        house.short_turn(1);
        assert!(!house.is_asked(), "nor days later");
        house.leave();
        house.short_turn(0);
        assert_eq!(house.question(), "How has your body been since Friday?", "the other is, two days on");
    }
}

#[test]
fn after_four_days_nothing_is_asked_and_whoever_goes_back_can_take_it_back() {
    let mut house = two();
    house.an_evening_here();
    let evening = house.now;
    house.days(4);
    house.short_turn(0);
    assert!(!house.is_asked());
    house.leave();
    house.now = evening;
    house.days(3);
    house.short_turn(1);
    house.answers([WORSE]);
    assert!(house.back(), "to how it was");
    house.answers([NOTHING]);
    house.goes_on();
    assert!(said(house.session.archive(), Person::B).is_empty());
}

#[test]
fn its_owner_changes_shows_covers_and_forgets_it() {
    let mut house = two();
    house.an_evening_here();
    house.days(1);
    house.short_turn(0);
    house.answers([BIT_WORSE, extra(Extra::RatherNotSay)]);
    assert_eq!(house.on_the_calendar(20), ["an evening here"]);

    house.how_it_was(0);
    house.choose("Friday 20 November");
    assert_eq!(house.question(), "Friday 20 November: a bit worse.");
    assert_eq!(house.lines(), ["Only you see it."]);
    house.choose("Show it to Jo");
    assert!(house.lines().contains(&"Mara, afterwards: a bit worse.".to_owned()), "{:?}", house.lines());
    house.choose("Only on my own pages");
    house.choose("Show it to Jo");
    house.choose("Show it to Jo");
    assert_eq!(house.on_the_calendar(20), ["an evening here", "Mara, afterwards: a bit worse"]);
    let out = everything(house.session.archive()).expect("an export");
    assert!(out.contains("bit-worse"));

    house.how_it_was(0);
    house.choose("Friday 20 November");
    house.choose("Change it");
    assert_eq!(house.lines(), ["It is shown. Said another way, it is covered."]);
    house.answers([BETTER]);
    house.goes_on();
    assert_eq!(house.question(), "About how long was what you did together?");
    house.answers([Answer::Pick(0)]);
    assert_eq!(house.lines(), ["It is kept.", "None to speak of.", "Only you see it."]);
    assert_eq!(house.on_the_calendar(20), ["an evening here"]);

    house.how_it_was(0);
    house.choose("Friday 20 November");
    house.choose("Show it to Jo");
    house.choose("Show it to Jo");
    house.choose("Cover it again");
    house.goes_on();
    assert_eq!(shown(house.session.archive()), 0);
    house.choose("Show it to Jo");
    house.choose("Show it to Jo");
    house.leave();
    house.begin(Route::Cover);
    house.answers([Answer::Pick(0)]);
    house.choose("Friday 20 November");
    house.choose("Cover it");
    house.goes_on();
    assert_eq!(shown(house.session.archive()), 0, "with everything else of that evening");
    assert_eq!(said(house.session.archive(), Person::A).len(), 1);

    house.how_it_was(0);
    house.choose("Friday 20 November");
    house.choose("Forget it");
    house.choose("Forget it");
    house.goes_on();
    assert_eq!(house.question(), "Nothing is noted here.");
    assert!(said(house.session.archive(), Person::A).is_empty());
    assert!(!house.undo().is_ok_and(|undone| undone), "that stays");
    for (path, bytes) in files(house.root()) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("bit-worse") && !text.contains("\"better\""), "{path}");
    }
}

#[test]
fn from_five_evenings_on_its_owner_reads_what_tends_to_go_with_what() {
    let mut house = two();
    for at in 0..6 {
        house.an_evening_here();
        house.days(1);
        house.short_turn(0);
        let long = at % 2 == 0;
        let (how, minutes) = if long { (BIT_WORSE, 3) } else { (BETTER, 1) };
        house.answers([how, Answer::Pick(minutes), extra(Extra::RatherNotSay)]);
        house.how_it_was(0);
        let rows = house.choices();
        assert_eq!(rows.contains(&"What tends to go with what".to_owned()), at >= 4, "{rows:?}");
        if at == 4 {
            house.choose("What tends");
            assert_eq!(house.lines(), ["No pattern to speak of. That is an answer too."]);
        }
        house.days(4);
    }
    house.how_it_was(0);
    house.choose("What tends");
    let lines = [
        "After evenings of 20 minutes or more,",
        "your body was more often a bit worse, or worse.",
        "Shorter may be kinder; your own team decides.",
    ];
    assert_eq!(house.lines(), lines);
    house.how_it_was(1);
    assert_eq!(house.question(), "Nothing is noted here.", "and nobody else");
}

#[test]
fn worse_holds_a_step_back_and_being_asked_can_be_left_out() {
    let mut house = two();
    house.new_step("a hand held", 4);
    house.days(7);
    house.an_evening_here();
    house.days(1);
    house.short_turn(0);
    house.answers([WORSE, extra(Extra::RatherNotSay)]);
    house.days(6);
    house.short_turn(0);
    assert!(!house.asks_for_more());
    house.leave();
    house.short_turn(1);
    assert!(house.asks_for_more(), "the other is asked as ever");
    house.leave();
    house.how_it_was(0);
    house.choose("Friday 27 November");
    assert_eq!(house.prompt().expect("a page").quiet, ["Worse holds a small step back, and nobody is told."]);
    house.choose("Change it");
    house.answers([BIT_WORSE, extra(Extra::RatherNotSay)]);
    house.leave();
    house.begin(Route::Evening);
    house.answers([extra(Extra::Again), Answer::Pick(0), Answer::Pick(1)]);
    house.answers([extra(Extra::ShortWay), Answer::Pick(0), Answer::Pick(0)]);
    house.end_of_turn();
    assert!(house.asks_for_more());

    house.how_it_was(0);
    house.choose("Being asked");
    house.choose("Leave it out");
    house.leave();
    house.days(1);
    house.an_evening_here();
    house.days(1);
    house.short_turn(0);
    assert!(!house.is_asked());
    house.leave();
    house.short_turn(1);
    assert!(house.is_asked());
}

#[test]
fn one_alone_is_asked_alone() {
    let mut house = House::set_up(&["Mara"]);
    house.leave();
    for asked in [false, true] {
        house.begin(Route::Evening);
        house.past_the_first_pages();
        house.answers([extra(Extra::ShortWay), Answer::Pick(0), Answer::Pick(0)]);
        house.end_of_turn();
        assert_eq!(house.is_asked(), asked);
        if asked {
            assert_eq!(house.lines(), ["Only you see it."]);
            house.answers([BIT_WORSE]);
            assert_eq!(house.question(), "About how long was what you did?");
            house.answers([Answer::Pick(2), Answer::Pick(0)]);
        }
        house.answers([Answer::Go]);
        house.days(1);
    }
    house.begin(Route::Ways);
    house.choose("How it was afterwards");
    assert_eq!(house.lines(), ["About your own body, and only for you."]);
    house.choose("Friday 20 November");
    assert_eq!(house.lines(), ["About 15 minutes, mostly still."]);
    assert!(!house.choices().iter().any(|act| act.starts_with("Show")), "{:?}", house.choices());
}
