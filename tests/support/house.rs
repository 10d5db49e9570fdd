//! A session in a folder of its own, driven answer by answer as any front end drives it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono::TimeDelta;
use evenfall::domain::content::Content;
use evenfall::domain::flow::{Answer, Ask, Extra, Mark, Prompt};
use evenfall::domain::people::Person;
use evenfall::domain::secret::Secret;
use evenfall::domain::time::Now;
use evenfall::session::guide::{Bookmark, Guide, Outcome, Route, Stage};
use evenfall::session::{NotKept, Session};
use evenfall::store::{Disk, RealDisk, Work};
use tempfile::TempDir;

use super::moment::{Seeded, friday};

/// Two people's folder, the moment, and what is on the screen.
pub struct House {
    folder: TempDir,
    disk: Arc<dyn Disk>,
    pub content: Content,
    pub now: Now,
    pub session: Session,
    guide: Option<Guide>,
    openings: u64,
    pub said: Vec<String>,
}

impl House {
    /// An empty folder on Friday evening.
    pub fn new() -> Self {
        Self::on(Arc::new(RealDisk))
    }

    /// The same on another disk.
    pub fn on(disk: Arc<dyn Disk>) -> Self {
        Self::at(tempfile::tempdir().expect("a temporary folder"), disk)
    }

    /// A folder that was there before.
    pub fn at(folder: TempDir, disk: Arc<dyn Disk>) -> Self {
        let now = friday();
        let session = open(folder.path(), &disk, now, 1);
        let content = Content::embedded();
        Self { folder, disk, content, now, session, guide: None, openings: 1, said: Vec::new() }
    }

    /// A folder in which Mara and Jo, or Mara alone, are set up and have said what they are asked once.
    pub fn set_up(names: &[&str]) -> Self {
        Self::set_up_on(Arc::new(RealDisk), names)
    }

    /// The same on another disk.
    pub fn set_up_on(disk: Arc<dyn Disk>, names: &[&str]) -> Self {
        let mut house = Self::on(disk);
        house.begin(Route::SetUp);
        house.answers([Answer::Pick(0), Answer::Go, text(names[0]), text("")]);
        match names.get(1) {
            Some(name) => house.answers([text(name), text(""), Answer::Pick(3)]),
            None => house.answers([text(""), Answer::Pick(1)]),
        }
        house.answers([Answer::Pick(0), Answer::Pick(1), Answer::Pick(4), Answer::Pick(0), Answer::Pick(1)]);
        house
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    /// The program ends, and the folder stays.
    pub fn close(self) -> TempDir {
        self.folder
    }

    fn stage(content: &Content) -> Stage<'_> {
        Stage { content, desktop: false, incoming: None }
    }

    /// The program ends here, as by a cut, and starts again.
    pub fn cut_and_start_again(&mut self) {
        self.guide = None;
        self.openings += 1;
        let elsewhere = tempfile::tempdir().expect("a temporary folder");
        let parked = open(elsewhere.path(), &(Arc::new(RealDisk) as Arc<dyn Disk>), self.now, 0);
        drop(std::mem::replace(&mut self.session, parked));
        self.session = open(self.folder.path(), &self.disk, self.now, self.openings);
    }

    /// A passphrase is typed while everything is locked; whose it was.
    pub fn unlock(&mut self, words: &str) -> Result<Person, String> {
        let secret = Secret::new(words).expect("a passphrase");
        self.session.unlock(&secret, self.now).map_err(|error| error.to_string())
    }

    /// In the turn that is open: a passphrase in own words is set. Gives the key for paper.
    pub fn locks_with(&mut self, words: &str) -> String {
        self.answers([Answer::Pick(1), secret(words), secret(words)]);
        let prompt = self.prompt().expect("the key for paper");
        let key: Vec<&String> = prompt.lines.iter().take_while(|line| line.len() < 32).collect();
        self.answers([Answer::Go]);
        key.into_iter().flat_map(|line| line.split(' ')).collect()
    }

    /// What Ctrl+Z does.
    pub fn undo(&mut self) -> Result<bool, NotKept> {
        self.session.undo(self.now)
    }

    /// What Ctrl+Y does.
    pub fn redo(&mut self) -> Result<bool, NotKept> {
        self.session.redo(self.now)
    }

    pub fn pass(&mut self, time: TimeDelta) {
        self.now.wall += time;
    }

    pub fn begin(&mut self, route: Route) {
        let stage = Self::stage(&self.content);
        let (guide, outcome) = Guide::begin(route, &mut self.session, stage, self.now);
        self.guide = Some(guide);
        self.note(&outcome);
    }

    /// Where somebody is, to come back to once it is unlocked.
    pub fn bookmark(&self) -> Bookmark {
        self.guide.as_ref().expect("a page that asks").bookmark()
    }

    /// Goes on there; whether it was this person who was there.
    pub fn resume(&mut self, bookmark: Bookmark, person: Person) -> bool {
        let stage = Self::stage(&self.content);
        let Some((guide, outcome)) = Guide::resume(bookmark, person, &mut self.session, stage, self.now)
        else {
            return false;
        };
        self.guide = Some(guide);
        self.note(&outcome);
        true
    }

