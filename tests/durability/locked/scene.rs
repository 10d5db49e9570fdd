//! A folder with passphrases, on a disk that writes everything down; and what has to be true of
//! it after a power cut.

use std::path::Path;
use std::sync::Arc;

use evenfall::domain::archive::{Access, Archive};
use evenfall::domain::change::Change;
use evenfall::domain::people::{Each, Person};
use evenfall::domain::secret::Secret;
use evenfall::session::{NotKept, Session};
use evenfall::store::{Disk, FileName, Work};
use serde_json::Value;

use crate::scene::{files, part, root, temps};
use crate::support::cut::after_each;
use crate::support::memory::Memory;
use crate::support::state::{Done, State};
use crate::support::watched::{Fault, Op, Watched};
use crate::support::{Seeded, now};

pub const MARAS: &str = "the lamp at nine";
pub const JOS: &str = "soup on the stairs";
pub const ANOTHER: &str = "rain against the window";

/// How every locked file begins.
pub const LOCKED: &[u8] = b"age-encryption.org/v1\n";

/// Whose passphrase opens what now.
pub type Opens = Each<Option<&'static str>>;

pub fn secret(words: &str) -> Secret {
    Secret::new(words).expect("a passphrase")
}

pub fn session(disk: Arc<dyn Disk>, seed: u64) -> Session {
    let mint = Box::new(Seeded(seed << 40));
    Session::open(root(), disk, mint, now()).expect("a folder that opens").working(Work::of(1))
}

/// Opens whatever these passphrases open.
pub fn unlocked(session: &mut Session, opens: &Opens) {
    for (person, words) in opens.iter() {
        let Some(words) = *words else { continue };
        if session.is_locked() {
            assert_eq!(session.unlock(&secret(words), now()).expect("it opens"), person);
        } else if session.archive().access[person] == Access::Closed {
            session.prove(person, &secret(words), now()).expect("it opens");
        }
    }
}

/// Files that are locked together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Shared,
    Of(Person),
}

pub const CLASSES: [Class; 3] = [Class::Shared, Class::Of(Person::A), Class::Of(Person::B)];

impl Class {
    /// The class of whatever lies at this place, a main file or a copy of any sort.
    pub fn of(path: &Path) -> Option<Self> {
        let path = path.strip_prefix(root()).ok()?;
        if path.starts_with("keys") {
            return None;
        }
        let name = path.file_name()?.to_str()?.trim_start_matches('.');
        match name.split(['.', ' ']).next()? {
            "settings" | "vault" | "README" | "stignore" | "lock" => None,
            "a" | "now-a" => Some(Self::Of(Person::A)),
            "b" | "now-b" => Some(Self::Of(Person::B)),
            _ => Some(Self::Shared),
        }
    }

    fn is_locked_in(self, archive: &Archive) -> bool {
        match self {
            Self::Shared => archive.shared_locked,
            Self::Of(person) => archive.access[person] != Access::Plain,
        }
    }
}

pub fn holds(bytes: &[u8], words: &[u8]) -> bool {
    bytes.windows(words.len()).any(|part| part == words)
}

/// Whether anybody can read in these bytes that they were kept here.
fn reads_plain(bytes: &[u8]) -> bool {
    !bytes.starts_with(LOCKED)
        && [&b"\"schema\""[..], b"\"body\"", b"\"records\"", b"Mara"].iter().any(|words| holds(bytes, words))
}

/// What a file holds, without what is new at each writing.
fn body(archive: &Archive, file: FileName) -> String {
    let text = part(archive, file);
    let Ok(mut value) = serde_json::from_str::<Value>(&text) else { return text };
    if let Some(records) = value.get_mut("records").and_then(Value::as_array_mut) {
        records.retain(|record| record["kind"] != "knows");
        for record in records.iter_mut().filter_map(Value::as_object_mut) {
            record.remove("rev");
            record.remove("was");
        }
    }
    if let Some(fields) = value.as_object_mut() {
        fields.remove("purge");
        // Also of what the program noted by itself, under an id that is another at each try.
        fields.remove("gone");
    }
    value.to_string()
}

