//! Single copies, and what is to come of each.

use std::collections::BTreeSet;

use evenfall::domain::archive::{
    Couple, CoupleKind, HowItIs, Month, MonthKind, Own, OwnKind, Shown, TeamSaid, Tonight,
};
use evenfall::domain::check_in::{Numbers, Score};
use evenfall::domain::limits::{Limits, OwnLimits, Question};
use evenfall::domain::merge::Tally;
use evenfall::domain::people::{Person, Profile};
use evenfall::domain::record::{Id, Mint as _, Record, RecordKind as _};
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::Evening;
use serde_json::{Value, json};

use super::{is_same_one, merged, restrictions, said, shared, text, to_mind, words};
use crate::evening::friday_evening;
use crate::moment::Seeded;

#[test]
fn an_older_copy_than_a_record_remembers_is_kept_beside_it() {
    let mut chance = Seeded(5);
    let old = shared(&mut chance);
    let id = restrictions(&old)[0].id.clone();
    for (writings, stand) in [(1, 1), (16, 1), (17, 2), (40, 2)] {
        let mut new = old.clone();
        for _ in 0..writings {
            new.records.rewrite(&mut Seeded(chance.bits()), &id, to_mind(&mut chance));
        }
        let merged = merged(&new, &old);
        let same = |record: &&Record<CoupleKind>| record.names().any(|name| *name == id);
        assert_eq!(restrictions(&merged).iter().filter(same).count(), stand, "{writings}");
    }
}

#[test]
fn what_was_made_one_remembers_both_sides_and_no_more_than_any_record() {
    let mut chance = Seeded(15);
    let before = shared(&mut chance);
    let mut named = || {
        let mut side = before.clone();
        for _ in 0..20 {
            let name = words(&mut chance);
            let named = CoupleKind::Person(Profile { person: Person::A, name, pronouns: None });
            side.records.put(&mut Seeded(chance.bits()), |kind| is_same_one(kind, &named), named.clone());
        }
        side
    };
    let (mine, theirs) = (named(), named());
    let both = merged(&mine, &theirs);
    let person = |couple: &Couple| {
        let of_a = |record: &&Record<CoupleKind>| matches!(&record.what, CoupleKind::Person(profile) if profile.person == Person::A);
        couple.records.known().find(of_a).expect("a person").clone()
    };
    let one = person(&both);
    assert_eq!(one.was.len(), Record::<CoupleKind>::REMEMBERED);
    assert!([&mine, &theirs].iter().all(|side| one.was.contains(&person(side).rev)));
    assert!(merged(&both, &mine) == both && merged(&theirs, &both) == both);
}

#[test]
fn the_same_words_on_both_sides_are_one_thing() {
    let mut chance = Seeded(16);
    let before = shared(&mut chance);
    let id = restrictions(&before)[0].id.clone();
    let (same, other) = (to_mind(&mut chance), to_mind(&mut chance));
    let mut say = |what: &CoupleKind| {
        let mut side = before.clone();
        side.records.rewrite(&mut chance, &id, what.clone());
        side
    };
    let sides = [say(&same), say(&same), say(&other)];
    let [one, two, three] = &sides;
    assert_eq!(restrictions(&merged(one, two)).len(), restrictions(&before).len());
    let all = merged(&merged(one, two), three);
    assert_eq!(restrictions(&all).len(), restrictions(&before).len() + 1);
    for other in [merged(&merged(three, one), two), merged(&merged(two, three), &merged(three, one))] {
        assert_eq!(said(&other), said(&all));
        let names = |couple: &Couple| restrictions(couple).iter().any(|record| record.id == id);
        assert!(names(&other) && names(&all));
    }
}