    /// What is asked now; `None` at Tonight.
    pub fn prompt(&self) -> Option<Prompt> {
        self.guide.as_ref()?.prompt(&self.session, Self::stage(&self.content), self.now)
    }

    pub fn question(&self) -> String {
        self.prompt().map(|prompt| prompt.question).unwrap_or_default()
    }

    pub fn answer(&mut self, answer: Answer) -> Outcome {
        let stage = Self::stage(&self.content);
        let prompt = self.prompt();
        let guide = self.guide.as_mut().expect("a page that asks");
        if let Some(prompt) = prompt {
            guide.stands_at(&prompt, &answer);
        }
        let outcome = guide.answer(answer, &mut self.session, stage, self.now);
        self.note(&outcome);
        outcome
    }

    /// Answers that all fit.
    pub fn answers(&mut self, answers: impl IntoIterator<Item = Answer>) {
        for answer in answers {
            let question = self.question();
            let outcome = self.answer(answer.clone());
            let fits = !matches!(outcome, Outcome::Again(_) | Outcome::NotKept(_));
            assert!(fits, "{answer:?} to {question:?}: {outcome:?}");
        }
    }

    /// The page stands at this answer, not given yet.
    pub fn stands_at(&mut self, answer: &Answer) {
        let prompt = self.prompt().expect("a page that asks");
        self.guide.as_mut().expect("a page that asks").stands_at(&prompt, answer);
    }

    pub fn back(&mut self) -> bool {
        self.guide.as_mut().is_some_and(Guide::back)
    }

    pub fn leave(&mut self) {
        if let Some(guide) = &mut self.guide {
            guide.leave(&mut self.session);
        }
        self.guide = None;
    }

    pub fn typing(&mut self, words: &str) {
        let guide = self.guide.as_mut().expect("a page that asks");
        guide.typing(words, &mut self.session, self.now).expect("words that are kept");
    }

    /// Words that stand in the open field.
    pub fn typed(&self) -> Option<String> {
        match self.prompt()?.ask {
            Ask::Line { start, .. } | Ask::Write { start, .. } => Some(start),
            _ => None,
        }
    }

    /// Marks with every wish left open.
    pub fn no_marks(&self) -> Answer {
        self.marks(&[])
    }

    /// Marks with these wishes liked, by their words.
    pub fn marks(&self, liked: &[&str]) -> Answer {
        let Some(Ask::Marks(wishes)) = self.prompt().map(|prompt| prompt.ask) else {
            panic!("no wishes here")
        };
        let mark = |label: &str| if liked.contains(&label) { Mark::Like } else { Mark::Open };
        Answer::Marks(wishes.iter().map(|wish| mark(&wish.label)).collect())
    }

    /// A whole check-in of the person at the keyboard: three numbers, these wishes, this line,
    /// everything ticked as it stands, and the word as it comes.
    pub fn check_in(&mut self, numbers: [u8; 3], liked: &[&str], noticed: &str) {
        self.past_the_first_pages();
        self.answers(numbers.map(Answer::Number));
        let marks = self.marks(liked);
        self.answers([marks, text(""), text(noticed)]);
        self.end_of_turn();
    }

    /// The two pages that end a turn, taken as they stand.
    pub fn end_of_turn(&mut self) {
        if let Some(Ask::AnyOf(ticks)) = self.prompt().map(|prompt| prompt.ask) {
            self.answers([Answer::Ticks(ticks.iter().map(|tick| tick.on).collect())]);
        }
        let Some(Ask::OneOf(one_of)) = self.prompt().map(|prompt| prompt.ask) else {
            panic!("no evening to keep")
        };
        self.answers([Answer::Pick(one_of.first)]);
    }

    /// What is asked once, alone, before a first check-in: all of it passed over.
    pub fn past_the_first_pages(&mut self) {
        if self.question().starts_with("You did not have to set this up") {
            self.answers([Answer::Go]);
        }
        if self.question().starts_with("Would you like to lock") {
            self.answers([Answer::Pick(2)]);
        }
        if self.question().starts_with("How is it for you now") {
            self.answers([Answer::Pick(4)]);
        }
        if self.question().starts_with("Has your team said") {
            self.answers([Answer::Pick(4)]);
        }
    }

    fn note(&mut self, outcome: &Outcome) {
        if let Outcome::Home(said) = outcome {
            self.guide = None;
            self.said.extend(said.clone());
        }
    }
}

fn open(root: &Path, disk: &Arc<dyn Disk>, now: Now, seed: u64) -> Session {
    let mint = Box::new(Seeded(seed << 40));
    let session = Session::open(root, Arc::clone(disk), mint, now).expect("a folder that opens");
    session.working(Work::of(2))
}

/// A passphrase as an answer.
pub fn secret(words: &str) -> Answer {
    Answer::Secret(Secret::new(words).expect("a passphrase"))
}

/// A line of words as an answer.
pub fn text(words: &str) -> Answer {
    Answer::Text(words.to_owned())
}

/// Another way to answer.
pub fn extra(extra: Extra) -> Answer {
    Answer::Extra(extra, None)
}

/// Everything below a folder, by its path in it.
pub fn files(root: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("inside").display().to_string();
                files.push((name, fs::read(&path).expect("bytes")));
            }
        }
    }
    files.sort();
    files
}
