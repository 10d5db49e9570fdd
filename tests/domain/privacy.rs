//! What the other can see is the same whatever one keeps to oneself.

use evenfall::domain::archive::{Archive, CoupleKind};
use evenfall::domain::change::Change;
use evenfall::domain::check_in::{Answers, Numbers, Score, Shows, Wish};
use evenfall::domain::content::{Content, Kind};
use evenfall::domain::flow::who::Who;
use evenfall::domain::flow::{Answer, Extra, Flow, Prompt, Step, Then, World};
use evenfall::domain::limits::{Limits, Question};
use evenfall::domain::offers::offers;
use evenfall::domain::pacing::{Band, Word};
use evenfall::domain::people::Person;
use evenfall::domain::record::Mint;
use proptest::prelude::*;

use super::evening::{finished, friday_evening, mara_and_jo, wish};
use super::moment::{Seeded, friday};

/// What one keeps to oneself: hidden fields, and wishes the other did not tick.
#[derive(Clone)]
struct Secret {
    numbers: Numbers,
    line: Option<String>,
    one_sided: Vec<Wish>,
    helps: Option<String>,
    limits: Limits,
    /// Where the word is *near, gently*: whether it was kept out instead.
    kept_out: bool,
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let value = |score: Option<Score>| score.map(Score::value);
        let Numbers { energy, body, calm } = self.numbers;
        write!(f, "{:?} {:?} {:?} wishes {}", value(energy), value(body), value(calm), self.one_sided.len())
    }
}

fn any_secret() -> impl Strategy<Value = Secret> {
    let score = || prop::option::of((0..=10_u8).prop_filter_map("a score", Score::new));
    let line = || prop::option::of("[a-z ]{1,20}");
    let bands = vec![Band::Near, Band::Touch, Band::Close];
    // Kinds that the other never ticks here, so that these wishes stay one-sided.
    let kinds = vec![Kind::Massage, Kind::Kissing, Kind::IntimateTouch];
    let wishes = prop::collection::vec((prop::sample::select(bands), prop::sample::select(kinds)), 0..4);
    let limits =
        (prop::option::of(0..=10_u8), 0..=3_u8, any::<bool>()).prop_map(|(usual, careful, left_out)| {
            Limits {
                usual_body: usual.and_then(Score::new),
                careful,
                left_out: if left_out { vec![Question::Energy] } else { Vec::new() },
                ..Limits::default()
            }
        });
    (score(), score(), score(), line(), wishes, line(), limits, any::<bool>()).prop_map(
        |(energy, body, calm, line, wishes, helps, limits, kept_out)| Secret {
            numbers: Numbers { energy, body, calm },
            line,
            one_sided: wishes.into_iter().map(|(band, kind)| wish("mine alone", band, &[kind])).collect(),
            helps,
            limits,
            kept_out,
        },
    )
}

/// What both know of Mara's evening.
#[derive(Debug, Clone)]
struct Known {
    shows: [bool; 4],
    numbers: (u8, u8, u8),
    word: Word,
    joint: bool,
    not_tonight: bool,
}

fn any_known() -> impl Strategy<Value = Known> {
    let word = (prop::sample::select(vec![Band::Near, Band::Touch, Band::Close]), any::<bool>());
    (any::<[bool; 4]>(), (0..=10_u8, 0..=10_u8, 0..=10_u8), word, any::<bool>(), any::<bool>()).prop_map(
        |(shows, numbers, word, joint, not_tonight)| Known {
            shows,
            numbers,
            word: Word { up_to: word.0, gently: word.1 },
            joint,
            not_tonight,
        },
    )
}

fn mara(known: &Known, secret: &Secret) -> Change {
    let [energy, body, calm, noticed] = known.shows;
    let shows = Shows { energy, body, calm, noticed, ..Shows::nothing() };
    let either = |shown: bool, open: u8, hidden| if shown { Score::new(open) } else { hidden };
    let numbers = Numbers {
        energy: either(energy, known.numbers.0, secret.numbers.energy),
        body: either(body, known.numbers.1, secret.numbers.body),
        calm: either(calm, known.numbers.2, secret.numbers.calm),
    };
    let mut like = secret.one_sided.clone();
    if known.joint {
        like.insert(0, wish("slow strokes", Band::Touch, &[Kind::Stroking]));
    }
    let not_tonight =
        if known.not_tonight { vec![wish("music", Band::Near, &[Kind::Music])] } else { Vec::new() };
    let answers = Answers {
        numbers,
        like,
        not_tonight,
        helps: secret.helps.clone(),
        noticed: if noticed { Some("the soup".into()) } else { secret.line.clone() },
        words: secret.line.clone(),
        ..Answers::default()
    };
    let word = if known.word == Word::UNSAID && secret.kept_out { None } else { Some(known.word) };
    finished(Person::A, answers, shows, word)
}

