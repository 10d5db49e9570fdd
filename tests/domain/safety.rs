//! Signs and the safety plan: what is kept of them, what is not, and how two copies come together.

use std::collections::BTreeSet;

use evenfall::domain::archive::{Archive, Couple};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::content::Content;
use evenfall::domain::flow::safety_plan::SafetyPlan;
use evenfall::domain::flow::signs::SignsFlow;
use evenfall::domain::flow::{Answer, Ask, Flow, Step, Then, World};
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint as _;
use evenfall::domain::safety::{LINE, MOST_LINES, MOST_OWN, Part, SafetyChange};
use evenfall::domain::signal::Signal;
use evenfall::domain::vocabulary::{MOST, Meaning, SignalWords, Way};

use super::evening::{after, mara_and_jo, named};
use super::moment::{Seeded, friday};

fn sign(meaning: Meaning, way: Way, words: &str) -> Change {
    Change::Sign(SignalWords { meaning, way, words: words.to_owned() })
}

fn add(part: Part, words: &str) -> Change {
    Change::Safety(SafetyChange::Add(part, words.to_owned()))
}

fn own(when: &str) -> Part {
    Part::Own(when.to_owned())
}

fn refused(archive: &Archive, change: &Change) -> Option<Refusal> {
    archive.apply(change, friday(), &mut Seeded(9)).err()
}

fn with(archive: &Archive, couple: Couple) -> Archive {
    let mut with = archive.clone();
    with.couple = couple.into();
    with
}

/// What the plan says, part by part.
fn plan(archive: &Archive) -> Vec<(String, Vec<String>)> {
    archive.safety_plan().iter().map(|one| (one.part.heading().into_owned(), one.lines.clone())).collect()
}

fn said(couple: &Couple) -> BTreeSet<String> {
    couple.records.known().map(|one| serde_json::to_string(&one.what).expect("text")).collect()
}

#[test]
fn a_sign_is_one_short_clean_line_and_without_words_it_is_taken_back() {
    let before = mara_and_jo();
    assert!(before.signs().is_empty());
    let set = after(&before, &[sign(Meaning::Pause, Way::Word, "  ket\u{202e}tle\n ")]);
    assert_eq!(set.signs().word(Meaning::Pause), Some("kettle"));
    assert_eq!(set.signs().word(Meaning::Stop), None);
    let changed = after(&set, &[sign(Meaning::Pause, Way::Word, &"w".repeat(500))]);
    assert_eq!(changed.signs().word(Meaning::Pause).map(str::len), Some(MOST));
    assert_eq!(changed.couple.records.len(), set.couple.records.len(), "in the place of the other");
    let back = after(&changed, &[sign(Meaning::Pause, Way::Word, " \u{200f} ")]);
    assert!(back.signs().is_empty() && back.couple.records.len() == before.couple.records.len());
    assert!(back == after(&back, &[sign(Meaning::Pause, Way::Word, "")]), "nothing is there twice");
}

#[test]
fn a_gesture_is_for_both_unless_one_has_their_own() {
    let shared = after(&mara_and_jo(), &[sign(Meaning::Stop, Way::Gesture, "a hand held up")]);
    let own = after(&shared, &[sign(Meaning::Stop, Way::GestureOf(Person::B), "a long hum")]);
    let gestures = |archive: &Archive| {
        Person::BOTH.map(|person| archive.signs().gesture(Meaning::Stop, person).unwrap_or("none").to_owned())
    };
    assert_eq!(gestures(&shared), ["a hand held up", "a hand held up"]);
    assert_eq!(gestures(&own), ["a hand held up", "a long hum"]);
    let back = after(&own, &[sign(Meaning::Stop, Way::Gesture, "")]);
    assert_eq!(gestures(&back), ["none", "a long hum"]);
}

