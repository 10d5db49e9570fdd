//! Whole evenings line by line, against transcripts that are read when they change:
//! `EVENFALL_BLESS=1 cargo test --test line` writes them anew.

#![expect(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::cell::{Cell, RefCell};
use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use chrono::Days;
use evenfall::demo;
use evenfall::domain::change::Change;
use evenfall::domain::content::Content;
use evenfall::domain::note::EntryKind;
use evenfall::domain::people::Person;
use evenfall::domain::restriction::Restriction;
use evenfall::domain::time::{BoundaryHour, Evening, Now};
use evenfall::line::{self, talk::Talk};
use evenfall::session::Session;
use evenfall::session::guide::{Route, Stage};
use evenfall::store::{RealDisk, Work};

#[path = "support/moment.rs"]
mod moment;

use moment::{Seeded, friday};

/// What stands on the screen at the end: what was said and what was typed.
#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

thread_local! {
    /// Whether what is typed shows by itself.
    static SHOWS: Cell<bool> = const { Cell::new(true) };
}

/// What a typist does who types nothing for longer than is waited.
const A_WHILE: &str = "(a while)";

/// Types one line whenever it is waited for; it shows on the paper as on a terminal.
struct Typist<'a> {
    lines: std::str::Lines<'a>,
    typed: Vec<u8>,
    paper: Paper,
    patience: Rc<Cell<Option<Duration>>>,
}

impl Read for Typist<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(into)?;
        self.consume(read);
        Ok(read)
    }
}

impl BufRead for Typist<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.typed.is_empty()
            && let Some(line) = self.lines.next()
        {
            // What stands after a double slash tells the reader of a test what is asked.
            let line = line.split("//").next().unwrap_or_default().trim();
            if line == A_WHILE {
                assert_eq!(self.patience.get(), Some(Duration::from_secs(300)), "somebody waits");
                writeln!(self.paper, "{A_WHILE}")?;
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.typed = format!("{line}\n").into_bytes();
            if SHOWS.get() {
                self.paper.write_all(&self.typed)?;
            }
        }
        Ok(&self.typed)
    }

    fn consume(&mut self, read: usize) {
        self.typed.drain(..read);
    }
}

fn evening(folder: &Path, begin: Option<Route>, clears: bool, typed: &str) -> String {
    evening_by(&friday, folder, begin, clears, typed)
}

/// The same by another clock.
fn evening_by(
    clock: &dyn Fn() -> Now,
    folder: &Path,
    begin: Option<Route>,
    clears: bool,
    typed: &str,
) -> String {
    let content = Content::embedded();
    let session =
        Session::open(folder, Arc::new(RealDisk), Box::new(Seeded(7)), friday()).expect("a session");
    let mut session = session.working(Work::of(2));
    let paper = Paper::default();
    let patience = Rc::<Cell<Option<Duration>>>::default();
    let typist = Typist {
        lines: typed.lines(),
        typed: Vec::new(),
        paper: paper.clone(),
        patience: Rc::clone(&patience),
    };
    let stage = Stage { content: &content, desktop: false, incoming: None };
    let opening = line::Opening { stage, clock, begin, notice: None };
    let talk = Talk {
        input: typist,
        output: paper.clone(),
        typing_shows: true,
        clears,
        echo: |shows| SHOWS.set(shows),
        single: |_| false,
        begun: zeroize::Zeroizing::default(),
        patience,
    };
    line::run(&mut session, opening, talk).expect("an evening");
    let paper = paper.0.borrow();
    String::from_utf8(paper.clone()).expect("text")
}

/// A clock that is a second further each time it is looked at.
fn running() -> impl Fn() -> Now {
    let looked = Cell::new(0);
    move || {
        looked.set(looked.get() + 1);
        Now { mono: Duration::from_secs(looked.get()), ..friday() }
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn mara_and_jo() -> tempfile::TempDir {
    let content = Content::embedded();
    demo::begin(&content, friday()).expect("a demo")
}

/// Compares with `tests/fixtures/lines/NAME`, or writes it. Nothing but plain text may be in it,
/// and what clears the screen.
fn reads_as(name: &str, transcript: &str) {
    let plain = transcript.replace("\x1b[2J\x1b[3J\x1b[H", "");
    let other = plain.lines().find(|line| !line.chars().all(|c| c.is_ascii() && !c.is_ascii_control()));
    assert_eq!(other, None);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lines").join(name);
    if std::env::var_os("EVENFALL_BLESS").is_some() {
        let mut file = fs::File::create(&path).expect("a fixture");
        return file.write_all(transcript.as_bytes()).expect("a fixture");
    }
    let kept = fs::read_to_string(&path).expect("a fixture");
    let first = transcript.lines().zip(kept.lines()).position(|(now, then)| now != then);
    assert!(
        transcript == kept,
        "{name} reads differently from line {:?} on:\n{transcript}",
        first.map(|at| at + 1)
    );
}

/// What stands in the README between the markers of line mode.
fn in_the_readme() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).expect("the README");
    let shown = readme
        .split("<!-- lines -->\n```\n")
        .nth(1)
        .and_then(|rest| rest.split("```\n<!-- /lines -->").next());
    shown.expect("the markers of line mode").to_owned()
}

