//! What may happen to a folder, one row each.

use std::sync::Arc;

use evenfall::domain::after_effect::{AfterChange, AfterEffect, Afterwards, Asking};
use evenfall::domain::archive::{Archive, Draft, DraftOf, HowItIs};
use evenfall::domain::body::{BodyNote, Lately, Spot};
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Entry, EntryAt, What};
use evenfall::domain::calendar::repeat::{Every, Repeat};
use evenfall::domain::change::Change;
use evenfall::domain::check_in::Finished;
use evenfall::domain::content::{Area, Kind};
use evenfall::domain::flow::Answer;
use evenfall::domain::harder_patch::Gentler;
use evenfall::domain::jar::JarChange;
use evenfall::domain::limits::Limits;
use evenfall::domain::note::{EntryKind, NewNote, NoteChange};
use evenfall::domain::our_words::{About, OurWordsChange};
use evenfall::domain::people::Person;
use evenfall::domain::review::again::Looked;
use evenfall::domain::safety::{Part, SafetyChange};
use evenfall::domain::settings::{Settings, Theme};
use evenfall::domain::time::Evening;
use evenfall::domain::vocabulary::{Meaning, SignalWords, Way};
use evenfall::domain::welcome::How;
use evenfall::domain::welcome::change::WelcomeChange;
use evenfall::store::SaveErrorKind;

use crate::scene::{Row, Scene, open, root};
use crate::support::now;
use crate::support::{Seeded, applied, evening, everything, finished, profile};