#[test]
fn no_sign_says_two_things() {
    let archive = after(
        &mara_and_jo(),
        &[sign(Meaning::Stop, Way::Word, "red"), sign(Meaning::Stop, Way::Gesture, "two taps")],
    );
    for (meaning, way, words) in [
        (Meaning::Go, Way::Word, "Red"),
        (Meaning::Go, Way::Word, "stop"),
        (Meaning::Pause, Way::Word, "Keep going"),
        (Meaning::Pause, Way::Gesture, "two taps"),
        (Meaning::Go, Way::GestureOf(Person::A), "TWO taps"),
    ] {
        assert_eq!(refused(&archive, &sign(meaning, way, words)), Some(Refusal::StandsAlready), "{words}");
    }
    for (meaning, way, words) in [
        (Meaning::Stop, Way::Word, "Red"),
        (Meaning::Stop, Way::Word, "stop"),
        (Meaning::Stop, Way::GestureOf(Person::A), "two taps"),
        (Meaning::Pause, Way::Gesture, "red"),
    ] {
        assert_eq!(refused(&archive, &sign(meaning, way, words)), None, "{words}");
    }
}

#[test]
fn where_two_copies_made_one_word_say_two_things_the_careful_one_holds() {
    let before = mara_and_jo();
    let here =
        after(&before, &[sign(Meaning::Go, Way::Word, "red"), sign(Meaning::Go, Way::Gesture, "a nod")]);
    let there = after(
        &before,
        &[sign(Meaning::Pause, Way::Word, "Red"), sign(Meaning::Slower, Way::GestureOf(Person::A), "a nod")],
    );
    for merged in [here.couple.merged(&there.couple), there.couple.merged(&here.couple)] {
        let signs = with(&before, merged.body).signs();
        assert_eq!((signs.word(Meaning::Go), signs.word(Meaning::Pause)), (None, Some("Red")));
        assert_eq!(signs.gesture(Meaning::Go, Person::B), None);
        assert_eq!(signs.gesture(Meaning::Slower, Person::A), Some("a nod"));
    }
    let text = serde_json::to_string(&*here.couple).expect("text").replace("\"red\"", "\"slower\"");
    let by_hand = with(&before, serde_json::from_str(&text).expect("it reads"));
    assert_eq!(by_hand.signs().word(Meaning::Go), None, "a plain word says what it says");
}

#[test]
fn each_key_of_the_live_page_has_its_meaning_and_pause_has_none() {
    let keys = [Signal::Go, Signal::Slower, Signal::Stop].map(Meaning::from);
    assert_eq!(keys, [Meaning::Go, Meaning::Slower, Meaning::Stop]);
    assert_eq!(Meaning::ALL.map(Meaning::plain), ["keep going", "slower", "pause", "stop"]);
}

#[test]
fn an_empty_plan_is_a_plan_and_parts_come_in_their_order() {
    let before = mara_and_jo();
    assert!(plan(&before).is_empty());
    let archive = after(
        &before,
        &[
            add(Part::Call, "the ward"),
            add(own(" if the   baby wakes "), " tea\nfirst "),
            add(Part::Stop, "hands still"),
            add(own("a fire"), "out"),
            add(Part::Stop, "a little room"),
            add(Part::Stop, "hands still"),
        ],
    );
    let line = |words: &str| words.to_owned();
    assert_eq!(
        plan(&archive),
        [
            (line("How it stops"), vec![line("hands still"), line("a little room")]),
            (line("If a fire"), vec![line("out")]),
            (line("If the   baby wakes"), vec![line("tea first")]),
            (line("Whom to call, and when"), vec![line("the ward")]),
        ]
    );
}