/// A state of things that somebody was told of.
#[derive(Clone)]
pub struct Version {
    pub bodies: Vec<String>,
    pub opens: Opens,
    pub locked: [bool; 3],
}

impl Version {
    fn of(archive: &Archive, opens: Opens) -> Self {
        let bodies = files().into_iter().map(|file| body(archive, file)).collect();
        Self { bodies, opens, locked: CLASSES.map(|class| class.is_locked_in(archive)) }
    }
}

/// A session in such a folder, with everything that was ever to be kept there.
pub struct Stage {
    pub memory: Arc<Memory>,
    pub disk: Arc<Watched>,
    pub session: Session,
    pub opens: Opens,
    pub versions: Vec<Version>,
    /// What did not go through, even tried again.
    pub failed: Vec<String>,
}

impl Stage {
    /// Does something, once more where it is refused; says then that it is kept.
    pub fn does(&mut self, mut act: impl FnMut(&mut Session) -> Result<(), NotKept>) {
        let then = self.opens;
        self.does_and_opens(then, &mut act);
    }

    /// The same, where from then on these passphrases open what is here.
    pub fn does_and_opens(&mut self, then: Opens, mut act: impl FnMut(&mut Session) -> Result<(), NotKept>) {
        let mut done = act(&mut self.session);
        if done.is_err() {
            done = act(&mut self.session);
        }
        match done {
            Ok(()) => {
                self.opens = then;
                self.versions.push(Version::of(self.session.archive(), then));
                self.memory.say(self.versions.len() - 1);
            }
            Err(error) => self.failed.push(error.to_string()),
        }
    }

    pub fn changes(&mut self, changes: &[Change]) {
        self.does(|session| session.commit(changes, now()));
    }

    /// In the turn of `person`.
    pub fn in_turn(&mut self, person: Person) {
        self.session.end_turn();
        if self.session.asks_for_passphrase(person, now()) {
            let words = self.opens[person].expect("a passphrase");
            let proves = |session: &mut Session| session.prove(person, &secret(words), now());
            // The disk may refuse once here, too.
            proves(&mut self.session).or_else(|_| proves(&mut self.session)).expect("it is theirs");
        }
        self.session.open_turn(person, now()).expect("a turn");
    }
}

/// Something that happens in a folder with passphrases.
pub struct Row {
    pub name: &'static str,
    /// What stands there before, and what opens it.
    pub before: fn() -> (Arc<Memory>, Opens),
    pub act: fn(&mut Stage),
}

/// Everything that a row did, as its disk wrote it down.
pub struct Recording {
    begin: State,
    log: Vec<Done>,
    versions: Vec<Version>,
    pub failed: Vec<String>,
    /// What the disk holds at the end.
    pub left: Arc<Memory>,
}

impl Row {
    pub fn stage(begun: &Memory, opens: Opens, broken: impl FnOnce(Arc<Memory>) -> Arc<dyn Disk>) -> Stage {
        let memory = begun.copy();
        let disk = Watched::new(broken(memory.clone()));
        let mut session = session(disk.clone(), 6);
        unlocked(&mut session, &opens);
        let versions = vec![Version::of(session.archive(), opens)];
        memory.say(0);
        Stage { memory, disk, session, opens, versions, failed: Vec::new() }
    }

    /// The operations that it asks for.
    pub fn operations(&self, begun: &Memory, opens: Opens) -> Vec<Op> {
        let mut stage = Self::stage(begun, opens, crate::scene::sound);
        stage.disk.begin(None);
        (self.act)(&mut stage);
        stage.disk.log().into_iter().map(|(op, _)| op).collect()
    }

    /// Opens and acts, with this fault on the way, and gives what the disk wrote down.
    pub fn recorded(
        &self,
        begun: &Memory,
        opens: Opens,
        fault: Option<Fault>,
        broken: impl FnOnce(Arc<Memory>) -> Arc<dyn Disk>,
    ) -> Recording {
        let mut stage = Self::stage(begun, opens, broken);
        stage.disk.begin(fault);
        (self.act)(&mut stage);
        Recording {
            begin: begun.state(),
            log: stage.memory.log(),
            versions: stage.versions,
            failed: stage.failed,
            left: stage.memory.copy(),
        }
    }
}