#[test]
fn what_it_does_is_counted_from_my_side() {
    let mut chance = Seeded(6);
    let before = shared(&mut chance);
    let ids: Vec<Id> = restrictions(&before).into_iter().map(|record| record.id).collect();
    let (mut mine, mut theirs) = (before.clone(), before.clone());
    let first = restrictions(&before)[0].what.clone();
    theirs.take_out(|kind| *kind == first);
    for side in [&mut mine, &mut theirs] {
        side.records.rewrite(&mut Seeded(chance.bits()), &ids[1], to_mind(&mut chance));
        let name = words(&mut chance);
        let named = CoupleKind::Person(Profile { person: Person::A, name, pronouns: None });
        side.records.put(&mut Seeded(chance.bits()), |kind| is_same_one(kind, &named), named.clone());
    }
    theirs.records.rewrite(&mut chance, &ids[2], to_mind(&mut Seeded(1)));
    theirs.records.add(&mut chance, to_mind(&mut Seeded(2)));
    let tally = Tally { came_in: 1, renewed: 1, twice: 1, careful: 1, taken_out: 1 };
    assert_eq!(mine.merged(&theirs).tally, tally);
    assert_eq!(mine.merged(&mine).tally, Tally::default());
}

#[test]
fn what_the_other_side_deleted_for_good_leaves_my_backups_too() {
    let mut chance = Seeded(7);
    let mine = shared(&mut chance);
    let out = restrictions(&mine)[0].clone();
    let mut theirs = mine.clone();
    theirs.erase(|kind| *kind == out.what);
    theirs.purge.clear();
    assert_eq!(mine.merged(&theirs).body.purge, [out.id]);
}

#[test]
fn a_file_changed_by_hand_on_one_side_keeps_both_its_words() {
    let mut chance = Seeded(8);
    let mine = shared(&mut chance);
    let before = restrictions(&mine)[0].clone();
    let CoupleKind::Restriction(Restriction { what: Some(old), .. }) = &before.what else {
        panic!("it has words")
    };
    let theirs: Couple = serde_json::from_str(&text(&mine).replace(old, "by hand")).expect("it reads");
    let merged = merged(&mine, &theirs);
    assert_eq!(restrictions(&merged).len(), restrictions(&mine).len() + 1);
    assert!(text(&merged).contains("by hand") && text(&merged).contains(old));
    assert!(merged == theirs.merged(&mine).body && merged == merged.merged(&theirs).body);
}

#[test]
fn what_another_version_wrote_is_kept_as_it_stands() {
    let mut chance = Seeded(9);
    let couple = serde_json::to_value(shared(&mut chance)).expect("it serializes");
    let with = |change: &dyn Fn(&mut Value)| {
        let mut value = couple.clone();
        change(&mut value);
        serde_json::from_str::<Couple>(&value.to_string()).expect("it reads")
    };
    let letter = |rev: &str, was: &[&str], text: &str| json!({ "kind": "letter", "id": "0123456789ABCDEF", "rev": rev, "was": was, "words": text });
    let push = |value: &mut Value, record: Value| {
        value["records"].as_array_mut().expect("records").push(record);
    };
    let mine = with(&|value| {
        push(value, letter("000000000000000a", &[], "old words"));
        push(value, json!({ "kind": "moon", "full": 0.1 }));
        value["records"][0]["sign"] = json!("a drawing");
        value["weather"] = json!({ "rain": u64::MAX });
    });
    let theirs = with(&|value| {
        push(value, letter("000000000000000b", &["000000000000000a"], "later words"));
        push(value, json!({ "kind": "moon", "full": false }));
        value["records"][1]["sign"] = json!("another");
        value["lamp"] = json!(["warm"]);
    });
    let both = merged(&mine, &theirs);
    assert!(both == merged(&theirs, &mine) && merged(&both, &mine) == both);
    let text = text(&both);
    for part in
        ["later words", "0.1", "false", "a drawing", "another", "weather", "18446744073709551615", "lamp"]
    {
        assert!(text.contains(part), "{part}");
    }
    assert!(!text.contains("old words"));
    let mut gone = mine.clone();
    gone.gone.push(serde_json::from_str("\"0123456789ABCDEF\"").expect("an id"));
    assert!(!self::text(&merged(&theirs, &gone)).contains("words"));
}

#[test]
fn the_folder_of_another_couple_is_known_as_such() {
    let mut chance = Seeded(10);
    let (mine, others) = (shared(&mut chance), shared(&mut chance));
    assert!(mine.is_of_others(&others) && others.is_of_others(&mine));
    assert!(!mine.is_of_others(&mine) && !mine.is_of_others(&Couple::default()));
    let mut emptied = mine.clone();
    emptied.take_out(|_| true);
    assert!(!mine.is_of_others(&emptied), "what is gone tells as well");
}

