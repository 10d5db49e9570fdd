//! The pacing rules: the table of the own word, and properties over random valid evenings.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use evenfall::domain::body::{BodyNote, Lately, Spot};
use evenfall::domain::check_in::{Answers, Numbers, Score, Seen, Wish};
use evenfall::domain::content::{Area, Content, Kind, Tag};
use evenfall::domain::limits::{Limits, OwnLimits, Question, Thresholds};
use evenfall::domain::offers::{Fit, Memory, Ticks, eligible, offers};
use evenfall::domain::pacing::{Band, Minded, OwnRule, Part, Plan, ReasonFrom, Word, ceiling, own_word};
use evenfall::domain::people::Person;
use evenfall::domain::time::Evening;
use proptest::prelude::*;

use super::evening::{friday_evening, numbers, wish};

const CASES: u32 = 10_000;

static CONTENT: LazyLock<Content> = LazyLock::new(Content::embedded);

fn close_wish() -> Vec<Wish> {
    vec![wish("closeness", Band::Close, &[Kind::SkinToSkin])]
}

fn word(energy: u8, body: u8, calm: u8, limits: &Limits) -> Word {
    let answers = Answers { numbers: numbers(energy, body, calm), like: close_wish(), ..Answers::default() };
    own_word(&answers, limits.thresholds())
}

#[test]
fn the_own_word_follows_the_table() {
    let limits = Limits::default();
    for (energy, up_to) in
        [(0, Band::Near), (3, Band::Near), (4, Band::Touch), (6, Band::Touch), (7, Band::Close)]
    {
        assert_eq!(word(energy, 0, 10, &limits).up_to, up_to, "energy {energy}");
    }
    for (body, up_to) in
        [(0, Band::Close), (3, Band::Close), (4, Band::Touch), (5, Band::Touch), (6, Band::Near)]
    {
        assert_eq!(word(10, body, 10, &limits).up_to, up_to, "body {body}");
    }
    for (calm, up_to) in [(2, Band::Near), (3, Band::Touch), (4, Band::Touch), (5, Band::Close)] {
        assert_eq!(word(10, 0, calm, &limits).up_to, up_to, "calm {calm}");
    }
    assert!(word(6, 0, 10, &limits).gently);
    assert!(!word(7, 0, 10, &limits).gently);
}

#[test]
fn a_usual_day_that_is_low_moves_the_steps_within_bounds() {
    let usual = |energy, body| Limits {
        usual_energy: Score::new(energy),
        usual_body: Score::new(body),
        ..Limits::default()
    };
    assert_eq!(word(2, 0, 10, &usual(3, 0)).up_to, Band::Touch);
    assert_eq!(word(3, 0, 10, &usual(3, 0)).up_to, Band::Close);
    assert_eq!(word(1, 0, 10, &usual(0, 0)).up_to, Band::Near, "touch never under 2");
    assert_eq!(word(2, 0, 10, &usual(0, 0)).up_to, Band::Touch, "close never under 3");
    assert_eq!(word(10, 6, 10, &usual(10, 6)).up_to, Band::Close);
    assert_eq!(word(10, 7, 10, &usual(10, 10)).up_to, Band::Touch, "touch never over 7");
    assert_eq!(word(10, 8, 10, &usual(10, 10)).up_to, Band::Near);
    assert_eq!(word(4, 5, 10, &usual(10, 0)), word(4, 5, 10, &Limits::default()), "usual never tightens");
}

#[test]
fn what_is_not_said_is_near_and_what_is_left_out_does_not_apply() {
    let unsaid =
        own_word(&Answers { like: close_wish(), ..Answers::default() }, Limits::default().thresholds());
    assert_eq!(unsaid, Word { up_to: Band::Near, gently: true });
    let left_out =
        Limits { left_out: vec![Question::Energy, Question::Body, Question::Calm], ..Limits::default() };
    let answers = Answers { like: close_wish(), ..Answers::default() };
    assert_eq!(own_word(&answers, left_out.thresholds()).up_to, Band::Close);
    let no_wish = Answers { numbers: numbers(10, 0, 10), ..Answers::default() };
    assert_eq!(own_word(&no_wish, Limits::default().thresholds()).up_to, Band::Near);
}