fn jo() -> Change {
    let answers = Answers {
        numbers: Numbers { energy: Score::new(9), body: Score::new(1), calm: Score::new(9) },
        like: vec![
            wish("slow strokes", Band::Touch, &[Kind::Stroking]),
            wish("a song", Band::Near, &[Kind::Music]),
        ],
        ..Answers::default()
    };
    finished(Person::B, answers, Shows::usual(), Some(Word { up_to: Band::Close, gently: false }))
}

/// Everything on screen outside Mara's turn, from the hand-over to the end of the evening.
fn seen_by_jo(content: &Content, known: &Known, secret: &Secret) -> (Vec<Prompt>, Archive) {
    let mut mint = Seeded(11);
    let mut archive = mara_and_jo_with(&mut mint);
    let keep = |archive: &mut Archive, change: &Change, mint: &mut Seeded| {
        *archive = archive.apply(change, friday(), mint).expect("a change that is allowed");
    };
    keep(&mut archive, &Change::Limits(Person::A, secret.limits.clone()), &mut mint);
    keep(&mut archive, &mara(known, secret), &mut mint);
    let mut prompts = vec![prompt_of(Who::evening(world(&archive, content)), &archive, content)];
    keep(&mut archive, &jo(), &mut mint);

    let mut flow = page(Who::evening(world(&archive, content))).expect("a page to look together");
    let answers = [
        Answer::Key(Person::B),
        Answer::Key(Person::A),
        Answer::Go,
        Answer::Pick(0),
        Answer::Extra(Extra::Others, None),
        Answer::Pick(0),
        Answer::Pick(0),
        Answer::Go,
        Answer::Go,
        Answer::Go,
    ];
    for answer in answers {
        prompts.push(flow.prompt(world(&archive, content)));
        let Step::On { changes, then } = flow.answer(answer, world(&archive, content)) else {
            panic!("an answer that fits")
        };
        for change in &changes {
            keep(&mut archive, change, &mut mint);
        }
        match page(then) {
            Some(next) => flow = next,
            None => break,
        }
    }
    (prompts, archive)
}

fn mara_and_jo_with(mint: &mut Seeded) -> Archive {
    let named = mara_and_jo();
    let mut archive = Archive::default();
    for person in named.people() {
        let change = Change::Person(named.profile(person).expect("a profile").clone());
        archive = archive.apply(&change, friday(), mint as &mut dyn Mint).expect("a change that is allowed");
    }
    archive
}

fn world<'a>(archive: &'a Archive, content: &'a Content) -> World<'a> {
    World { archive, content, now: friday(), desktop: false, keeps: true }
}

fn page(then: Then) -> Option<Flow> {
    match then {
        Then::Page(flow) | Then::Onward(flow) | Then::HandOver(flow) => Some(flow),
        Then::Turn(..) | Then::WriteDown(_) | Then::Deed(_) | Then::Home(_) | Then::Lines => None,
    }
}

fn prompt_of(then: Then, archive: &Archive, content: &Content) -> Prompt {
    page(then).expect("a page").prompt(world(archive, content))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_others_view_is_the_same_for_any_two_secrets(known in any_known(), one in any_secret(), other in any_secret()) {
        let content = Content::embedded();
        let (first, kept) = seen_by_jo(&content, &known, &one);
        let (second, also_kept) = seen_by_jo(&content, &known, &other);
        prop_assert!(first == second, "some screen differs");
        prop_assert!(kept.couple == also_kept.couple, "the shared file differs");
        prop_assert!(kept.months == also_kept.months, "a month differs");
        let fit = |archive: &Archive| archive.round(friday_evening()).fit(friday());
        let ids = |archive: &Archive| {
            let rows = offers(&content, &fit(archive), &archive.memory(), friday_evening());
            rows.concat().into_iter().map(|activity| activity.id.clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(ids(&kept), ids(&also_kept));
    }
}

#[test]
fn what_was_offered_never_tells_of_touch() {
    let content = Content::embedded();
    let known = Known {
        shows: [true; 4],
        numbers: (9, 0, 9),
        word: Word { up_to: Band::Close, gently: false },
        joint: true,
        not_tonight: false,
    };
    let secret = Secret {
        numbers: Numbers::default(),
        line: None,
        one_sided: Vec::new(),
        helps: None,
        limits: Limits::default(),
        kept_out: false,
    };
    let (_, archive) = seen_by_jo(&content, &known, &secret);
    let mut offered = 0;
    for record in archive.couple.records.known() {
        if let CoupleKind::Offered { activity, .. } = &record.what {
            let activity = content.activity(activity).expect("an activity");
            assert!(activity.band <= Band::Near && !activity.kinds.iter().any(|kind| kind.is_touch()));
            offered += 1;
        }
    }
    assert!(offered > 0);
}