#[test]
fn the_readme_shows_what_line_mode_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/lines/first_evening.txt");
    let evening = fs::read_to_string(path).expect("a fixture");
    let shown = in_the_readme();
    assert!(shown.lines().count() > 10 && evening.contains(&shown), "{shown}");
}

const SET_UP: &str = "
// both want it
Mara
// pronouns
Jo
they
1 // Mara is recovering
1
// from heart surgery
// numbers
// gentle
// until four
// weeks begin on Monday
";

#[test]
fn a_first_evening_of_two() {
    let folder = folder();
    let typed = format!(
        "{SET_UP}1 // a first check-in
1 // Mara
// just for you
// not locked
2 // up and down
1 // yes, I will add it
no lifting until 20 December
1 // no weight on the arms, too
// that is what there is to mind
Dr K., 12 November
// until then
5 // to ask again on that day
4
s
11 // no such number
7
more
like 11, 19 // company
not 40
should 14
// on
2 // take it back
ten minutes alone
you made the soup
// show the usual
// my evening
1 // Jo
// just for you
// not locked
5 // rather not say
8
n
tired from the stairs
1
// no more body words
8
2
like 11
a
a walk to the mill
w
// back to the wishes
// on
// nothing would help
the light at four
5 // the few words too
// on
?
// my evening
?
8
1
// side by side
2 // listening turns
// speaks
// says back
// a card
o
f
e 2
2
1
// Mara's sentence
// Jo's sentence
// quiet
// an embrace
12 // settings
1
1
14 // back to Tonight
12 // settings
10 // names and set-up
"
    );
    reads_as("first_evening.txt", &evening(folder.path(), None, false, &typed));
}

#[test]
fn an_evening_that_is_left_and_resumed() {
    let folder = folder();
    let mara = format!(
        "{SET_UP}2 // look round first
1 // check in
1 // Mara
// just for you
// not locked
5 // rather not say
5 // rather not say
k // the short way
4 // too much
w
// whom to call
s
0 // nothing of mine
0 // keep it out
2 // leave it for now
1 // check in
2 // Jo
// just for you
// not locked
1
b // not before this page
1
2
6
b // the number again
7
3
"
    );
    let mut transcript = evening(folder.path(), None, true, &mara);
    transcript.push_str("\n(The program begins again.)\n\n");
    let jo = "2 // Jo again
// go on where it was
6
like 2
// on
:b
clear 2
not 1
// on
// nothing would help
b
:b
// on
// nothing noticed
// the show page
// my evening
81 // both keys on one line
// side by side
4 // the quiet ending
f
12 // settings
9 // cover
2 // Jo
1
2 // cover it
// gone from a copy, too
q
";
    transcript.push_str(&evening(folder.path(), Some(Route::Evening), true, jo));
    reads_as("left_and_resumed.txt", &transcript);
}

#[test]
fn an_evening_alone() {
    let folder = folder();
    let typed = "5 // plain
// both want it
:)
// pronouns
// nobody else
2 // rather not say
2 // words
3 // plain
1 // midnight
2 // Sunday
1 // a first check-in
// just for you
// not locked
4
4 // nobody has said yet
3 // some energy
2
4
like 1 15
// on
// nothing would help
// nothing noticed
// show the usual
// my evening
// this evening
// side by side
1 // on to tonight
o
4 // nothing
f
q
";
    reads_as("alone.txt", &evening(folder.path(), None, false, typed));
}

