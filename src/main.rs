//! The `evenfall` program: wires the floors together and says how it ended.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::ops::RangeInclusive;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use chrono::{Months, NaiveDate};
use clap::Parser;
use directories::{BaseDirs, ProjectDirs};
use evenfall::cli::{Backups, Cli, Command, Format, Surroundings};
use evenfall::clock::{self, Clock};
use evenfall::demo;
use evenfall::desktop;
use evenfall::domain::archive::{Access, Archive, Slot};
use evenfall::domain::calendar::incoming::Found;
use evenfall::domain::content::Content;
use evenfall::domain::secret::Secret;
use evenfall::domain::text;
use evenfall::domain::time::YearMonth;
use evenfall::export::markdown::{self, NoJournal, Whose};
use evenfall::export::{self, check::Checked, everything::everything, ics::ics, tonight::Tonight};
use evenfall::line::{self, talk::Talk};
use evenfall::random::Random;
use evenfall::session::Session;
use evenfall::session::guide::{Route, Stage};
use evenfall::store::{self, Reader, RealDisk, StoreError, check::Check};
use evenfall::typing::{self, Typing, asking::Asking};
use evenfall::ui;
use rustix::process::{Resource, Rlimit, setrlimit, umask};

/// Said where nothing more can be said the usual way.
const NOT_WRITTEN: &str = "What there is to say cannot be written here. What was kept is still there.";
/// Said where nobody can be asked for a passphrase.
const NOT_ASKED: &str = "Nothing can be asked for here. Nothing is lost. In a terminal it can.";
/// Needs a person: nobody is set up yet, or a passphrase opens it.
const NEEDS_A_PERSON: u8 = 3;

fn main() -> ExitCode {
    // Whatever a panic says could hold private words.
    panic::set_hook(Box::new(|_| {}));
    keep_to_ourselves();
    let ended = panic::catch_unwind(AssertUnwindSafe(|| run(&Cli::parse())));
    let (code, sentence) = match ended {
        Ok(Ok(code)) => (code, None),
        Ok(Err(error)) if is_closed_pipe(&error) => (ExitCode::SUCCESS, None),
        Ok(Err(error)) if is_locked(&error) => (ExitCode::from(NEEDS_A_PERSON), Some(error.to_string())),
        Ok(Err(error)) => (ExitCode::FAILURE, Some(error.to_string())),
        Err(_) => (
            ExitCode::FAILURE,
            Some("Something went wrong inside Evenfall. What was kept is still there.".to_owned()),
        ),
    };
    if let Some(sentence) = sentence {
        // There is nobody left to tell where this cannot be written.
        let _ = writeln!(io::stderr(), "{sentence}");
    }
    code
}

/// Only somebody with a passphrase can open it.
fn is_locked(error: &anyhow::Error) -> bool {
    matches!(error.downcast_ref(), Some(StoreError::Locked))
        || matches!(error.downcast_ref(), Some(NoJournal::Locked(_)))
}

/// Files are this person's alone, and memory is not left lying about.
fn keep_to_ourselves() {
    umask(rustix::fs::Mode::from_raw_mode(0o077));
    // Where the system refuses, the program still does what it is for.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(rustix::process::DumpableBehavior::NotDumpable);
}

/// Whoever read along has left, as `head` does; that is no failure.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