/// Everything that is kept, in every way there is to keep it. An action that writes more than
/// one file has a row of its own here.
pub const ROWS: &[Row] = &[
    Row {
        name: "the first save of all",
        before: nothing,
        act: |scene| {
            let full = everything(&mut scene.mint);
            scene.keeps(full);
        },
    },
    Row {
        name: "the first save, of the settings alone",
        before: nothing,
        act: |scene| scene.changes(&[neutral("lamp")]),
    },
    Row {
        name: "set-up, step by step",
        before: nothing,
        act: |scene| {
            for person in Person::BOTH {
                scene.changes(&[Change::Person(profile(person, "Mara"))]);
            }
            scene.changes(&[Change::Asked("people"), Change::Asked("recovery")]);
        },
    },
    Row {
        name: "the first month's folder",
        before: two_people,
        act: |scene| scene.changes(&[Change::Here(evening())]),
    },
    Row {
        name: "one file",
        before: everything_kept,
        act: |scene| scene.changes(&[Change::Liked("near-song".into(), true)]),
    },
    Row {
        name: "many files",
        before: everything_kept,
        act: |scene| {
            scene.changes(&[
                Change::Person(profile(Person::A, "Marie")),
                Change::Cover(Person::B, evening()),
                Change::How(Person::A, HowItIs::Easier),
                Change::Draft(Person::A, None),
            ]);
        },
    },
    Row { name: "the settings", before: everything_kept, act: |scene| scene.changes(&[neutral("lamp")]) },
    Row {
        name: "a draft, as it grows",
        before: everything_kept,
        act: |scene| {
            for typed in ["one", "one line", "one line more"] {
                let answers = vec![Answer::Number(4)];
                let draft =
                    Draft { of: DraftOf::CheckIn, evening: evening(), answers, typing: Some(typed.into()) };
                scene.changes(&[Change::Draft(Person::B, Some(draft))]);
            }
        },
    },
    Row {
        name: "a finished check-in in place of its draft",
        before: two_people,
        act: |scene| {
            let draft = Draft {
                of: DraftOf::CheckIn,
                evening: evening(),
                answers: vec![Answer::Number(4)],
                typing: None,
            };
            scene.changes(&[Change::Draft(Person::A, Some(draft))]);
            let done = Change::CheckIn(Box::new(finished(Person::A, "the light")));
            scene.changes(&[done, Change::Draft(Person::A, None)]);
        },
    },
    Row {
        name: "a tag called something else in two months, and an entry folded",
        before: tagged,
        act: |scene| {
            scene.changes(&[Change::Note(Person::A, NoteChange::RenameTag("walk".into(), "out".into()))]);
            let month = evening().month();
            let notes = scene.kept.shared_notes(month).expect("a month that is here");
            let (at, _) = notes.into_iter().next().expect("an entry");
            for folded in [true, false] {
                scene.changes(&[Change::Note(Person::B, NoteChange::Fold(at.clone(), folded))]);
            }
        },
    },
    Row {
        name: "looking together",
        before: both_checked_in,
        act: |scene| scene.changes(&[Change::Look(evening())]),
    },
    Row {
        name: "covering what was shown",
        before: everything_kept,
        act: |scene| scene.changes(&[Change::Cover(Person::A, evening())]),
    },
    Row {
        name: "a body note, shown, hidden again and forgotten",
        before: everything_kept,
        act: |scene| {
            let spot = Spot::Area(Area::Shoulders);
            let note = |why: &str| BodyNote {
                person: Person::A,
                spot: spot.clone(),
                how: Lately::Careful,
                why: Some(why.into()),
            };
            for shown in [true, false, true] {
                scene.changes(&[Change::BodyNote(Person::A, note("a port"), shown)]);
            }
            scene.changes(&[Change::ForgetBodyNote(Person::A, spot.clone())]);
        },
    },
    Row {
        name: "how it was afterwards, shown, said another way, shown again and forgotten",
        before: here_yesterday,
        act: |scene| {
            let yesterday = evening_before();
            let does = |change| Change::After(Person::A, change);
            let says = |how| AfterEffect::of(yesterday).saying(Asking::Next, how);
            scene.changes(&[does(AfterChange::Asked(yesterday))]);
            for how in [Afterwards::BitWorse, Afterwards::Better] {
                scene.changes(&[does(AfterChange::Keep(says(how)))]);
                scene.changes(&[does(AfterChange::Show(yesterday))]);
            }
            scene.changes(&[does(AfterChange::Forget(yesterday))]);
        },
    },
    Row {
        name: "one's calm, drawn and left out again",
        before: everything_kept,
        act: |scene| {
            for on in [true, false] {
                scene.changes(&[Change::DrawCalm(Person::B, on)]);
            }
        },
    },
    Row {
        name: "what is welcome, marked, marked anew and taken away",
        before: both_checked_in,
        act: |scene| {
            for how in [Some(How::Welcome), Some(How::AskFirst), None] {
                let mark = WelcomeChange::Mark(Spot::Area(Area::Back), Kind::Stroking, how);
                scene.changes(&[Change::Welcome(Person::A, mark)]);
            }
        },
    },
    Row {
        name: "a sign and a part of the safety plan, set, changed and taken back",
        before: everything_kept,
        act: |scene| {
            let sign = |words: &str| {
                let (meaning, way) = (Meaning::Stop, Way::Word);
                Change::Sign(SignalWords { meaning, way, words: words.into() })
            };
            let part = || Part::Own("the cat comes".into());
            let line = |from: &str, to: &str| SafetyChange::Change(part(), from.into(), to.into());
            let renamed = SafetyChange::Rename(part(), "a cat comes".into());
            scene.changes(&[sign("pepper"), Change::Safety(SafetyChange::Add(part(), "out".into()))]);
            scene.changes(&[
                sign("red"),
                Change::Safety(line("out", "out, cat")),
                Change::Safety(renamed),
                sign(""),
            ]);
        },
    },
    Row {
        name: "a line of our words, added, changed and taken away",
        before: everything_kept,
        act: |scene| {
            let ours = Change::OurWords;
            scene.changes(&[ours(OurWordsChange::Add(About::Missed, "the lake".into()))]);
            for words in ["the lake, in June", ""] {
                let id = scene.kept.our_words()[0].0.clone();
                scene.changes(&[ours(OurWordsChange::Change(id, words.into()))]);
            }
        },
    },
    Row {
        name: "a line that comes back out of the jar",
        before: both_checked_in,
        act: |scene| {
            scene.changes(&[Change::Look(evening())]);
            let later = Evening(evening().0 + chrono::Days::new(14 + 1));
            let turn =
                |person| Change::CheckIn(Box::new(Finished { evening: later, ..finished(person, "") }));
            scene.changes(&[turn(Person::A), turn(Person::B)]);
            scene.changes(&[Change::Look(later)]);
            assert!(scene.kept.out_of_the_jar(later).is_some());
        },
    },
    Row {
        name: "all of one's own out of the jar",
        before: everything_kept,
        act: |scene| {
            let all = [JarChange::GoesIn(false), JarChange::AllOut];
            scene.changes(&all.map(|change| Change::Jar(Person::B, change)));
        },
    },
    Row {
        name: "a longer look back, and one at the plan for hard moments",
        before: everything_kept,
        act: |scene| {
            scene.changes(&[Change::Looked(Looked::Back)]);
            scene.changes(&[
                Change::Safety(SafetyChange::Add(Part::Gentler, "a pillow".into())),
                Change::Looked(Looked::SafetyPlan),
            ]);
        },
    },
    Row {
        name: "a harder patch, for longer and for less, and words for a team",
        before: everything_kept,
        act: |scene| {
            for gentler in [Gentler::Week, Gentler::Tonight] {
                scene
                    .changes(&[Change::HarderPatch(gentler), Change::Draft(Person::A, Some(half_written()))]);
            }
            scene.changes(&[Change::WordsForTeam(Person::A), Change::NotesForMe(Person::A, false)]);
        },
    },
    Row {
        name: "a thank you, taken back, said again and gone with what it is for",
        before: missed,
        act: |scene| {
            let (at, _) = scene.kept.shared_notes(evening().month()).expect("a month").remove(0);
            for thanks in [true, false, true] {
                scene.changes(&[Change::Note(Person::B, NoteChange::Thank(at.clone(), thanks))]);
            }
            scene.changes(&[Change::Note(Person::A, NoteChange::Erase(at))]);
        },
    },
    Row {
        name: "the evening's end",
        before: both_checked_in,
        act: |scene| scene.changes(&[Change::EveningOver(evening_after())]),
    },
    Row {
        name: "limits of one's own",
        before: everything_kept,
        act: |scene| {
            let limits = Limits { careful: 3, ..Limits::default() };
            scene.changes(&[Change::Limits(Person::B, limits), Change::Welcomed(Person::B)]);
        },
    },
    Row {
        name: "a whole evening",
        before: two_people,
        act: |scene| {
            scene.changes(&[Change::Here(evening())]);
            scene.changes(&[Change::CheckIn(Box::new(finished(Person::A, "the light")))]);
            scene.changes(&[Change::CheckIn(Box::new(finished(Person::B, "the soup")))]);
            scene.changes(&[Change::Look(evening())]);
            scene.changes(&[Change::Offered(vec!["rest-window".into()], evening())]);
            scene.changes(&[Change::EveningOver(evening_after())]);
        },
    },
    Row {
        name: "a date that moves to another month",
        before: dated,
        act: |scene| {
            let (at, entry) = only_entry(&scene.kept);
            let later = Entry { start: entry.start + chrono::Days::new(30), ..entry };
            scene.changes(&[Change::Calendar(CalendarChange::Edit(at, later))]);
        },
    },
    Row {
        name: "a date that comes again from now on",
        before: dated,
        act: |scene| {
            let (at, entry) = only_entry(&scene.kept);
            let again = Entry { repeat: Some(Repeat::on(Every::Days(1))), ..entry };
            scene.changes(&[Change::Calendar(CalendarChange::Edit(at, again))]);
        },
    },
    Row { name: "an evening in the next month", before: everything_kept, act: next_month },
    Row { name: "taking back, and doing again", before: everything_kept, act: back_and_forth },
    Row { name: "what another window kept meanwhile", before: everything_kept, act: changed_outside },
];