#[test]
fn own_ways_are_set_alone() {
    let folder = mara_and_jo();
    let typed = "11 // my own questions
1 // Mara
1 // usual energy
3
3 // how early
2
4 // a word for it
1 // pain
6 // questions to leave out
3 // calm
// on
9 // what there is to mind
1 // what is kept of it
1 // back
3 // what the team has said
4 // nobody has said yet
6 // that is all
12 // settings
9 // cover something shown
1 // Mara
1 // the newest
1 // leave it
99
14 // leave it all
12 // settings
3 // a check-in holds for
6
13 // take it back
b
q
";
    reads_as("own_ways.txt", &evening(folder.path(), None, false, typed));
}

#[test]
fn how_it_was_afterwards_is_said_shown_and_covered() {
    let folder = mara_and_jo();
    let typed = "1 // check in
1 // Mara
k // the short way
2 // energy and body in one word each
1 // for tonight
// show the usual
// my evening
3 // a bit worse
4 // 20 minutes or more
2 // light
b
11 // my own ways
1 // Mara
11 // how it was afterwards
1 // the evening
3 // show it
2 // show it
3 // cover it
1 // back
2 // being asked, or not
2 // leave it out
:q
";
    reads_as("afterwards.txt", &evening(folder.path(), None, false, typed));
}

#[test]
fn a_week_is_looked_back_at() {
    let folder = mara_and_jo();
    let typed = "8 // looking back
4 // only the week
e // the one before
n
d
tomorrow
29 October
1 // to Tonight
8
2 // ten minutes
o // another card
// thanks
// the week
the bridge
:b
// the bridge again
the stairs
2 // a step back
4 // three
heron
18 // both keys on one line
8
1 // a longer look
f // enough
q
";
    reads_as("looking_back.txt", &evening(folder.path(), None, false, typed));
}

#[test]
fn the_last_change_is_taken_back_where_it_was_made() {
    let folder = mara_and_jo();
    let said = evening(folder.path(), None, false, "6\na\n6\nthe letter\nundo\nundo\n:b\nq\n");
    let kept = said.find("It is on the calendar.").expect("it is kept");
    let (before, after) = said.split_at(kept);
    assert!(!before.contains("1. the letter") && after.contains("1. the letter: note"), "{said}");
    let (_, undone) = after.split_once("Taken back.").expect("it is taken back");
    assert!(undone.contains("This day is open.") || undone.contains("an evening here"), "{said}");
    assert!(!undone.contains("the letter") && !undone.contains("It is on the calendar."), "{said}");
    assert!(undone.contains("There is nothing to take back."), "{said}");
}

#[test]
fn each_line_of_a_text_is_kept_before_the_next_one_is_typed() {
    let folder = mara_and_jo();
    let there = "This is there so far:\nthe lake\n\nnext summer\n";
    let said = evening(folder.path(), None, false, "10\n2\n1\n1\n1\nthe lake\n\nnext summer");
    assert!(!said.contains("This is there so far") && !said.contains("Where would you like"), "{said}");
    // Nothing more was typed; another evening goes on there, and is put away by a word.
    let said = evening(
        folder.path(),
        None,
        false,
        "10\n2\n1\n1\n.read\n.new\n.undo\n...\n.hide\n\n10\n2\n1\n1\nq\n.q\n",
    );
    assert_eq!(said.matches(there).count(), 3, "{said}");
    assert!(said.contains(&format!("{there}...\n")) && said.contains("Closed for tonight."), "{said}");
    let said = evening(folder.path(), None, false, "10\n2\n1\n1\n.\n1\nq\n");
    assert!(said.contains(&format!("{there}...\nq\n")), "{said}");
    assert!(said.contains("Leave it half written for now."), "{said}");
}

#[test]
fn a_note_is_written_shared_and_put_away() {
    let folder = mara_and_jo();
    let typed = "10 // notes
2 // a turn of one's own
1 // Mara
1 // write
1 // about anything
the lake, next summer
b // a line is a line
.undo
// an empty one too
with a boat
.?
. // that is all
2 // share it
1 // open it
2 // change it
.new
the lake, in June
.undo
.undo
.b // half changed
2 // go on
.new
the lake, in June
.
1 // open it
5 // the bin
6 // nothing of this month is left to read
5 // the bin
1 // open it
3 // delete it for good
1 // leave it
1 // open it
2 // bring it back
b
b
10 // notes
1 // read
1
// back to the list
2 // back to Tonight
q
";
    reads_as("notes.txt", &evening(folder.path(), None, false, typed));
}