#[test]
fn limits_turn_tighter_at_once_and_looser_from_tomorrow() {
    let today = friday_evening();
    let tomorrow = Evening(today.0.succ_opt().expect("a date"));
    let careful = Limits { careful: 2, ..Limits::default() };
    let tighter = OwnLimits::default().changed(careful.clone(), today);
    assert_eq!(tighter.on(today), careful.thresholds());
    let looser = tighter.changed(Limits::default(), today);
    assert_eq!(looser.on(today), careful.thresholds());
    assert_eq!(looser.on(tomorrow), Limits::default().thresholds());
    let yesterday = Evening(today.0.pred_opt().expect("a date"));
    assert_eq!(looser.on(yesterday), careful.thresholds(), "a clock that goes back loosens nothing");
    let left_out =
        OwnLimits::default().changed(Limits { left_out: vec![Question::Energy], ..Limits::default() }, today);
    assert!(left_out.on(today).energy_applies && !left_out.on(tomorrow).energy_applies);
}

fn any_score() -> impl Strategy<Value = Option<Score>> {
    prop_oneof![1 => Just(None), 6 => (0..=10_u8).prop_map(Score::new)]
}

fn any_limits() -> impl Strategy<Value = Limits> {
    let left_out = prop::sample::subsequence(Question::ALL.to_vec(), 0..=2);
    (any_score(), any_score(), 0..=3_u8, left_out).prop_map(
        |(usual_energy, usual_body, careful, left_out)| Limits {
            usual_energy,
            usual_body,
            careful,
            left_out,
        },
    )
}

fn any_band() -> impl Strategy<Value = Band> {
    prop::sample::select(vec![Band::Near, Band::Touch, Band::Close])
}

const KINDS: [Kind; 8] = [
    Kind::Quiet,
    Kind::Words,
    Kind::StillTouch,
    Kind::Stroking,
    Kind::Massage,
    Kind::MovingTogether,
    Kind::Kissing,
    Kind::SkinToSkin,
];

fn any_wishes() -> impl Strategy<Value = Vec<Wish>> {
    let one = (any_band(), prop::sample::subsequence(KINDS.to_vec(), 0..=3));
    prop::collection::vec(one.prop_map(|(band, kinds)| wish("something", band, &kinds)), 0..4)
}

fn any_answers() -> impl Strategy<Value = Answers> {
    (any_score(), any_score(), any_score(), any_wishes(), any_wishes()).prop_map(
        |(energy, body, calm, like, not_tonight)| Answers {
            numbers: Numbers { energy, body, calm },
            like,
            not_tonight,
            ..Answers::default()
        },
    )
}

fn any_plan() -> impl Strategy<Value = Plan> {
    let tags = prop::sample::subsequence(Tag::WORDS.iter().map(|(tag, _)| *tag).collect::<Vec<_>>(), 0..=3);
    let restriction = (prop::option::of(any_band()), tags).prop_map(|(ceiling, tags)| Minded {
        text: "Dr K.: to mind.".into(),
        ceiling,
        tags,
    });
    let rule = any_band().prop_map(|ceiling| OwnRule { text: "ours".into(), ceiling });
    (
        any::<bool>(),
        prop::collection::vec(rule, 0..2),
        prop::collection::vec(restriction, 0..3),
        any::<bool>(),
        any::<bool>(),
        prop::option::of(any_band()),
    )
        .prop_map(|(rest_day, own_rules, restrictions, setback, not_said_by_team, window)| Plan {
            rest_day,
            own_rules,
            restrictions,
            setback,
            not_said_by_team,
            window,
        })
}

