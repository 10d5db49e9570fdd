//! Whatever one marks that the other does not, the other sees the same.

use evenfall::domain::archive::{Access, Archive};
use evenfall::domain::body::Spot;
use evenfall::domain::change::Change;
use evenfall::domain::content::{Area, Kind};
use evenfall::domain::flow::calendar::Calendar;
use evenfall::domain::flow::my_ways::MyWays;
use evenfall::domain::flow::offers::OffersFlow;
use evenfall::domain::flow::welcome::MyWelcome;
use evenfall::domain::flow::welcome::together::BothWelcome;
use evenfall::domain::flow::{Answer, Ask, Extra, Flow, Prompt, Step, Then, World};
use evenfall::domain::harder_patch::Gentler;
use evenfall::domain::people::Person;
use evenfall::domain::welcome::How;
use evenfall::domain::welcome::change::WelcomeChange;
use evenfall::domain::welcome::joint::Joint;
use evenfall::export::everything::everything;
use evenfall::export::tonight::Tonight;

use super::{CONTENT, FULL, TURNS, days, mark, on, under};
use crate::evening::friday_evening;
use crate::moment::{Seeded, friday};

/// Pairs that are tried.
const PAIRS: u64 = 1_000;

/// Each cell of a list.
type Cells = Vec<Option<How>>;

/// The places that are marked here.
const AREAS: [Area; 5] = [Area::Hands, Area::Back, Area::Face, Area::Hair, Area::Feet];

fn cells() -> impl Iterator<Item = (Area, Kind)> {
    AREAS.into_iter().flat_map(|area| Kind::TOUCH.map(|(kind, _)| (area, kind)))
}

fn any_how(chance: &mut Seeded) -> Option<How> {
    [None, None, Some(How::Welcome), Some(How::AskFirst)][under(4, chance)]
}

/// Another list that comes to the same with `theirs`.
fn another(mine: &Cells, theirs: &Cells, chance: &mut Seeded) -> Cells {
    let cell = |(mine, theirs): (&Option<How>, &Option<How>)| match (mine, theirs) {
        (_, None) => any_how(chance),
        (Some(_), Some(How::AskFirst)) => Some([How::Welcome, How::AskFirst][under(2, chance)]),
        (mine, Some(_)) => *mine,
    };
    mine.iter().zip(theirs).map(cell).collect()
}

fn marks(person: Person, list: &Cells) -> Vec<Change> {
    let marked = |((area, kind), how): ((Area, Kind), &Option<How>)| {
        how.map(|how| mark(person, area, kind, Some(how)))
    };
    cells().zip(list).filter_map(marked).collect()
}

/// Mara's list by way of many changes of mind, with places of her own.
fn with_maras(archive: &Archive, list: &Cells, theirs: &Cells, chance: &mut Seeded) -> Archive {
    let of = |change| Change::Welcome(Person::A, change);
    let mut changes = Vec::new();
    for _ in 0..under(10, chance) {
        let (area, kind) = cells().nth(under(35, chance)).expect("a cell");
        changes.push(mark(Person::A, area, kind, any_how(chance)));
    }
    changes.extend(AREAS.map(|area| of(WelcomeChange::TakeAway(Spot::Area(area)))));
    changes.extend(marks(Person::A, list));
    for (at, area) in AREAS.into_iter().enumerate() {
        let here = at * Kind::TOUCH.len()..(at + 1) * Kind::TOUCH.len();
        let shared = list[here.clone()].iter().zip(&theirs[here]).any(|(a, b)| a.is_some() && b.is_some());
        if !shared && under(4, chance) == 0 {
            changes.push(of(WelcomeChange::Name(area, Some(format!("name {at}")))));
            changes.push(of(WelcomeChange::Hide(area, under(2, chance) == 0)));
        }
    }
    for at in 0..under(3, chance) {
        let own = format!("own {at} {}", under(100, chance));
        changes.push(of(WelcomeChange::Add(own.clone())));
        changes.push(of(WelcomeChange::Mark(Spot::Other(own), Kind::Massage, Some(How::Welcome))));
    }
    on(archive, days(-5), &changes)
}

/// Everything that is there for anybody but Mara in her own turn.
#[derive(PartialEq)]
struct Seen {
    prompts: Vec<Prompt>,
    told: Vec<String>,
}