#[test]
fn a_line_is_changed_and_taken_back_and_with_the_last_one_the_part_goes() {
    let before = mara_and_jo();
    let two = after(&before, &[add(Part::Pain, "a pause"), add(Part::Pain, "a pillow")]);
    let edit = |from: &str, to: &str| {
        Change::Safety(SafetyChange::Change(Part::Pain, from.to_owned(), to.to_owned()))
    };
    let edited = after(&two, &[edit("a pause", &"p".repeat(400))]);
    assert_eq!(edited.safety_lines(&Part::Pain)[0].len(), LINE);
    assert_eq!(refused(&two, &edit("a pause", "a pillow")), Some(Refusal::StandsAlready));
    assert_eq!(refused(&two, &edit("something", "a pillow")), Some(Refusal::NotThere));
    assert!(after(&two, &[edit("a pause", "a pause ")]) == two);
    let one = after(&two, &[edit("a pause", "")]);
    assert_eq!(one.safety_lines(&Part::Pain), ["a pillow"]);
    let none = after(&one, &[edit("a pillow", " ")]);
    assert!(none.safety_plan().is_empty() && none.couple.records.len() == before.couple.records.len());
    let taken = Change::Safety(SafetyChange::TakeBack(Part::Pain));
    assert!(after(&two, std::slice::from_ref(&taken)).safety_plan().is_empty());
    assert_eq!(refused(&none, &taken), Some(Refusal::NotThere));
}

#[test]
fn what_one_of_their_own_is_about_can_be_put_in_another_way() {
    let archive =
        after(&mara_and_jo(), &[add(own("the cat"), "out, cat"), add(own("the bell"), "let it ring")]);
    let rename = |from: Part, to: &str| Change::Safety(SafetyChange::Rename(from, to.to_owned()));
    let renamed = after(&archive, &[rename(own("the cat"), "If the cats come")]);
    assert_eq!(renamed.safety_lines(&own("the cats come")), ["out, cat"]);
    assert!(renamed.safety_lines(&own("the cat")).is_empty());
    assert_eq!(refused(&archive, &rename(own("the cat"), "the bell")), Some(Refusal::StandsAlready));
    assert_eq!(refused(&archive, &rename(own("the cat"), "if ")), Some(Refusal::NoWords));
    assert_eq!(refused(&archive, &rename(own("the dog"), "the dogs")), Some(Refusal::NotThere));
    assert_eq!(refused(&archive, &rename(Part::Pain, "the dogs")), Some(Refusal::NotThere));
    for merged in [renamed.couple.merged(&archive.couple), archive.couple.merged(&renamed.couple)] {
        assert_eq!(plan(&with(&archive, merged.body)), plan(&renamed), "the old words do not come back");
    }
}

#[test]
fn a_plan_stays_small_enough_to_read() {
    let mut full = mara_and_jo();
    for at in 0..MOST_LINES {
        full = after(&full, &[add(Part::Tears, &format!("line {at}"))]);
    }
    assert_eq!(refused(&full, &add(Part::Tears, "one more")), Some(Refusal::NoRoom));
    assert_eq!(refused(&full, &add(Part::Tears, " ")), Some(Refusal::NoWords));
    assert_eq!(refused(&full, &add(own(" if "), "one")), Some(Refusal::NoWords));
    for at in 0..MOST_OWN {
        full = after(&full, &[add(own(&format!("number {at}")), "tea")]);
    }
    assert_eq!(refused(&full, &add(own("one more"), "tea")), Some(Refusal::NoRoom));
    assert_eq!(refused(&full, &add(own("number 0"), "and a chair")), None);
}

#[test]
fn an_own_thing_that_happens_is_said_in_any_script_and_never_twice_with_an_if() {
    let cleaned = |words: &str| own(words).cleaned().map(|part| part.heading().into_owned());
    for (words, heading) in [
        ("IF the door", "If the door"),
        ("iffy mood", "If iffy mood"),
        ("if if  so", "If so"),
        ("美玲 עייפה", "If 美玲 עייפה"),
    ] {
        assert_eq!(cleaned(words).as_deref(), Some(heading));
    }
    assert_eq!(cleaned("\u{202e} "), None);
}

