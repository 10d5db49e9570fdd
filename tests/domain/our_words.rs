//! Our words: what stands on the page, what a merge brings to it, and when it is looked at again.

use evenfall::domain::archive::{Archive, Couple};
use evenfall::domain::change::{Change, Refusal};
use evenfall::domain::content::Content;
use evenfall::domain::flow::together::Together;
use evenfall::domain::flow::{Answer, Ask, Flow, Step, Then, World};
use evenfall::domain::our_words::{About, LINE, MOST_LINES, OurWordsChange, SEASON};
use evenfall::domain::people::Person;
use evenfall::domain::record::{Id, Mint as _};
use evenfall::domain::time::{Evening, Now};

use super::evening::{after, friday_evening, mara_and_jo, named};
use super::moment::{Seeded, friday};

fn add(about: About, words: &str) -> Change {
    Change::OurWords(OurWordsChange::Add(about, words.to_owned()))
}

fn put(archive: &Archive, before: &str, words: &str) -> Change {
    Change::OurWords(OurWordsChange::Change(named_line(archive, before), words.to_owned()))
}

fn named_line(archive: &Archive, words: &str) -> Id {
    let lines = archive.our_words();
    lines.iter().find(|(_, line)| line.words == words).expect("a line").0.clone()
}

fn page(archive: &Archive) -> Vec<String> {
    archive.our_words().iter().map(|(_, line)| line.words.clone()).collect()
}

fn refused(archive: &Archive, change: &Change) -> Option<Refusal> {
    archive.apply(change, friday(), &mut Seeded(9)).err()
}

fn with(archive: &Archive, couple: Couple) -> Archive {
    let mut with = archive.clone();
    with.couple = couple.into();
    with
}

#[test]
fn lines_stand_under_their_headings_clean_and_once() {
    let archive = after(
        &mara_and_jo(),
        &[
            add(About::More, "mornings"),
            add(About::Closeness, " being\nread \u{202e}to "),
            add(About::More, "mornings"),
            add(About::Missed, &"w".repeat(500)),
        ],
    );
    let lines = page(&archive);
    assert_eq!((lines[0].as_str(), lines[1].len(), lines[2].as_str()), ("being read to", LINE, "mornings"));
    assert_eq!(lines.len(), 3);
    assert_eq!(refused(&archive, &add(About::More, " \u{200f} ")), Some(Refusal::NoWords));
    let same_words = after(&archive, &[add(About::Missed, "mornings")]);
    assert_eq!(page(&same_words).len(), 4, "the same words may be missed and wanted");
}

#[test]
fn a_line_is_changed_and_without_words_taken_away() {
    let archive = after(&mara_and_jo(), &[add(About::More, "mornings"), add(About::More, "tea")]);
    let changed = after(&archive, &[put(&archive, "tea", "tea in bed")]);
    assert_eq!(page(&changed), ["mornings", "tea in bed"]);
    assert_eq!(refused(&changed, &put(&changed, "mornings", "tea in bed")), Some(Refusal::StandsAlready));
    let taken = after(&changed, &[put(&changed, "mornings", "  ")]);
    assert_eq!(page(&taken), ["tea in bed"]);
    assert_eq!(refused(&taken, &put(&changed, "mornings", "noon")), Some(Refusal::NotThere));
}

#[test]
fn the_page_holds_ten_lines() {
    let mut archive = mara_and_jo();
    for at in 0..MOST_LINES {
        archive = after(&archive, &[add(About::ALL[at % 3], &format!("line {at}"))]);
    }
    assert_eq!(refused(&archive, &add(About::More, "one more")), Some(Refusal::NoRoom));
    assert_eq!(refused(&archive, &add(About::Closeness, "line 0")), None, "it stands there");
    assert_eq!(refused(&archive, &put(&archive, "line 0", "in other words")), None);
    let room = after(&archive, &[put(&archive, "line 0", "")]);
    assert_eq!(refused(&room, &add(About::More, "one more")), None);
}

#[test]
fn copies_keep_both_writings_of_a_line_and_nothing_that_was_taken_away() {
    let before = after(&mara_and_jo(), &[add(About::Closeness, "a hand"), add(About::Missed, "the lake")]);
    let here = after(
        &before,
        &[put(&before, "a hand", "a hand in mine"), put(&before, "the lake", ""), add(About::More, "tea")],
    );
    let there = after(
        &before,
        &[put(&before, "a hand", "a hand at night"), add(About::Missed, "the hill"), add(About::More, "tea")],
    );
    for merged in [here.couple.merged(&there.couple), there.couple.merged(&here.couple)] {
        let both = with(&before, merged.body);
        let mut lines = page(&both);
        lines.sort();
        assert_eq!(lines, ["a hand at night", "a hand in mine", "tea", "the hill"]);
        let other = after(&both, &[put(&both, "tea", "tea in bed")]);
        assert!(!page(&other).contains(&"tea".to_owned()), "what both wrote alike is one line");
    }
}