#[test]
fn where_there_is_one_the_careful_part_holds() {
    let mut mint = Seeded(11);
    let mut own = |kinds: &[OwnKind]| {
        let mut own = Own::default();
        for kind in kinds {
            own.records.add(&mut mint, kind.clone());
        }
        own
    };
    let limits = |energy, careful, left_out: &[Question], evening| {
        let set = Limits {
            usual_energy: Score::new(energy),
            careful,
            left_out: left_out.to_vec(),
            ..Limits::default()
        };
        OwnKind::Limits(OwnLimits::default().changed(set, evening))
    };
    let later = Evening(friday_evening().0.succ_opt().expect("a day"));
    let one = own(&[
        limits(3, 2, &[Question::Calm, Question::Body], friday_evening()),
        OwnKind::How { is: HowItIs::Easier },
        OwnKind::CalmDrawn { on: false },
        OwnKind::WordsForTeam { offered: later },
        OwnKind::NotesForMe { on: false },
    ]);
    let two = own(&[
        limits(6, 0, &[Question::Calm], later),
        OwnKind::How { is: HowItIs::Stays },
        OwnKind::CalmDrawn { on: true },
        OwnKind::WordsForTeam { offered: friday_evening() },
        OwnKind::NotesForMe { on: true },
    ]);
    let merged = one.merged(&two);
    assert_eq!((merged.tally.careful, merged.body.records.len()), (5, 5));
    for holds in [OwnKind::WordsForTeam { offered: later }, OwnKind::NotesForMe { on: false }] {
        assert!(merged.body.records.known().any(|one| one.what == holds), "{:?}", holds.words());
    }
    let found = merged.body.records.find(|kind| match kind {
        OwnKind::Limits(limits) => Some(limits),
        _ => None,
    });
    let tight = found.expect("limits");
    assert_eq!(tight.set.usual_energy, Score::new(6));
    assert_eq!((tight.set.careful, &tight.set.left_out[..]), (2, &[Question::Calm][..]));
    for evening in [friday_evening(), later] {
        for side in [&one, &two] {
            let loose = side.records.find(|kind| match kind {
                OwnKind::Limits(limits) => Some(limits.on(evening)),
                _ => None,
            });
            let loose = loose.expect("limits");
            assert!(tight.on(evening).tightest(loose) == tight.on(evening), "no looser than either");
        }
    }
    for careful in [OwnKind::How { is: HowItIs::Stays }, OwnKind::CalmDrawn { on: false }] {
        assert!(merged.body.records.known().any(|one| one.what == careful));
    }
}

#[test]
fn nobody_has_said_wins_and_what_still_binds_binds() {
    let mut mint = Seeded(12);
    let team = |said, by: &str| CoupleKind::Team {
        person: Person::A,
        said,
        by: Some(by.into()),
        noted: friday_evening(),
        holds_until: None,
    };
    let mut before = Couple::default();
    before.records.add(&mut mint, team(TeamSaid::SomethingToMind, "before"));
    let minded = to_mind(&mut mint);
    before.records.add(&mut mint, minded.clone());
    let until = |last: Evening| {
        let mut kind = minded.clone();
        if let CoupleKind::Restriction(restriction) = &mut kind {
            restriction.holds_until = Some(last);
        }
        kind
    };
    let id = restrictions(&before)[0].id.clone();
    let later = Evening(friday_evening().0.succ_opt().expect("a day"));
    let mut side = |said, last| {
        let mut side = before.clone();
        side.records.put(&mut mint, |kind| kind.is_team_of(Person::A), team(said, "after"));
        side.records.rewrite(&mut mint, &id, until(last));
        side
    };
    let (one, two) = (side(TeamSaid::NothingOffLimits, later), side(TeamSaid::NobodyYet, friday_evening()));
    let both = merged(&one, &two);
    assert!(said(&both) == BTreeSet::from([text(&team(TeamSaid::NobodyYet, "after")), text(&until(later))]));
    assert_eq!(restrictions(&both)[0].id, id, "it is the same record still");
}