fn any_welcome() -> impl Strategy<Value = BTreeSet<(Area, Kind)>> {
    let areas = [Area::Hands, Area::Back, Area::Face, Area::Feet, Area::Intimate];
    let kinds = Kind::TOUCH.map(|(kind, _)| kind);
    let all: Vec<_> = areas.into_iter().flat_map(|area| kinds.map(|kind| (area, kind))).collect();
    let most = all.len();
    prop::sample::subsequence(all, 0..=most).prop_map(|marks| marks.into_iter().collect())
}

/// Two people's whole evening.
#[derive(Debug, Clone)]
struct Two {
    a: Side,
    b: Side,
    plan: Plan,
    welcome: BTreeSet<(Area, Kind)>,
    notes: Vec<BodyNote>,
}

#[derive(Clone)]
struct Side {
    answers: Answers,
    thresholds: Thresholds,
    shows: [bool; 2],
}

impl std::fmt::Debug for Side {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let numbers = &self.answers.numbers;
        let value = |score: Option<Score>| score.map(Score::value);
        let bands: Vec<_> = self.answers.like.iter().map(|wish| (wish.band, &wish.kinds)).collect();
        let not: Vec<_> = self.answers.not_tonight.iter().map(|wish| &wish.kinds).collect();
        write!(
            f,
            "energy {:?} body {:?} calm {:?} ",
            value(numbers.energy),
            value(numbers.body),
            value(numbers.calm)
        )?;
        write!(f, "like {bands:?} not {not:?} {:?} shows {:?}", self.thresholds, self.shows)
    }
}

impl Side {
    fn word(&self) -> Word {
        own_word(&self.answers, self.thresholds)
    }

    fn part(&self) -> Part {
        let Numbers { energy, body, .. } = self.answers.numbers;
        let numbers = Numbers {
            energy: energy.filter(|_| self.shows[0]),
            body: body.filter(|_| self.shows[1]),
            calm: None,
        };
        Part { word: self.word(), seen: Seen { numbers, ..Seen::default() }, given: true }
    }
}

impl Two {
    fn ticks(&self) -> Ticks {
        let kinds = |wishes: &[Wish]| -> BTreeSet<Kind> {
            wishes.iter().flat_map(|wish| wish.kinds.clone()).collect()
        };
        let (a, b) = (kinds(&self.a.answers.like), kinds(&self.b.answers.like));
        let not =
            kinds(&self.a.answers.not_tonight).union(&kinds(&self.b.answers.not_tonight)).copied().collect();
        Ticks { both_like: a.intersection(&b).copied().collect(), not_tonight: not }
    }

    fn word(&self) -> Word {
        ceiling(&[self.a.part(), self.b.part()], false, &self.plan).word
    }

    fn eligible<'a>(&self, content: &'a Content) -> BTreeSet<&'a str> {
        let fit = Fit::new(self.word(), self.ticks(), &self.plan, self.welcome.clone());
        let fit = fit.leaving_alone(&self.notes);
        eligible(content, &fit).into_iter().map(|activity| activity.id.as_str()).collect()
    }
}

fn any_side() -> impl Strategy<Value = Side> {
    (any_answers(), any_limits(), any::<[bool; 2]>()).prop_map(|(answers, limits, shows)| Side {
        answers,
        thresholds: limits.thresholds(),
        shows,
    })
}

fn any_two() -> impl Strategy<Value = Two> {
    (any_side(), any_side(), any_plan(), any_welcome()).prop_map(|(a, b, plan, welcome)| Two {
        a,
        b,
        plan,
        welcome,
        notes: Vec::new(),
    })
}