#[test]
fn weeks_are_told_in_words_and_then_day_by_day() {
    let folder = mara_and_jo();
    let said = evening(
        folder.path(),
        Some(Route::Notes),
        false,
        "2 // a turn of one's own
        1 // Mara
        6 // her weeks
        1 // four of them
           // back to how far to look
        3 // her calm, too
        2 // six months

        4 // back
        b
        b
        q",
    );
    reads_as("weeks.txt", &said);
    let said = evening(
        folder.path(),
        Some(Route::Notes),
        false,
        "5 // the weeks of both
        8
        8
        1
        2 // six months

        3 // back
        q",
    );
    reads_as("weeks_of_both.txt", &said);
}

fn put(path: &Path, bytes: &[u8]) {
    fs::File::create(path).and_then(|mut file| file.write_all(bytes)).expect("a file");
}

#[test]
fn what_a_sync_left_is_seen_and_put_together() {
    let folder = mara_and_jo();
    let couple = folder.path().join("couple.json");
    let before = fs::read(&couple).expect("a file");
    let minded = |words: &str| {
        let mut session =
            Session::open(folder.path(), Arc::new(RealDisk), Box::new(Seeded(words.len() as u64)), friday())
                .expect("a session");
        let change = Change::Restrict(Restriction {
            what: Some(words.into()),
            ..Restriction::of(Person::A, friday().evening(BoundaryHour::default()))
        });
        session.commit(&[change], friday()).expect("it is kept");
        fs::read(&couple).expect("a file")
    };
    let theirs = minded("long walks");
    put(&couple, &before);
    minded("stairs");
    let copy = folder.path().join("couple.sync-conflict-20261120-210000-ABCDEFG.json");
    put(&copy, &theirs);
    put(&folder.path().join("a (Mara's conflicted copy 2026-11-20).json"), b"{");

    let left = "13 // look at what a sync left\n// leave it as it is\n13\n2\n13 // only the torn one\n\nq";
    let transcript = evening(folder.path(), None, false, left);
    reads_as("copies.txt", &transcript);
    assert!(!copy.exists());
    let kept = fs::read_to_string(&couple).expect("a file");
    assert!(kept.contains("stairs") && kept.contains("long walks"));
}

const MARAS: &str = "the lamp at nine";
const JOS: &str = "soup on the stairs";

/// The transcript without the keys for paper, which are other ones each time.
fn without_keys(transcript: &str) -> String {
    let key = |word: &str| {
        word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    };
    let mut lines = Vec::new();
    for line in transcript.split('\n') {
        let of_a_key = line.split(' ').count() > 3 && line.split(' ').all(key);
        lines.push(if of_a_key { "(four groups of a key)" } else { line });
    }
    lines.join("\n")
}

#[test]
fn passphrases_are_set_asked_for_and_never_shown() {
    let folder = mara_and_jo();
    let typed = format!(
        "12 // settings
8 // my passphrase
1 // Mara
2 // words of my own
lamp
{MARAS}
the lamp at ten
{MARAS}
// the key is on paper
p // that is no choice
12 // settings
8 // my passphrase
2 // Jo
2 // words of my own
{JOS}
{JOS}
// the key is on paper
10 // notes
2 // a turn of one's own
1 // Mara
{MARAS}
1 // write
1 // about anything
the heron, at last
.
1 // only mine
hide
a wrong guess
?
{MARAS}
b // to Tonight
{A_WHILE}
{JOS}
10 // notes
2 // a turn of one's own
2 // Jo
2 // read: nothing of Mara's
b
b
12 // settings
8 // my passphrase
2 // Jo
{JOS}
2 // a short code
47 11
4711
12 // settings
8
1 // Mara
4711 // that was Jo's
{MARAS}
5 // unlock for good
2
q
"
    );
    let transcript = evening(folder.path(), None, true, &typed);
    reads_as("locked.txt", &without_keys(&transcript));
    for secret in [MARAS, JOS, "the lamp at ten", "a wrong guess", "47 11", "4711"] {
        assert!(!transcript.contains(secret), "{secret}");
    }
    let after_hiding = transcript.split("Only mine.\n").nth(1).expect("the rest");
    assert!(
        !after_hiding.contains("lamp at") && after_hiding.matches("heron").count() == 1,
        "{after_hiding}"
    );
}

/// Two people at one keyboard, a line each.
const SIGNALS: &str = "\
4 // time for touch
3 // our keys
q // one key
qq // one key at a time
w // it leads somewhere in a pause
s
d
8
9
q // taken already
0
2 // the signals alone
x // none of them
q // go, from Mara
8 // go, from Jo
s // slower, from Mara
q
8
8
// an empty line
9
q
8
?
q
8
hide
// back
c // something that calms
o // others
// back to the signals
b // breathe
// back
q
8
0 // stop, from Jo
c // what calms
// back
// to Tonight
4
1 // begin
// ready
4 // no breaths
2 // Jo touches first
3 // in own words
:stop // stop from inside a field
// to Tonight
4
1
// ready
4
1
1
1 // begin
q
8
stop
// to Tonight
4
2
q
8
";