#[test]
fn what_was_shown_on_two_devices_stays_until_it_is_covered() {
    let mut mint = Seeded(13);
    let mut month = |noticed: &str| {
        let mut month = Month::default();
        let check_in = mint.id();
        let round = vec![check_in.clone()];
        let shown = Shown {
            person: Person::B,
            evening: friday_evening(),
            check_in,
            numbers: Numbers::default(),
            noticed: Some(noticed.into()),
            words: None,
            sensations: Vec::new(),
            out_of_jar: false,
        };
        month.records.add(&mut mint, MonthKind::Shown(shown));
        let mark = MonthKind::Evening { evening: friday_evening(), round, came_back: None };
        month.records.add(&mut mint, mark);
        month
    };
    let (mine, theirs) = (month("the light"), month("the soup"));
    let mut both = mine.merged(&theirs).body;
    assert_eq!(both.records.len(), 3, "one mark, and both that were shown");
    assert!(both.erase(|kind| kind.is_shown_by(Person::B, friday_evening())));
    let again = both.merged(&theirs).body.merged(&mine).body;
    assert_eq!(again.records.len(), 1, "covered on every device");
}

#[test]
fn of_one_evening_what_asks_for_less_is_taken() {
    let tonight = |word: Value, likes: usize, draft: Value| {
        let like = vec![json!({ "text": "lying still", "band": "near" }); likes];
        let shows = json!({ "energy": true, "body": true, "calm": true, "noticed": true, "words": false,
            "both": true, "helps": false });
        let check_in = json!({ "id": "0123456789ABCDEF", "rev": "00000000000000aa", "person": "a",
            "evening": "2026-11-20", "at": "2026-11-20T21:00:00+01:00",
            "answers": { "energy": 4, "like": like }, "shows": shows, "word": word });
        let value = json!({ "check_in": check_in, "draft": draft });
        serde_json::from_str::<Tonight>(&value.to_string()).expect("it reads")
    };
    let touch = json!({ "up_to": "touch", "gently": false });
    let gently = json!({ "up_to": "touch", "gently": true });
    let near = json!({ "up_to": "near", "gently": false });
    let draft = |evening: &str, typing: &str| json!({ "evening": evening, "answers": [], "typing": typing });
    let rising = [
        tonight(Value::Null, 2, draft("2026-11-20", "longer words")),
        tonight(near, 2, draft("2026-11-20", "words")),
        tonight(gently, 2, Value::Null),
        tonight(touch.clone(), 1, draft("2026-11-19", "much longer words")),
        tonight(touch, 2, Value::Null),
    ];
    for (at, less) in rising.iter().enumerate() {
        for more in &rising[at..] {
            let both = less.merged(more);
            assert!(both == more.merged(less) && both.merged(more) == both);
            let word =
                |tonight: &Tonight| serde_json::to_value(tonight).expect("it serializes")["check_in"].clone();
            assert_eq!(word(&both), word(less));
        }
    }
    let all = rising.iter().fold(Tonight::default(), |all, one| all.merged(one));
    assert!(text(&all).contains("longer words") && !text(&all).contains("much"));
}

#[test]
fn a_copy_that_claims_to_come_after_everything_takes_nothing_away() {
    let mut chance = Seeded(14);
    let mine = shared(&mut chance);
    let mut theirs = mine.clone();
    let id = restrictions(&mine)[0].id.clone();
    theirs.records.rewrite(&mut chance, &id, to_mind(&mut Seeded(3)));
    let value = serde_json::to_value(&theirs).expect("it serializes");
    let new = restrictions(&theirs).into_iter().find(|one| one.id == id).expect("it is there");
    // Each names the other as the one before it.
    let mut circle = serde_json::to_value(&mine).expect("it serializes");
    for record in circle["records"].as_array_mut().expect("records") {
        if record["id"] == json!(id) {
            record["was"] = json!([new.rev]);
        }
    }
    let [circle, theirs] =
        [circle, value].map(|value| serde_json::from_str::<Couple>(&value.to_string()).expect("it reads"));
    let both = merged(&circle, &theirs);
    assert_eq!(restrictions(&both).len(), restrictions(&mine).len() + 1);
}