fn nothing(_: &mut Seeded) -> Archive {
    Archive::default()
}

fn two_people(mint: &mut Seeded) -> Archive {
    let named = [Change::Person(profile(Person::A, "Mara")), Change::Person(profile(Person::B, "Jo"))];
    named.iter().fold(Archive::default(), |archive, change| applied(&archive, change, mint))
}

/// Two people, and something that one of them misses.
fn missed(mint: &mut Seeded) -> Archive {
    let missing = NewNote { kind: EntryKind::Missing, ..NewNote::free(false, evening(), "the lake") };
    applied(&two_people(mint), &Change::Note(Person::A, NoteChange::Write(missing)), mint)
}

/// An entry of the journal that is not written yet.
fn half_written() -> Draft {
    let of = DraftOf::Entry(EntryKind::HarderPatch);
    Draft { of, evening: evening(), answers: vec![Answer::Pick(0)], typing: Some("since Tue".into()) }
}

fn both_checked_in(mint: &mut Seeded) -> Archive {
    let turn = |person, words| Change::CheckIn(Box::new(finished(person, words)));
    let turns = [turn(Person::A, "the light"), turn(Person::B, "the soup")];
    let people = two_people(mint);
    turns.iter().fold(people, |archive, change| applied(&archive, change, mint))
}