/// The same evening with one thing less to give, `which` says what.
fn with_less(two: &Two, which: u8) -> Two {
    let mut less = two.clone();
    let numbers = &mut less.a.answers.numbers;
    let lower = |score: Option<Score>| score.and_then(|score| Score::new(score.value().saturating_sub(1)));
    let higher = |score: Option<Score>| score.map(|score| Score::new(score.value() + 1).unwrap_or(score));
    match which {
        0 => numbers.energy = lower(numbers.energy),
        1 => numbers.body = higher(numbers.body),
        2 => numbers.calm = lower(numbers.calm),
        3 => drop(less.a.answers.like.pop()),
        4 => {
            let restriction =
                Minded { text: String::new(), ceiling: Some(Band::Touch), tags: vec![Tag::Scent] };
            less.plan.restrictions.push(restriction);
        }
        5 => drop(less.welcome.pop_last()),
        6 => less.plan.rest_day = true,
        7 => less.plan.setback = true,
        8 => numbers.energy = None,
        9 => numbers.body = None,
        10 => numbers.calm = None,
        11 => less.a.answers.not_tonight.push(wish("this", Band::Near, &[Kind::Words])),
        12 => less.plan.not_said_by_team = true,
        13 => less.plan.window = Some(less.plan.window.map_or(Band::Touch, |band| band.min(Band::Touch))),
        14 => less.notes.push(BodyNote {
            person: Person::B,
            spot: Spot::Area(Area::Hands),
            how: Lately::LeaveAlone,
            why: None,
        }),
        _ => less.plan.own_rules.push(OwnRule { text: String::new(), ceiling: Band::Near }),
    }
    less
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_thing_less_never_raises_the_evening(two in any_two(), which in 0..=15_u8) {
        let content = &*CONTENT;
        let less = with_less(&two, which);
        prop_assert!(less.a.word().within(two.a.word()), "own word");
        prop_assert!(less.word().within(two.word()), "ceiling");
        let (fewer, more) = (less.eligible(content), two.eligible(content));
        prop_assert!(fewer.is_subset(&more), "eligible: {:?}", fewer.difference(&more).collect::<Vec<_>>());
    }

    #[test]
    fn the_one_with_less_to_give_sets_the_size(two in any_two()) {
        let word = two.word();
        prop_assert!(word.within(two.a.word()) && word.within(two.b.word()));
        prop_assert!(word.up_to >= Band::Near);
    }

    #[test]
    fn hiding_or_showing_changes_nothing_but_the_sentence(two in any_two(), shows in any::<[bool; 2]>()) {
        let content = &*CONTENT;
        let mut other = two.clone();
        other.a.shows = shows;
        prop_assert_eq!(two.word(), other.word());
        prop_assert_eq!(two.eligible(content), other.eligible(content));
    }

    #[test]
    fn swapping_the_two_changes_nothing(two in any_two()) {
        let content = &*CONTENT;
        let swapped = Two { a: two.b.clone(), b: two.a.clone(), ..two.clone() };
        prop_assert_eq!(two.word(), swapped.word());
        prop_assert_eq!(two.eligible(content), swapped.eligible(content));
        let reasons = |two: &Two| ceiling(&[two.a.part(), two.b.part()], false, &two.plan).reasons;
        prop_assert_eq!(reasons(&two), reasons(&swapped));
    }

    #[test]
    fn nothing_past_a_limit_is_ever_offered(two in any_two()) {
        let content = &*CONTENT;
        let (word, ticks) = (two.word(), two.ticks());
        let ruled_out: BTreeSet<Tag> = two.plan.restrictions.iter().flat_map(|one| one.tags.clone()).collect();
        let fit = Fit::new(word, ticks.clone(), &two.plan, two.welcome.clone());
        for activity in offers(content, &fit, &Memory::default(), friday_evening()).concat() {
            prop_assert!(activity.band <= word.up_to);
            prop_assert!(!word.gently || (activity.minutes <= 10 && activity.effort < evenfall::domain::content::Effort::More));
            prop_assert!(activity.tags.iter().all(|tag| !ruled_out.contains(tag)));
            prop_assert!(activity.kinds.iter().all(|kind| !ticks.not_tonight.contains(kind)));
            if activity.kinds.iter().any(|kind| kind.is_touch()) {
                prop_assert!(activity.kinds.iter().all(|kind| !kind.is_touch() || ticks.both_like.contains(kind)));
            }
            let touch = || activity.kinds.iter().copied().filter(|kind| kind.is_touch());
            for area in activity.areas.iter().filter(|_| activity.band >= Band::Touch) {
                let hands = activity.band == Band::Touch && *area == Area::Hands;
                prop_assert!(hands || touch().all(|kind| two.welcome.contains(&(*area, kind))));
            }
            if activity.band == Band::Close && two.welcome.is_empty() {
                prop_assert!(activity.areas.is_empty());
            }
        }
    }

    #[test]
    fn the_same_evening_and_data_give_the_same_list(two in any_two()) {
        let content = &*CONTENT;
        let list = || {
            let fit = Fit::new(two.word(), two.ticks(), &two.plan, two.welcome.clone());
            let rows = offers(content, &fit, &Memory::default(), friday_evening());
            rows.concat().into_iter().map(|activity| activity.id.clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(list(), list());
    }

    #[test]
    fn reasons_name_the_body_only_where_a_shown_answer_binds(two in any_two()) {
        let reasons = ceiling(&[two.a.part(), two.b.part()], false, &two.plan).reasons;
        prop_assert!(!reasons.is_empty());
        let body = reasons.iter().any(|reason| reason.from == ReasonFrom::Body);
        let shown = |side: &Side| {
            (side.shows[0] && side.answers.numbers.energy.is_some()) || (side.shows[1] && side.answers.numbers.body.is_some())
        };
        prop_assert!(!body || shown(&two.a) || shown(&two.b));
    }
}

#[test]
fn one_of_each_sort_comes_first_and_something_playful_every_evening() {
    let content = &*CONTENT;
    let fit = Fit::new(Word::UNSAID, Ticks::default(), &Plan::default(), BTreeSet::new());
    for day in 0..28 {
        let evening = Evening(friday_evening().0 + chrono::TimeDelta::days(day));
        let rows = offers(content, &fit, &Memory::default(), evening);
        let first = &rows[0];
        assert_eq!(first.len(), 3);
        assert_eq!(first[0].band, Band::Rest);
        assert!(first[1].band > Band::Rest && first[1].is_gentle());
        assert!(first[2].playful);
    }
}

#[test]
fn what_both_like_comes_first_then_what_was_longest_not_offered() {
    let content = &*CONTENT;
    let fit = Fit::new(Word::UNSAID, Ticks::default(), &Plan::default(), BTreeSet::new());
    let today = friday_evening();
    let first = offers(content, &fit, &Memory::default(), today)[0][0].id.clone();
    let days_ago = |days| Evening(today.0 - chrono::TimeDelta::days(days));
    let mut memory = Memory { offered: vec![(first.clone(), days_ago(1))], ..Memory::default() };
    assert_ne!(offers(content, &fit, &memory, today)[0][0].id, first, "offered yesterday, so later today");
    memory.offered = vec![(first.clone(), today)];
    assert_eq!(
        offers(content, &fit, &memory, today)[0][0].id,
        first,
        "offered tonight changes nothing tonight"
    );
    memory = Memory {
        offered: vec![(first.clone(), days_ago(1))],
        liked: BTreeSet::from([first.clone()]),
        ..memory
    };
    assert_eq!(offers(content, &fit, &memory, today)[0][0].id, first);
}

#[test]
fn every_row_of_offers_holds_each_activity_once() {
    let content = &*CONTENT;
    let fit = Fit::new(Word::UNSAID, Ticks::default(), &Plan::default(), BTreeSet::new());
    let all: Vec<&str> = offers(content, &fit, &Memory::default(), friday_evening())
        .concat()
        .into_iter()
        .map(|activity| activity.id.as_str())
        .collect();
    let once: BTreeSet<&str> = all.iter().copied().collect();
    assert_eq!(all.len(), once.len());
    assert_eq!(once, eligible(content, &fit).into_iter().map(|activity| activity.id.as_str()).collect());
}