fn world(archive: &Archive) -> World<'_> {
    World { archive, content: &CONTENT, now: friday(), desktop: false, keeps: true }
}

fn seen_by_jo(archive: &Archive) -> Seen {
    let jo = &TURNS[1];
    let Then::Page(page) = BothWelcome::begin(world(archive)) else { panic!("a page for both") };
    let mut prompts: Vec<Prompt> =
        [page.clone(), Calendar::begin(world(archive)), MyWays::begin(jo), MyWelcome::begin(jo)]
            .map(|flow| flow.prompt(world(archive)))
            .into();
    let Step::On { changes, then: Then::Onward(offers) } = page.answer(Answer::Pick(1), world(archive))
    else {
        panic!("offers")
    };
    let kept = on(archive, friday(), &changes);
    let page = offers.prompt(world(&kept));
    let Ask::OneOf(ask) = &page.ask else { panic!("offers") };
    for at in 0..ask.choices.len() - 1 {
        let Step::On { then: Then::Page(reading), .. } = offers.answer(Answer::Pick(at), world(&kept)) else {
            panic!("an offer")
        };
        prompts.push(reading.prompt(world(&kept)));
    }
    prompts.push(page);
    let others = offers.answer(Answer::Extra(Extra::Others, None), world(&kept));
    let Step::On { changes, then: Then::Onward(others) } = others else { panic!("other offers") };
    let kept = on(&kept, friday(), &changes);
    prompts.push(others.prompt(world(&kept)));
    let tonight = Tonight::of(&kept, &CONTENT, friday()).expect("an evening");
    let (own, now) = kept.drawers();
    let files = serde_json::to_string(&(&*kept.couple, &*own.a, &*own.b, &*now.b)).expect("text");
    let months = format!("{:?}", kept.on_day(friday_evening().0).map(|day| day.len()));
    let told = vec![
        tonight.words(),
        tonight.json().expect("JSON"),
        everything(&kept).expect("an export"),
        files,
        months,
    ];
    Seen { prompts, told }
}

fn both_page(archive: &Archive) -> Prompt {
    match BothWelcome::begin(world(archive)) {
        Then::Page(page) => page.prompt(world(archive)),
        _ => panic!("a page for both"),
    }
}

#[test]
fn the_other_sees_the_same_for_any_two_lists_with_one_result() {
    let (mut with, mut differ) = (0, 0);
    for pair in 0..PAIRS {
        let mut chance = Seeded(pair << 20);
        let mut any = || -> Cells { cells().map(|_| any_how(&mut chance)).collect() };
        let (one, theirs) = (any(), any());
        let other = another(&one, &theirs, &mut chance);
        let jo = on(&FULL, days(-5), &marks(Person::B, &theirs));
        let first = with_maras(&jo, &one, &theirs, &mut chance);
        let second = with_maras(&jo, &other, &theirs, &mut chance);
        assert!(first.both_welcome(friday_evening()) == second.both_welcome(friday_evening()), "{pair}");
        with += usize::from(first.both_welcome(friday_evening()) != Joint::default());
        let (first, second) = (seen_by_jo(&first), seen_by_jo(&second));
        assert!(first.told == second.told, "what is told or written differs in pair {pair}");
        assert!(first == second, "some page differs in pair {pair}");
        if pair % 10 == 0 {
            differ += usize::from(seen_by_jo(&jo) != first);
        }
    }
    assert!(with > 900 && differ > 90, "there is something to tell: {with}, {differ}");
}