/// Two people who looked together the evening before.
fn here_yesterday(mint: &mut Seeded) -> Archive {
    let evening = evening_before();
    let turn = |person| Change::CheckIn(Box::new(Finished { evening, ..finished(person, "the lamp") }));
    let changes = [turn(Person::A), turn(Person::B), Change::Look(evening)];
    let people = two_people(mint);
    changes.iter().fold(people, |archive, change| applied(&archive, change, mint))
}

/// Two people with an entry of the same tag in each of two months.
fn tagged(mint: &mut Seeded) -> Archive {
    let walk = |evening| NewNote { tags: vec!["walk".into()], ..NewNote::free(false, evening, "the bridge") };
    let earlier = Evening(evening().0 - chrono::Days::new(40));
    let write = |evening| Change::Note(Person::A, NoteChange::Write(walk(evening)));
    let people = two_people(mint);
    [write(earlier), write(evening())].iter().fold(people, |archive, change| applied(&archive, change, mint))
}

/// Two people with one note on the calendar.
fn dated(mint: &mut Seeded) -> Archive {
    let what = What::Note { words: "the letter".into() };
    let add = Change::Calendar(CalendarChange::Add(Entry::once(what, evening().0)));
    applied(&two_people(mint), &add, mint)
}

/// The one thing on the calendar of that evening.
fn only_entry(archive: &Archive) -> (EntryAt, Entry) {
    let one = archive.on_day(evening().0).expect("a month that is read").remove(0);
    (one.at, one.entry)
}

fn everything_kept(mint: &mut Seeded) -> Archive {
    everything(mint)
}

fn neutral(word: &str) -> Change {
    let settings = Settings { neutral_word: word.into(), theme: Some(Theme::Linen), ..Settings::default() };
    Change::Settings(settings)
}

fn evening_before() -> Evening {
    Evening(evening().0.pred_opt().expect("a day before"))
}

fn evening_after() -> Evening {
    Evening(evening().0.succ_opt().expect("a day after"))
}

fn next_month(scene: &mut Scene) {
    let evening = Evening(evening().0 + chrono::Days::new(14));
    let turn = |person| Change::CheckIn(Box::new(Finished { evening, ..finished(person, "the snow") }));
    scene.changes(&[turn(Person::A)]);
    scene.changes(&[turn(Person::B)]);
    scene.changes(&[Change::Look(evening)]);
}

fn back_and_forth(scene: &mut Scene) {
    let before = scene.kept.clone();
    scene.changes(&[Change::Liked("near-song".into(), true)]);
    let after = scene.kept.clone();
    scene.keeps(before);
    scene.keeps(after);
}

/// Another window, or a sync, put a newer couple.json there: it is read, and saved after.
fn changed_outside(scene: &mut Scene) {
    let couple = root().join("couple.json");
    let theirs = {
        let elsewhere = scene.memory.copy();
        let (mut store, kept) = open(elsewhere.clone());
        let theirs = applied(&kept, &Change::Liked("their-song".into(), true), &mut Seeded(9));
        store.save(&kept, &theirs, now(), &mut Seeded(9)).expect("it saves");
        scene.versions.push(theirs);
        elsewhere.bytes(&couple).expect("it is there")
    };
    scene.memory.put(&couple, &theirs);
    scene.memory.say(scene.versions.len() - 1);
    let change = Change::Liked("near-song".into(), true);
    let mine = applied(&scene.kept, &change, &mut scene.mint);
    let refused = scene.store.save(&scene.kept, &mine, now(), &mut scene.mint).map_err(|error| error.kind);
    if refused != Err(SaveErrorKind::ChangedOutside) {
        return;
    }
    let Ok(fresh) = scene.store.reload(&scene.kept) else { return };
    assert!(!Arc::ptr_eq(&fresh.couple, &scene.kept.couple), "it was read again");
    scene.kept = fresh;
    scene.changes(&[change]);
}