/// How many states there were, and what was wrong with the first that was not as it has to be.
#[derive(Default)]
pub struct Verdict {
    pub states: usize,
    pub violation: Option<String>,
}

impl Recording {
    /// Looks at every `share`-th state that a cut may leave, of at most `most` at each operation.
    pub fn judged(&self, share: usize, most: usize, seed: u64) -> Verdict {
        let mut verdict = Verdict::default();
        let mut all = usize::try_from(seed).expect("a small number");
        after_each(self.begin.clone(), &self.log, most, &mut Seeded(seed), |at, said, memory| {
            all += 1;
            if verdict.violation.is_some() || !all.is_multiple_of(share) {
                return;
            }
            verdict.states += 1;
            if let Err(wrong) = self.judge(said, &memory, verdict.states) {
                let done = &self.log[at.saturating_sub(6)..at];
                verdict.violation =
                    Some(format!("after {at} {:?}: {wrong}", done.iter().map(told).collect::<Vec<_>>()));
            }
        });
        verdict
    }

    /// The same for a second cut, while every `share`-th state that a first one may leave is opened.
    pub fn judged_twice(&self, share: usize, most: usize) -> Verdict {
        let mut verdict = Verdict::default();
        let mut firsts = 0;
        after_each(self.begin.clone(), &self.log, 3, &mut Seeded(1), |_, said, first| {
            firsts += 1;
            if firsts % share != 0 || verdict.violation.is_some() {
                return;
            }
            let begin = first.begin();
            drop(self.opened(said, &first));
            after_each(begin, &first.log(), most, &mut Seeded(2), |then, _, second| {
                verdict.states += 1;
                if verdict.violation.is_none()
                    && let Err(wrong) = self.judge(said, &second, verdict.states)
                {
                    let done = first.log().iter().take(then).map(told).collect::<Vec<_>>();
                    verdict.violation = Some(format!("{firsts}, then {done:?}: {wrong}"));
                }
            });
        });
        verdict
    }

    /// What the disk holds now is the last that was said, or what stood before it.
    pub fn judged_at_the_end(&self) -> Result<(), String> {
        self.judge(self.versions.len() - 1, &self.left.copy(), 0)
    }

