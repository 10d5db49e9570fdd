//! What the suites share: a seeded mint, an archive that holds one of everything, and disks
//! that count, fail and forget.

#![allow(dead_code, reason = "every suite uses its own part of this")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot go on fails")]

pub mod broken;
pub mod cut;
pub mod memory;
pub mod moment;
pub mod state;
pub mod watched;

pub use moment::Seeded;
use std::fs::{self, File};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Weekday};
use evenfall::domain::archive::{
    Access, Archive, Couple, Draft, DraftOf, HowItIs, Month, Plainness, Recovering, Scale, Slot, TeamSaid,
    Tonight,
};
use evenfall::domain::calendar::change::CalendarChange;
use evenfall::domain::calendar::entry::{Appointment, Entry, What, Window, WindowPlan};
use evenfall::domain::calendar::repeat::{Every, Except, Repeat};
use evenfall::domain::change::Change;
use evenfall::domain::check_in::{Answers, Finished, Numbers, Score, Shows, Wish};
use evenfall::domain::content::{Kind, Tag};
use evenfall::domain::flow::Answer;
use evenfall::domain::harder_patch::Gentler;
use evenfall::domain::limits::Limits;
use evenfall::domain::note::{Author, NewNote, NoteChange};
use evenfall::domain::pacing::{Band, Word};
use evenfall::domain::people::{Each, Person, Profile};
use evenfall::domain::record::Mint;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::review::again::Looked;
use evenfall::domain::safety::{Part, SafetyChange};
use evenfall::domain::settings::{Settings, Theme};
use evenfall::domain::time::{Evening, Now, YearMonth};
use evenfall::domain::vocabulary::{Meaning, SignalWords, Way};
use evenfall::store::{self, Disk, Notice, Opened, RealDisk, Store, Why};
use serde_json::json;

/// A month, written out.
pub fn month(text: &str) -> YearMonth {
    YearMonth::parse(text).expect("a month")
}

/// The month that the suites live in.
pub fn november() -> YearMonth {
    month("2026-11")
}