#[test]
fn two_copies_that_changed_different_parts_keep_both() {
    let before = after(
        &mara_and_jo(),
        &[sign(Meaning::Stop, Way::Word, "red"), add(Part::Stop, "hands still"), add(Part::Pain, "a pause")],
    );
    let here = after(
        &before,
        &[
            sign(Meaning::Stop, Way::Gesture, "a hand flat"),
            add(Part::Tears, "a blanket"),
            add(Part::Pain, "a pillow"),
            Change::Safety(SafetyChange::TakeBack(Part::Stop)),
        ],
    );
    let there = after(
        &before,
        &[
            sign(Meaning::Stop, Way::Word, "pepper"),
            sign(Meaning::Go, Way::Gesture, "a squeeze"),
            add(own("the bell"), "let it ring"),
            add(Part::Pain, "another way to lie"),
        ],
    );
    for merged in [here.couple.merged(&there.couple), there.couple.merged(&here.couple)] {
        let both = with(&before, merged.body);
        let signs = both.signs();
        assert_eq!(signs.word(Meaning::Stop), Some("pepper"));
        assert_eq!(signs.gesture(Meaning::Stop, Person::A), Some("a hand flat"));
        assert_eq!(signs.gesture(Meaning::Go, Person::B), Some("a squeeze"));
        assert_eq!(both.safety_lines(&Part::Pain), ["a pause", "a pillow", "another way to lie"]);
        assert_eq!(both.safety_lines(&Part::Tears), ["a blanket"]);
        assert_eq!(both.safety_lines(&own("the bell")), ["let it ring"]);
        assert!(both.safety_lines(&Part::Stop).is_empty(), "what was taken back stays taken back");
    }
}

#[test]
fn copies_of_a_plan_come_to_the_same_in_any_order() {
    let mut differed = 0;
    for seed in 0..300 {
        let mut dice = Seeded(seed << 9);
        let words = ["a pause", "a pillow", "tea", ""];
        let parts = [Part::Stop, Part::Pain, own("the bell"), own("the door")];
        let ways = [Way::Word, Way::Gesture, Way::GestureOf(Person::A)];
        let before = after(&mara_and_jo(), &[add(Part::Pain, "tea"), add(own("the bell"), "a pause")]);
        let mut side = || {
            let mut here = before.clone();
            for _ in 0..=dice.bits() % 4 {
                let mut roll = |most: usize| usize::try_from(dice.bits()).expect("a number") % most;
                let (part, one) = (parts[roll(4)].clone(), words[roll(3)].to_owned());
                let change = match roll(5) {
                    0 => Change::Safety(SafetyChange::TakeBack(part)),
                    1 => Change::Safety(SafetyChange::Change(part, one, words[roll(4)].to_owned())),
                    2 => Change::Safety(SafetyChange::Rename(part, format!("the {}", roll(3)))),
                    3 => sign(Meaning::ALL[roll(4)], ways[roll(3)], words[roll(4)]),
                    _ => add(part, &one),
                };
                if let Ok(next) = here.apply(&change, friday(), &mut Seeded(dice.bits())) {
                    here = next;
                }
            }
            here.couple
        };
        let (a, b, c) = (side(), side(), side());
        let ab = a.merged(&b).body;
        assert!(ab == b.merged(&a).body, "{seed}");
        assert_eq!(said(&ab.merged(&c).body), said(&a.merged(&b.merged(&c).body).body), "{seed}");
        assert!(ab.merged(&b).body == ab && ab.merged(&a).body == ab, "{seed}");
        differed += usize::from(said(&a) != said(&b));
    }
    assert!(differed > 200, "{differed}");
}

#[test]
fn it_is_nobodys_turn_can_be_undone_and_says_nothing_to_a_log() {
    for change in [sign(Meaning::Go, Way::Word, "honey"), add(own("the bell"), "let it ring")] {
        assert!(change.can_be_undone() && !change.ends_undo() && change.takes_turn_of().is_none());
        let printed = format!("{change:?} {:?}", own("the bell"));
        assert!(!printed.contains("honey") && !printed.contains("bell"), "{printed}");
    }
    assert!(!format!("{:?}", SafetyChange::Rename(own("bell"), "bell".into())).contains("bell"));
}