fn run(cli: &Cli) -> Result<ExitCode> {
    let content = Content::embedded();
    let program = Program { cli, clock: Clock::start(cli.now), content };
    match &cli.command {
        None => program.evening(None)?,
        Some(Command::CheckIn) => program.evening(Some(Route::Evening))?,
        Some(Command::Tonight { json }) => return program.tonight(*json),
        Some(Command::Check { open, json }) => return program.check(*open, *json),
        Some(Command::Import { file, from, to }) => program.import(file, *from, *to)?,
        Some(Command::Export { format, into, from, to, titles, drawer }) => {
            let days = from.unwrap_or(NaiveDate::MIN)..=to.unwrap_or(NaiveDate::MAX);
            let dated = from.is_some() || to.is_some();
            let text = match format {
                Format::Json if dated || titles.is_some() || drawer.is_some() => bail!(
                    "--from, --to, --titles and --drawer belong to other formats. Nothing was exported. \
                     Without them it is all there."
                ),
                Format::Ics if drawer.is_some() => bail!(
                    "--drawer belongs to --format markdown. Nothing was exported. Without it the calendar comes."
                ),
                Format::Markdown if titles.is_some() => bail!(
                    "--titles belongs to --format ics. Nothing was exported. Without it the journal comes."
                ),
                Format::Json => everything(&program.look(true)?)?,
                Format::Ics => {
                    ics(&program.look(true)?, &days, titles.unwrap_or_default(), program.clock.now())?
                }
                Format::Markdown => program.journal(drawer.as_deref(), &days, into)?,
            };
            program.export(&text, into)?;
        }
        Some(Command::Backups { what: None | Some(Backups::List) }) => program.backups()?,
        Some(Command::Backups { what: Some(Backups::Restore { name }) }) => program.bring_back(name)?,
        Some(Command::Backup { file }) => {
            print(&export::copy::write(&RealDisk, &program.folder()?, file)?)?;
        }
        Some(Command::Restore { file }) => {
            print(&export::copy::restore(&RealDisk, file, &program.folder()?, &mut Random)?)?;
        }
        Some(Command::Demo { years: Some(years), into: Some(into) }) => {
            demo::fill(into, *years, &program.content, program.clock.now())?;
        }
        Some(Command::Demo { .. }) => program.demo()?,
    }
    Ok(ExitCode::SUCCESS)
}

/// What every command runs with.
struct Program<'a> {
    cli: &'a Cli,
    clock: Clock,
    content: Content,
}

/// How a front end begins.
#[derive(Clone, Copy, Default)]
struct Beginning<'a> {
    route: Option<Route>,
    desktop: bool,
    notice: Option<&'static str>,
    incoming: Option<&'a Arc<Found>>,
}