#[test]
fn a_page_that_grew_too_long_by_a_merge_keeps_every_line_and_takes_no_more() {
    let mut sides = [mara_and_jo(), mara_and_jo()];
    for (name, side) in ["here", "there"].into_iter().zip(&mut sides) {
        for at in 0..MOST_LINES {
            *side = after(side, &[add(About::More, &format!("{name} {at}"))]);
        }
    }
    let both = with(&sides[0], sides[0].couple.merged(&sides[1].couple).body);
    assert_eq!(page(&both).len(), 2 * MOST_LINES);
    assert_eq!(refused(&both, &add(About::More, "more")), Some(Refusal::NoRoom));
    assert_eq!(refused(&both, &put(&both, "there 3", "")), None);
}

#[test]
fn copies_of_the_page_come_to_the_same_in_any_order() {
    let before = after(&mara_and_jo(), &[add(About::Closeness, "a hand"), add(About::More, "tea")]);
    let mut differed = 0;
    for seed in 0..200 {
        let mut dice = Seeded(seed << 9);
        let mut side = || {
            let mut here = before.clone();
            for _ in 0..=dice.bits() % 3 {
                let mut roll = |most: usize| usize::try_from(dice.bits()).expect("a number") % most;
                let words = ["a hand", "tea", "the lake", ""][roll(4)].to_owned();
                let lines = here.our_words();
                let any = (!lines.is_empty()).then(|| lines[roll(lines.len().max(1))].0.clone());
                let change = match (roll(3), any) {
                    (0, Some(id)) => OurWordsChange::Change(id, words),
                    (1, _) => OurWordsChange::Looked,
                    _ => OurWordsChange::Add(About::ALL[roll(3)], words),
                };
                let mut mint = Seeded(dice.bits());
                if let Ok(next) = here.apply(&Change::OurWords(change), friday(), &mut mint) {
                    here = next;
                }
            }
            here.couple
        };
        let (a, b, c) = (side(), side(), side());
        let said = |couple: &Couple| {
            let mut lines = page(&with(&before, couple.clone()));
            lines.sort();
            lines
        };
        assert!(a.merged(&b).body == b.merged(&a).body, "{seed}");
        let ab = a.merged(&b).body;
        assert_eq!(said(&ab.merged(&c).body), said(&a.merged(&b.merged(&c).body).body), "{seed}");
        assert!(ab.merged(&b).body == ab, "{seed}");
        differed += usize::from(said(&a) != said(&b));
    }
    assert!(differed > 100, "{differed}");
}

#[test]
fn it_is_looked_at_again_after_a_season_and_an_empty_page_waits_for_nothing() {
    let at = |days: i64| Evening(friday_evening().0 + chrono::Days::new(days.unsigned_abs()));
    let before = mara_and_jo();
    assert!(!before.our_words_due(at(SEASON)));
    let written = after(&before, &[add(About::Closeness, "a hand")]);
    assert_eq!(written.our_words_looked_at(), Some(friday_evening()), "writing is looking");
    for (days, due) in [(0, false), (SEASON - 1, false), (SEASON, true), (SEASON * 9, true)] {
        assert_eq!(written.our_words_due(at(days)), due, "{days}");
    }
    let earlier = Evening(friday_evening().0 - chrono::Days::new(400));
    assert!(!written.our_words_due(earlier), "a clock that went back makes nothing due");
    let later = Now { wall: friday().wall + chrono::TimeDelta::days(SEASON), ..friday() };
    let looked = Change::OurWords(OurWordsChange::Looked);
    let again = written.apply(&looked, later, &mut Seeded(5)).expect("a look");
    assert!(!again.our_words_due(at(SEASON)) && page(&again) == page(&written));
    for merged in [again.couple.merged(&written.couple), written.couple.merged(&again.couple)] {
        assert_eq!(with(&before, merged.body).our_words_looked_at(), Some(at(SEASON)));
    }
}

#[test]
fn it_is_nobodys_turn_can_be_undone_and_stays_when_one_leaves() {
    let change = add(About::More, "honey");
    assert!(change.can_be_undone() && !change.ends_undo() && change.takes_turn_of().is_none());
    assert!(!format!("{change:?}").contains("honey"));
    let archive = after(&mara_and_jo(), &[change]);
    let left = after(&archive, &[Change::EraseMine(Person::A)]).settled();
    assert_eq!(page(&left), ["honey"], "it was written together, so it stays with whoever stays");
    let mara = after(&Archive::default(), &[named(Person::A, "Mara"), add(About::More, "honey")]);
    let last = after(&mara, &[Change::EraseMine(Person::A)]).settled();
    assert!(last.our_words().is_empty(), "with the last one everything goes");
}

#[test]
fn where_there_is_only_looking_the_page_is_read_and_nothing_is_offered_that_would_be_kept() {
    let content = Content::embedded();
    let archive = after(&mara_and_jo(), &[add(About::More, "tea")]);
    let world = World { archive: &archive, content: &content, now: friday(), desktop: false, keeps: false };
    let rows = |flow: &Flow| match flow.prompt(world).ask {
        Ask::OneOf(ask) => ask.choices.into_iter().map(|choice| choice.label).collect(),
        _ => Vec::new(),
    };
    let door = Together::begin();
    let there = ["Our words", "The jar", "A repair talk", "Say it out loud", "Something playful", "Back"];
    assert_eq!(rows(&door), there);
    let Step::On { then: Then::Page(words), .. } = door.answer(Answer::Pick(0), world) else {
        panic!("a page")
    };
    assert_eq!(rows(&words), ["Back"]);
}