#[test]
fn two_people_signal_line_by_line() {
    let folder = mara_and_jo();
    let said = evening_by(&running(), folder.path(), None, false, SIGNALS);
    reads_as("signals.txt", &said);
}

#[test]
fn something_together_line_by_line() {
    let folder = mara_and_jo();
    let typed = "4 // something together
1 // our words
1 // add a line
1
a hand, and no hurry
2 // change a line
1
a hand at night
:undo
3 // back
2 // the jar
9 // earlier
1
// back to the list
b // newer ones
b
3 // a repair talk
1 // from Mara
8 // from Jo
2 // Jo speaks first
o // another card
// said
// heard
2 // a little more
p // a pause
1 // breathe
// enough
2 // go on
//
//
1 // that was it
//
//
1
// a part of one's own
// one small thing
2 // keep one line
we begin again with tea
4 // one small problem
the stairs at night
I worry at the top
a lamp
go up together
// no more ideas
2
5 // out loud
//
o // a thank-you
// back
6 // something playful
o
// back
7
q
";
    let said = evening(folder.path(), Some(Route::Notes), false, typed);
    reads_as("together.txt", &said);
}

#[test]
fn signs_and_a_plan_on_a_calm_day() {
    let folder = mara_and_jo();
    let typed = "5 // our signs
3 // pause
1 // a word
1 // kettle
2 // a gesture
4 // in own words
a hand on a heart
4 // another one for Jo
2
d 2 // the gesture for both goes
:undo
5
5
q
";
    let signs = evening(folder.path(), Some(Route::Touch), false, typed);
    let typed = "6 // if it gets hard
1
4 // if there is pain
1
4 // in own words
the green pillow
d 1
:undo
6 // back to the parts
11 // something of their own
the cat comes
1
out, cat
4
1 // the signs, from here
5
13 // that is all
2 // try it
//
//
//
//
//
//
//
3
q
";
    let plan = evening(folder.path(), Some(Route::Touch), false, typed);
    reads_as("signs_and_plan.txt", &format!("{signs}{plan}"));
}

#[test]
fn hidden_it_can_be_stopped_too() {
    for typed in ["4\n2\nhide\n3\n\nq\n", "4\n2\nhide\nstop\n\nq\n", "4\n1\n1\n4\nhide\n:stop\n\nq\n"] {
        let folder = mara_and_jo();
        let said = evening_by(&running(), folder.path(), None, false, typed);
        assert!(said.contains("It is over for tonight."), "{typed:?}: {said}");
    }
}

/// Entries of both: one of each of these evenings, and more of one.
fn a_journal(folder: &Path) {
    let mut session =
        Session::open(folder, Arc::new(RealDisk), Box::new(Seeded(9)), friday()).expect("a session");
    let mut write = |days, kind, words: String| {
        let evening = Evening(friday().wall.date_naive() - Days::new(days));
        session.commit(&[Change::WriteTogether { evening, kind, words }], friday()).expect("it is kept");
    };
    for at in 1..=14 {
        write(400 + at, EntryKind::Free, format!("day {at} at the lake"));
    }
    write(225, EntryKind::Kindness, "A blanket by the lake,\nbefore either of us was cold.".into());
    write(21, EntryKind::Win, "Up the stairs without a rest.".into());
}

#[test]
fn an_entry_is_found_again() {
    let folder = mara_and_jo();
    a_journal(folder.path());
    let typed = "9 // the journal
3 // find something
lake
more
MORE
15
// back to what was found
2026-03..2026-05
:?
1
// back
\"day 3\"
zebra
:i // what can be typed
// back
kindness april
b // a letter alone is looked for
:b // the journal
4 // begins anew
stairs
:hide
// back, and nothing of it is there
9
2
1 // Mara's turn
3 // find something
rest win
1
1 // back
// an empty line goes back
b
q
";
    let said = evening(folder.path(), None, true, typed);
    reads_as("find.txt", &said);
    let after_hiding = said.split(": :hide\n").nth(1).expect("the rest");
    assert!(!after_hiding.contains("Looked for: stairs"), "{after_hiding}");
}