    /// Every passphrase that may be theirs after this.
    fn passphrases(&self, said: usize, person: Person) -> Vec<&'static str> {
        let mut words: Vec<_> = self.versions[said..].iter().filter_map(|one| one.opens[person]).collect();
        words.dedup();
        words
    }

    /// Opens the folder as its owners would.
    fn opened(&self, said: usize, memory: &Arc<Memory>) -> Result<Session, String> {
        let mut session = session(memory.clone(), 9);
        for person in Person::BOTH {
            for words in self.passphrases(said, person) {
                if session.is_locked() {
                    drop(session.unlock(&secret(words), now()));
                }
            }
        }
        if session.is_locked() {
            return Err("no passphrase opens it".into());
        }
        for person in Person::BOTH {
            for words in self.passphrases(said, person) {
                if session.archive().access[person] == Access::Closed {
                    drop(session.prove(person, &secret(words), now()));
                }
            }
            if session.archive().access[person] == Access::Closed && session.looking_only().is_none() {
                return Err(format!("what is {person:?}'s alone stays closed"));
            }
        }
        Ok(session)
    }

    /// Whoever has a passphrase at all times opens what is shared with it, old or new.
    fn opens_for_each(&self, said: usize, memory: &Memory) -> Result<(), String> {
        for person in Person::BOTH {
            if self.versions[said..].iter().any(|one| one.opens[person].is_none()) {
                continue;
            }
            let mut session = session(memory.copy(), 10);
            if session.is_locked()
                && !self
                    .passphrases(said, person)
                    .iter()
                    .any(|words| session.unlock(&secret(words), now()).is_ok())
            {
                return Err(format!("it does not open for {person:?}"));
            }
            if let Some(why) = session.looking_only() {
                return Err(format!("{person:?} only looks: {why}"));
            }
        }
        Ok(())
    }

    /// What was said to be locked cannot be read; it opens, with everything old or new; nothing is
    /// told that is not so; nothing superfluous stays; and it can be saved in again.
    fn judge(&self, said: usize, memory: &Arc<Memory>, state: usize) -> Result<(), String> {
        let versions = &self.versions[said..];
        for (at, class) in CLASSES.into_iter().enumerate() {
            if !versions.iter().all(|version| version.locked[at]) {
                continue;
            }
            for path in memory.paths().into_iter().filter(|path| Class::of(path) == Some(class)) {
                if reads_plain(&memory.bytes(&path).expect("it is there")) {
                    return Err(format!("{} can be read by anybody", path.display()));
                }
            }
        }
        if state.is_multiple_of(5) {
            self.opens_for_each(said, memory)?;
        }
        let mut session = self.opened(said, memory)?;
        if let Some(why) = session.looking_only() {
            return Err(format!("it opens for looking: {why}"));
        }
        let mut told = session.notices().to_vec();
        told.extend(session.take_news());
        let known = |told: &String| told.contains("from a newer version") || told.contains("from a sync");
        if let Some(told) = told.iter().find(|told| !known(told)) {
            return Err(format!("it is told: {told}"));
        }
        for (at, file) in files().into_iter().enumerate() {
            let found = body(session.archive(), file);
            if !versions.iter().any(|version| version.bodies[at] == found) {
                return Err(format!("{file:?} is none of the states from {said} on: {found}"));
            }
        }
        tidy(memory)?;
        if state.is_multiple_of(8) {
            session
                .commit(&[Change::Liked("near-song".into(), true)], now())
                .map_err(|error| format!("no more saving: {error}"))?;
            tidy(memory)?;
        }
        Ok(())
    }
}

/// Everything stands in the form that vault.json names, and nothing else does.
fn tidy(memory: &Memory) -> Result<(), String> {
    if temps(memory) > 0 {
        return Err("a temporary copy stays".into());
    }
    let vault = memory.bytes(&root().join("vault.json")).unwrap_or_default();
    let vault: Value = serde_json::from_slice(&vault).map_err(|error| format!("no vault: {error}"))?;
    let locks = |class: Class| {
        let name = match class {
            Class::Shared => "shared",
            Class::Of(Person::A) => "a",
            Class::Of(Person::B) => "b",
        };
        vault["locked"].as_array().is_some_and(|locked| locked.iter().any(|one| one == name))
    };
    for path in memory.paths() {
        let is_locked = memory.bytes(&path).is_some_and(|bytes| bytes.starts_with(LOCKED));
        let named = path.extension().is_some_and(|end| end == "age");
        if let Some(class) = Class::of(&path)
            && (is_locked != locks(class) || named != locks(class))
        {
            return Err(format!("{} stays, locked: {is_locked}", path.display()));
        }
    }
    for person in Person::BOTH {
        let letter = String::from(person.letter());
        let file = memory.bytes(&root().join("keys").join(format!("{letter}.age"))).is_some();
        if file != vault["keys"][&letter].is_string() {
            return Err(format!("the key of {person:?} is there: {file}"));
        }
    }
    Ok(())
}

/// One thing that was done, without what was written.
fn told(done: &Done) -> String {
    match done {
        Done::Made(path, _) => format!("made {}", path.display()),
        Done::Overwritten(path, _) => format!("overwritten {}", path.display()),
        Done::Folder(path) => format!("folder {}", path.display()),
        Done::Put(path, _) => format!("put {}", path.display()),
        Done::Linked(_, to) => format!("linked {}", to.display()),
        Done::Renamed(_, to) => format!("renamed to {}", to.display()),
        Done::Removed(path) => format!("removed {}", path.display()),
        Done::Synced(number) => format!("synced {number}"),
        Done::SyncedFolder(path) => format!("synced {}", path.display()),
        Done::Said(version) => format!("said {version}"),
    }
}