#[test]
fn whyever_there_is_nothing_in_common_it_is_the_same_page() {
    let mut chance = Seeded(5);
    let jos: Cells = cells().map(|_| any_how(&mut chance)).collect();
    let apart: Cells =
        jos.iter().map(|how| if how.is_some() { None } else { any_how(&mut chance) }).collect();
    let full: Cells = cells().map(|_| Some(How::Welcome)).collect();
    let jo = on(&FULL, days(-5), &marks(Person::B, &jos));
    let blank = on(&jo, friday(), &[Change::Welcome(Person::A, WelcomeChange::Add("the scar".into()))]);
    let old = on(&jo, days(-40), &marks(Person::A, &full));
    let fell_ill =
        on(&jo, friday(), &[&marks(Person::A, &full)[..], &[Change::HarderPatch(Gentler::Three)]].concat());
    let mut locked = on(&jo, friday(), &marks(Person::A, &full));
    locked.access.a = Access::Closed;
    let reasons = [
        jo.clone(),
        on(&jo, friday(), &marks(Person::A, &apart)),
        blank,
        old,
        fell_ill,
        locked,
        FULL.clone(),
    ];
    let page = both_page(&FULL);
    assert_eq!(page.question, "For now: company, rest, and hands if they are welcome.");
    assert!(page.lines.is_empty());
    for (at, archive) in reasons.iter().enumerate() {
        assert!(both_page(archive) == page, "reason {at}");
        if at != 4 {
            let mut same = seen_by_jo(archive);
            let mut without = seen_by_jo(if at == 6 { &FULL } else { &jo });
            // A locked drawer is told of elsewhere, with or without a list.
            same.told.truncate(2);
            without.told.truncate(2);
            assert!(same == without, "reason {at}");
        }
    }
    let both = on(&jo, friday(), &marks(Person::A, &full));
    let page = both_page(&both);
    assert_eq!(page.question, "What you both find welcome.");
    assert!(
        !page.lines.is_empty() && page.quiet == both_page(&FULL).quiet && page.ask == both_page(&FULL).ask
    );
    assert!(!page.lines.concat().contains("me first"), "never whose: {:?}", page.lines);
}

#[test]
fn one_person_alone_comes_to_their_own_list() {
    let alone = crate::evening::after(&Archive::default(), &[crate::evening::named(Person::A, "Mara")]);
    let alone = on(&alone, friday(), &[mark(Person::A, Area::Back, Kind::Stroking, Some(How::Welcome))]);
    assert!(matches!(BothWelcome::begin(world(&alone)), Then::Turn(Person::A, _)));
    assert!(alone.both_welcome(friday_evening()) == Joint::default());
    let Flow::Welcome(_) = MyWelcome::begin(&TURNS[0]) else { panic!("a list") };
}

/// Every offer of the evening with its note, and what stands below it once it is read.
fn offered(archive: &Archive) -> Vec<(String, String, Vec<String>)> {
    let step = OffersFlow::step(friday_evening(), world(archive));
    let Step::On { then: Then::Onward(mut flow), .. } = step else { panic!("offers") };
    let mut all: Vec<(String, String, Vec<String>)> = Vec::new();
    loop {
        let Ask::OneOf(ask) = flow.prompt(world(archive)).ask else { panic!("offers") };
        for (at, choice) in ask.choices[..ask.choices.len() - 1].iter().enumerate() {
            let read = flow.answer(Answer::Pick(at), world(archive));
            let Step::On { then: Then::Page(reading), .. } = read else { panic!("an offer") };
            let quiet = reading.prompt(world(archive)).quiet;
            let one = (choice.label.clone(), choice.note.clone(), quiet);
            if all.contains(&one) {
                return all;
            }
            all.push(one);
        }
        let others = flow.answer(Answer::Extra(Extra::Others, None), world(archive));
        let Step::On { then: Then::Onward(next), .. } = others else { panic!("other offers") };
        flow = next;
    }
}

#[test]
fn an_offer_says_ask_first_whoever_said_so() {
    let both = |a, b| {
        let back = |person, how| mark(person, Area::Back, Kind::Stroking, Some(how));
        offered(&on(&FULL, friday(), &[back(Person::A, a), back(Person::B, b)]))
    };
    let (asks, says) = (How::AskFirst, How::Welcome);
    let asked = both(asks, says);
    assert!(asked == both(says, asks) && asked == both(asks, asks));
    let title = &CONTENT.activity("long-strokes-back").expect("an activity").title;
    let on_back = |all: &[(String, String, Vec<String>)]| {
        let (_, note, quiet) = all.iter().find(|(label, ..)| label == title).expect("an offer").clone();
        (note.contains("ask first"), quiet.concat().contains("Ask first"))
    };
    assert_eq!((on_back(&asked), on_back(&both(says, says))), ((true, true), (false, false)));
    assert_eq!(asked.iter().filter(|(_, note, _)| note.contains("ask first")).count(), 2, "and no other");
}