/// A moment of the evening that the suites live in.
pub fn now() -> Now {
    Now::at(DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").expect("a moment"))
}

pub fn evening() -> Evening {
    Evening(NaiveDate::from_ymd_opt(2026, 11, 20).expect("a date"))
}

pub fn profile(person: Person, name: &str) -> Profile {
    Profile { person, name: name.into(), pronouns: None }
}

/// One finished check-in.
pub fn finished(person: Person, noticed: &str) -> Finished {
    let wish = Wish { text: "lying still".into(), band: Band::Near, kinds: vec![Kind::StillTouch] };
    let answers = Answers {
        numbers: Numbers { energy: Score::new(4), body: Score::new(6), calm: None },
        like: vec![wish],
        noticed: Some(noticed.into()),
        ..Answers::default()
    };
    let word = Some(Word { up_to: Band::Touch, gently: true });
    Finished { person, evening: evening(), answers, shows: Shows::usual(), word }
}

/// A note that is written.
pub fn note(person: Person, only_mine: bool, words: &str) -> Change {
    Change::Note(person, NoteChange::Write(NewNote::free(only_mine, evening(), words)))
}

pub fn applied(archive: &Archive, change: &Change, mint: &mut dyn Mint) -> Archive {
    archive.apply(change, now(), mint).expect("the rules let it happen")
}

/// One of everything: every file, and in them what a newer version could have added.
pub fn everything(mint: &mut dyn Mint) -> Archive {
    let first = first_released(mint);
    let sign =
        |way, words: &str| Change::Sign(SignalWords { meaning: Meaning::Pause, way, words: words.into() });
    let planned = [
        Change::Treatment(Person::B),
        Change::HarderPatch(Gentler::Week),
        Change::WordsForTeam(Person::A),
        Change::NotesForMe(Person::B, false),
        sign(Way::Word, "kettle"),
        sign(Way::GestureOf(Person::B), "a long hum"),
        Change::Safety(SafetyChange::Add(Part::Pain, "a pause, and a pillow".into())),
        Change::Safety(SafetyChange::Add(Part::Own("the bell rings".into()), "let it ring".into())),
        Change::Looked(Looked::Back),
    ];
    let on_days = on_the_calendar().map(|entry| Change::Calendar(CalendarChange::Add(entry)));
    planned.into_iter().chain(on_days).fold(first, |archive, change| applied(&archive, &change, mint))
}

/// What of it the fixtures of schema 1 hold, which never change.
pub fn first_released(mint: &mut dyn Mint) -> Archive {
    let changes = [
        Change::Person(profile(Person::A, "Mara")),
        Change::Person(Profile { pronouns: Some("they".into()), ..profile(Person::B, "Jo") }),
        Change::Recovery(Recovering::A, vec!["surgery".into()]),
        Change::Team(Person::A, TeamSaid::SomethingToMind, Some("Dr. Ruiz, in October".into())),
        Change::Restrict(Restriction {
            tags: vec![Tag::Lifting],
            what: Some("the left side".into()),
            ..Restriction::of(Person::A, evening())
        }),
        Change::Ways(Plainness::Plain, Scale::Words),
        Change::Asked("people"),
        Change::Liked("rest-tea".into(), true),
        Change::Offered(vec!["rest-window".into()], evening()),
        Change::How(Person::A, HowItIs::UpAndDown),
        Change::Questions(Person::B, Some("ache".into()), Some(Scale::Numbers)),
        Change::Limits(Person::A, Limits { careful: 2, ..Limits::default() }),
        Change::Welcomed(Person::A),
        Change::CheckIn(Box::new(finished(Person::A, "the light at four"))),
        Change::CheckIn(Box::new(finished(Person::B, "soup, \u{1f372} and a joke"))),
        Change::Look(evening()),
        Change::Draft(
            Person::A,
            Some(Draft {
                of: DraftOf::CheckIn,
                evening: evening(),
                answers: vec![Answer::Number(4), Answer::Text("one line".into())],
                typing: Some("not finished".into()),
            }),
        ),
        Change::Settings(Settings { theme: Some(Theme::Linen), ..Settings::default() }),
    ];
    let mut archive =
        changes.iter().fold(Archive::default(), |archive, change| applied(&archive, change, mint));
    add_unknown(&mut archive);
    archive
}

/// Something of every kind on the calendar, once or again and again.
pub fn on_the_calendar() -> impl Iterator<Item = Entry> {
    let today = evening().0;
    let plan = |words: &str, band| WindowPlan { words: words.into(), band };
    let appointment = Appointment {
        words: "physio".into(),
        whose: Some(Person::A),
        place: Some("the mill".into()),
        questions: Some("stairs?".into()),
        taken_from: Some("a-name@elsewhere".into()),
    };
    let window = Window {
        a: plan("a slow bath for the feet", Band::Touch),
        b: plan("feet in the lap", Band::Near),
        rest: "the sofa".into(),
        ready: vec!["pillows".into()],
        rest_before: 30,
        rest_after: 0,
        kept: false,
    };
    let weekly = Repeat {
        every: Every::Weeks { each: 2, on: vec![Weekday::Tue, Weekday::Thu] },
        until: today.checked_add_days(Days::new(200)),
        except: vec![Except { on: today + Days::new(14), to: None }],
    };
    let rule = What::OwnRule { by: Person::B, words: "our fast".into(), ceiling: Band::Near };
    let ritual = What::Ritual { words: "tea at four".into() };
    [
        Entry {
            time: NaiveTime::from_hms_opt(14, 0, 0),
            ..Entry::once(What::Appointment(appointment), today)
        },
        Entry {
            last: today.checked_add_days(Days::new(3)),
            ..Entry::once(What::RestDay, today + Days::new(1))
        },
        Entry { repeat: Some(weekly), ..Entry::once(rule, today) },
        Entry { repeat: Some(Repeat::on(Every::Days(1))), ..Entry::once(ritual, today) },
        Entry::once(What::Window(window), today),
        Entry { binned: Some(evening()), ..Entry::once(What::Note { words: "the letter".into() }, today) },
    ]
    .into_iter()
}

/// The same with notes of every sort, said with these words, as they are kept where there is a
/// passphrase: shared, only Mara's, half written, and an evening of hers that was not shown.
pub fn with_notes(archive: &Archive, words: &str, mint: &mut dyn Mint) -> Archive {
    let mut archive = archive.clone();
    let access = std::mem::replace(&mut archive.access, Each { a: Access::Open, b: Access::Open });
    let yesterday = Evening(evening().0 - Days::new(1));
    let typing = Some(format!("half of {words}"));
    let draft = Draft { of: DraftOf::NewNote, evening: evening(), answers: Vec::new(), typing };
    let changes = [
        Change::CheckIn(Box::new(Finished { evening: yesterday, ..finished(Person::A, words) })),
        Change::EveningOver(evening()),
        Change::Draft(Person::A, Some(draft)),
        note(Person::A, true, &format!("only mine: {words}")),
        note(Person::A, false, &format!("to be put away: {words}")),
        note(Person::B, false, &format!("ours: {words}")),
    ];
    for change in &changes {
        archive = applied(&archive, change, mint);
    }
    let notes = archive.shared_notes(november()).expect("a month that is here");
    let (at, _) = notes.into_iter().find(|(_, note)| note.by == Author::One(Person::A)).expect("a note");
    archive = applied(&archive, &Change::Note(Person::A, NoteChange::Bin(at)), mint);
    archive.access = access;
    archive
}

/// Adds what only a newer version would write.
fn add_unknown(archive: &mut Archive) {
    let mut couple = serde_json::to_value(&*archive.couple).expect("it serializes");
    couple["records"][0]["sign"] = json!("a small drawing");
    let letter =
        json!({ "kind": "letter", "id": "not of ours", "words": ["one", { "two": null }], "weight": 0.1 });
    couple["records"].as_array_mut().expect("records").push(letter);
    couple["weather"] = json!({ "kept": true, "large": u64::MAX, "small": i64::MIN });
    archive.couple = Arc::new(serde_json::from_str::<Couple>(&couple.to_string()).expect("it reads"));
    let mut tonight = serde_json::to_value(&*archive.drawers().1.a).expect("it serializes");
    tonight["lamp"] = json!(["warm", 2]);
    archive.drawers_mut().1.a =
        Arc::new(serde_json::from_str::<Tonight>(&tonight.to_string()).expect("it reads"));
    let Some(Slot::Here(here)) = archive.months.get(&november()) else { panic!("the month is here") };
    let mut month = serde_json::to_value(&**here).expect("it serializes");
    month["records"].as_array_mut().expect("records").insert(0, json!({ "kind": "moon", "full": true }));
    let month = serde_json::from_str::<Month>(&month.to_string()).expect("it reads");
    archive.months.insert(november(), Slot::Here(Arc::new(month)));
}

/// A folder for one test, gone when it is dropped, with a data folder in it that is not there yet.
pub struct Place {
    temp: tempfile::TempDir,
}

impl Place {
    pub fn new() -> Self {
        Self { temp: tempfile::tempdir().expect("a folder") }
    }

    pub fn root(&self) -> PathBuf {
        self.temp.path().join("evenfall")
    }

    pub fn beside(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.file(name)).expect("a file")
    }

    /// Puts bytes into a file as any other program would.
    pub fn put(&self, name: &str, bytes: &[u8]) {
        self.put_beside(&format!("evenfall/{name}"), bytes);
    }

    /// Puts bytes into a file beside the data folder.
    pub fn put_beside(&self, name: &str, bytes: &[u8]) {
        let path = self.beside(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::remove_file(&path).ok();
        io::Write::write_all(&mut File::create(&path).expect("a file"), bytes).expect("written");
    }

    pub fn open(&self) -> Opened {
        self.open_on(Arc::new(RealDisk))
    }

    pub fn open_on(&self, disk: Arc<dyn Disk>) -> Opened {
        store::open(disk, &self.root(), november()).expect("it opens")
    }

    /// Opens for writing.
    pub fn writing(&self) -> (Store, Archive, Vec<Notice>) {
        writing(self.open())
    }

    /// Opens for looking only.
    pub fn looking(&self) -> (Archive, Why) {
        match self.open() {
            Opened::Look { archive, why, .. } => (archive, why),
            Opened::Write { .. } | Opened::Locked { .. } => panic!("not for looking"),
        }
    }

    /// Keeps one of everything here; gives it back.
    pub fn fill(&self) -> Archive {
        let mut mint = Seeded(1);
        let everything = everything(&mut mint);
        let (mut store, empty, _) = self.writing();
        store.save(&empty, &everything, now(), &mut mint).expect("it saves");
        everything
    }

    /// Every file, by its path, with its bytes.
    pub fn files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.root()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let bytes = fs::read(&path).expect("a file");
                    files.push((path.strip_prefix(self.root()).expect("inside").to_owned(), bytes));
                }
            }
        }
        files.sort();
        files
    }

    /// The copies of what did not read as it was written.
    pub fn copies(&self) -> Vec<Vec<u8>> {
        let copied = |(path, bytes): (PathBuf, Vec<u8>)| path.starts_with("damaged").then_some(bytes);
        self.files().into_iter().filter_map(copied).collect()
    }
}

pub fn writing(opened: Opened) -> (Store, Archive, Vec<Notice>) {
    match opened {
        Opened::Write { store, archive, notices } => (store, archive, notices),
        Opened::Look { why, .. } => panic!("only looking: {why}"),
        Opened::Locked { .. } => panic!("locked"),
    }
}