impl Program<'_> {
    /// Where everything is kept, where it is not the usual place.
    fn other_folder(&self) -> Option<&Path> {
        self.cli.data_dir.as_deref().filter(|folder| !folder.as_os_str().is_empty())
    }

    /// Where everything is kept.
    fn folder(&self) -> Result<PathBuf> {
        if let Some(folder) = self.other_folder() {
            return Ok(folder.to_owned());
        }
        let usual = ProjectDirs::from("", "", "evenfall").map(|dirs| dirs.data_dir().to_owned());
        usual
            .ok_or_else(|| anyhow!("There is no home folder here. --data-dir DIR says where to keep things."))
    }

    fn open(&self, folder: &Path) -> Result<Session> {
        Ok(Session::open(folder, Arc::new(RealDisk), Box::new(Random), self.clock.now())?)
    }

    /// An evening with the two.
    fn evening(&self, route: Option<Route>) -> Result<()> {
        let mut session = self.open(&self.folder()?)?;
        // An icon could not say which other folder is meant.
        let icons = if self.other_folder().is_none() { icon_folder() } else { None };
        self.front(&mut session, Beginning { route, desktop: icons.is_some(), ..Beginning::default() })?;
        if let Some(icons) = icons
            && session.looking_only().is_none()
        {
            let program =
                env::current_exe().context("Everything is kept, but the icon could not be changed.")?;
            desktop::follow(&session.archive().settings, &RealDisk, &icons, &program)
                .context("Everything is kept, but the icon could not be changed.")?;
        }
        Ok(())
    }

    /// An evening with Mara and Jo, who are gone after it.
    fn demo(&self) -> Result<()> {
        let folder = demo::begin(&self.content, self.clock.now())?;
        let mut session = self.open(folder.path())?;
        self.front(&mut session, Beginning { notice: Some(demo::NOTICE), ..Beginning::default() })
    }

    /// An evening that begins with the appointments in the file of another calendar.
    fn import(&self, file: &Path, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<()> {
        let bytes = export::ics::read::bytes(file)?;
        let today = self.clock.now().wall.date_naive();
        let from = from.unwrap_or(today);
        let to = to.or_else(|| from.max(today).checked_add_months(Months::new(12))).unwrap_or(NaiveDate::MAX);
        let found = Arc::new(export::ics::read::read(&bytes, &(from..=to), &clock::offset)?);
        let mut session = self.open(&self.folder()?)?;
        let incoming = Some(&found);
        let beginning = Beginning { route: Some(Route::Import), incoming, ..Beginning::default() };
        self.front(&mut session, beginning)
    }

    /// On the screen, or line by line where that serves better.
    fn front(&self, session: &mut Session, beginning: Beginning<'_>) -> Result<()> {
        let surroundings = Surroundings {
            accessible: env::var("ACCESSIBLE").ok(),
            term: env::var("TERM").ok(),
            terminal: io::stdin().is_terminal() && io::stdout().is_terminal(),
        };
        if surroundings.lines(self.cli.lines, session.archive().settings.lines) {
            return self.lines(session, beginning);
        }
        let now = || self.clock.now();
        let options = ui::Options {
            stage: self.stage(beginning),
            clock: &now,
            begin: beginning.route,
            notice: beginning.notice,
            theme: self.cli.theme,
            surroundings: ui::theme::Surroundings::read(|name| env::var(name).ok()),
            panic_on: self.cli.panic_on_key,
        };
        match ui::run(session, options)? {
            ui::Leaving::Closed | ui::Leaving::Stopped => Ok(()),
            ui::Leaving::Lines => self.lines(session, Beginning { route: None, ..beginning }),
        }
    }

    fn lines(&self, session: &mut Session, beginning: Beginning<'_>) -> Result<()> {
        let now = || self.clock.now();
        let opening = line::Opening {
            stage: self.stage(beginning),
            clock: &now,
            begin: beginning.route,
            notice: beginning.notice,
        };
        let patience = Rc::default();
        let talk = Talk {
            input: Typing::listen(Rc::clone(&patience), clock::running)
                .context("The system does not let Evenfall listen for Ctrl+C. Nothing is lost.")?,
            output: io::stdout().lock(),
            typing_shows: io::stdin().is_terminal(),
            clears: io::stdout().is_terminal() && env::var_os("TERM").is_some_and(|term| term != "dumb"),
            echo: typing::echo,
            single: typing::single_keys,
            begun: zeroize::Zeroizing::default(),
            patience,
        };
        line::run(session, opening, talk).context(NOT_WRITTEN)
    }

    fn stage<'a>(&'a self, beginning: Beginning<'a>) -> Stage<'a> {
        let Beginning { desktop, incoming, .. } = beginning;
        Stage { content: &self.content, desktop, incoming }
    }

    /// Everything kept, read without the lock. A folder that is not there has nothing in it.
    fn look(&self, all_months: bool) -> Result<Archive> {
        match store::look(Arc::new(RealDisk), &self.folder()?, self.around())? {
            Some((reader, archive)) => settled(reader, archive, all_months),
            None => Ok(Archive::default()),
        }
    }

    fn around(&self) -> YearMonth {
        YearMonth::of(self.clock.now().wall.date_naive())
    }

    /// The journal to read: what is shared, or what is only theirs who is named. What is locked is
    /// asked for on the way.
    fn journal(&self, drawer: Option<&str>, days: &RangeInclusive<NaiveDate>, into: &Path) -> Result<String> {
        if days.is_empty() {
            bail!(NoJournal::Backwards)
        }
        if into == Path::new("-") && drawer.is_some_and(|drawer| !markdown::is_shared(drawer)) {
            bail!(
                "What is only one person's is not printed: a terminal keeps what it showed. \
                 Nothing was exported. --into FILE puts it into a file of its own."
            )
        }
        let (folder, around) = (self.folder()?, self.around());
        let mut asking = Asking::by(clock::running);
        let looked = match store::look(Arc::new(RealDisk), &folder, around) {
            Err(StoreError::Locked) => {
                let open = |secret: &Secret| store::look_with(Arc::new(RealDisk), &folder, around, secret);
                Some(asking.until("either of you", open).context(NOT_ASKED)?.ok_or(StoreError::Locked)?)
            }
            looked => looked?,
        };
        let Some((mut reader, mut archive)) = looked else {
            let none = Archive::default();
            return Ok(markdown::journal(&none, markdown::whose(&none, drawer)?, days)?);
        };
        let whose = markdown::whose(&archive, drawer)?;
        if let Whose::Own(person) = whose
            && archive.access[person] == Access::Closed
        {
            let name = text::clean(archive.name(person));
            let open = |secret: &Secret| reader.open_own(person, secret, &archive);
            if let Some(opened) = asking.until(&name, open).context(NOT_ASKED)? {
                archive = opened;
            }
        }
        Ok(markdown::journal(&settled(reader, archive, true)?, whose, days)?)
    }

    /// Prints an export, or puts it into a new file.
    fn export(&self, text: &str, into: &Path) -> Result<()> {
        if into == Path::new("-") {
            return print(text);
        }
        let above = |path: &Path| path.parent().and_then(|above| above.canonicalize().ok());
        if let (Some(above), Ok(kept)) =
            (above(&env::current_dir()?.join(into)), self.folder()?.canonicalize())
            && above.starts_with(kept)
        {
            bail!(
                "That is where Evenfall keeps its own files, so nothing was exported. Another place would do."
            )
        }
        match export::write_new(&RealDisk, into, text) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                bail!("There is a file of that name already, and it stays as it is. Another name would do.")
            }
            Err(error) => {
                let why = export::why(&error);
                bail!("The export was not made: {why}. What was kept is still there. Another place would do.")
            }
            Ok(()) => Ok(()),
        }
    }

    fn tonight(&self, json: bool) -> Result<ExitCode> {
        let archive = self.look(false)?;
        let Some(tonight) = Tonight::of(&archive, &self.content, self.clock.now()) else {
            writeln!(io::stderr(), "Nobody is set up here yet. evenfall alone begins with that.")?;
            return Ok(ExitCode::from(NEEDS_A_PERSON));
        };
        let text = if json { tonight.json()? } else { tonight.words() };
        print(&text)?;
        Ok(ExitCode::SUCCESS)
    }

    /// Says how every file is. Nothing is written, and nothing that is in a file is said.
    fn check(&self, open: bool, json: bool) -> Result<ExitCode> {
        let mut check = Check::begin(Arc::new(RealDisk), &self.folder()?)?;
        if let Some(check) = check.as_mut().filter(|_| open) {
            ask_for_passphrases(check)?;
        }
        let found = check.map_or(Ok(Vec::new()), |check| check.findings())?;
        let checked = Checked::new(found);
        print(&if json { checked.json()? } else { checked.words() })?;
        Ok(ExitCode::from(checked.exit()))
    }

    /// Says which earlier copies there are, whatever else does not open.
    fn backups(&self) -> Result<()> {
        let copies = store::earlier_copies(Arc::new(RealDisk), &self.folder()?)?;
        let names = self.look(false).unwrap_or_default();
        print(&export::copy::list(&copies, &names))
    }

    /// Brings an earlier copy back that belongs to both.
    fn bring_back(&self, name: &str) -> Result<()> {
        let mut session = self.open(&self.folder()?)?;
        let copies = session.backups()?;
        let Some(copy) = copies.iter().find(|copy| copy.name == name) else {
            bail!("There is no earlier copy of that name. Nothing was changed. evenfall backups lists them.")
        };
        if let Some(owner) = copy.part.owner() {
            let name = session.archive().name(owner).to_owned();
            bail!(
                "That copy belongs to {name} alone. Nothing was changed. Settings lead to it in {name}'s turn."
            )
        }
        session.restore(copy, self.clock.now())?;
        let mut said = "That copy is back. What stood there is a copy now.\n".to_owned();
        for news in session.take_news() {
            said.push_str(&news);
            said.push('\n');
        }
        print(&said)
    }
}

/// What was read, with every month where all of them are asked for, as the next start makes it.
fn settled(mut reader: Reader, mut archive: Archive, all_months: bool) -> Result<Archive> {
    for (month, slot) in &mut archive.months {
        if all_months && matches!(slot, Slot::Unread) {
            *slot = Slot::Here(reader.read_month(*month)?);
        }
    }
    Ok(archive.settled())
}

/// Asks each whose key is there for what opens it.
fn ask_for_passphrases(check: &mut Check) -> Result<()> {
    let mut asking = Asking::by(clock::running);
    for person in check.have_keys() {
        let whose = format!("keys/{}.age", person.letter());
        asking.until(&whose, |secret| check.open(person, secret)).context(NOT_ASKED)?;
    }
    Ok(())
}

fn print(text: &str) -> Result<()> {
    io::stdout().write_all(text.as_bytes()).context(NOT_WRITTEN)
}

/// Where icons go, if this machine shows any.
fn icon_folder() -> Option<PathBuf> {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let data = BaseDirs::new().map(|dirs| dirs.data_dir().to_owned());
    desktop::folder(data.as_deref(), set("DISPLAY") || set("WAYLAND_DISPLAY"))
}