#[test]
fn a_gesture_of_ones_own_leaves_with_its_owner() {
    let archive = after(
        &mara_and_jo(),
        &[
            sign(Meaning::Stop, Way::Word, "red"),
            sign(Meaning::Stop, Way::GestureOf(Person::A), "a long hum"),
            sign(Meaning::Stop, Way::GestureOf(Person::B), "a hand flat"),
            add(Part::Pain, "a pause"),
        ],
    );
    let left = after(&archive, &[Change::EraseMine(Person::A)]).settled();
    assert_eq!(left.signs().said(Meaning::Stop, Way::GestureOf(Person::A)), None);
    assert_eq!(left.signs().gesture(Meaning::Stop, Person::B), Some("a hand flat"));
    assert_eq!(left.signs().word(Meaning::Stop), Some("red"));
    assert_eq!(left.safety_lines(&Part::Pain), ["a pause"]);
}

/// What follows an answer that changes nothing.
fn after_answer(flow: &Flow, answer: Answer, world: World<'_>) -> Option<Flow> {
    match flow.answer(answer, world) {
        Step::On { changes, then: Then::Page(next) | Then::Onward(next) } if changes.is_empty() => Some(next),
        _ => None,
    }
}

#[test]
fn where_there_is_only_looking_nothing_is_offered_that_would_be_kept() {
    let content = Content::embedded();
    let archive = after(&mara_and_jo(), &[sign(Meaning::Stop, Way::Word, "red"), add(Part::Pain, "a pause")]);
    let world = World { archive: &archive, content: &content, now: friday(), desktop: false, keeps: false };
    let rows = |flow: &Flow| match flow.prompt(world).ask {
        Ask::OneOf(ask) => ask.choices.into_iter().map(|choice| choice.label).collect(),
        _ => Vec::new(),
    };
    assert_eq!(rows(&SafetyPlan::begin(None)), ["Try it once", "Back"]);
    let stop = after_answer(&SignsFlow::begin(None), Answer::Pick(3), world).expect("one sign");
    assert_eq!(rows(&stop), ["Back"]);
    assert!(stop.prompt(world).extras.is_empty() && stop.prompt(world).lines == ["red"]);
}

#[test]
fn one_alone_reads_nothing_that_mentions_another() {
    let content = Content::embedded();
    let mara = after(&Archive::default(), &[named(Person::A, "Mara")]);
    let archive = after(&mara, &[sign(Meaning::Stop, Way::Gesture, "a hand held up")]);
    let world = World { archive: &archive, content: &content, now: friday(), desktop: false, keeps: true };
    let rows = |flow: &Flow| match flow.prompt(world).ask {
        Ask::OneOf(ask) => {
            ask.choices.into_iter().map(|choice| format!("{} {}", choice.label, choice.note)).collect()
        }
        _ => Vec::new(),
    };
    let signs = SignsFlow::begin(None);
    assert_eq!((signs.prompt(world).title, rows(&signs)[3].as_str()), ("Signs", "stop a hand held up"));
    let stop = after_answer(&signs, Answer::Pick(3), world).expect("one sign");
    assert_eq!(rows(&stop), ["A word open", "A gesture a hand held up", "Back "]);
    let mut page = after_answer(&SafetyPlan::begin(None), Answer::Pick(1), world).expect("a try");
    let mut said = Vec::new();
    while page.prompt(world).ask == Ask::Go {
        said.extend(page.prompt(world).lines);
        page = after_answer(&page, Answer::Go, world).expect("another page");
    }
    assert!(said.contains(&"A gesture: a hand held up.".to_owned()), "{said:?}");
    assert!(!said.concat().contains("both") && !said.concat().contains("Mara"), "{said:?}");
}
