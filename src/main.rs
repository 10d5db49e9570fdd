//! The `evenfall` program: wires the floors together and says how it ended.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, anyhow, bail};
use clap::Parser;
use directories::{BaseDirs, ProjectDirs};
use evenfall::cli::{Cli, Command, Format};
use evenfall::clock::Clock;
use evenfall::demo::{self, Demo};
use evenfall::desktop;
use evenfall::domain::archive::{Archive, Slot};
use evenfall::domain::content::Content;
use evenfall::domain::time::{Now, YearMonth};
use evenfall::export::{self, everything::everything, tonight::Tonight};
use evenfall::line::{self, talk::Talk};
use evenfall::random::Random;
use evenfall::session::Session;
use evenfall::session::guide::{Route, Stage};
use evenfall::store::{self, RealDisk};
use evenfall::typing::Typing;
use rustix::process::{Resource, Rlimit, setrlimit, umask};

/// Needs a person: there is nobody set up yet.
const NEEDS_A_PERSON: u8 = 3;

fn main() -> ExitCode {
    // Whatever a panic says could hold private words.
    panic::set_hook(Box::new(|_| {}));
    keep_to_ourselves();
    let ended = panic::catch_unwind(AssertUnwindSafe(|| run(&Cli::parse())));
    let (code, sentence) = match ended {
        Ok(Ok(code)) => (code, None),
        Ok(Err(error)) if is_closed_pipe(&error) => (ExitCode::SUCCESS, None),
        Ok(Err(error)) => (ExitCode::FAILURE, Some(format!("{error:#}"))),
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
    let clock = Clock::start(cli.now);
    let content = Content::embedded().context("What is built in cannot be read. A new build could help")?;
    match &cli.command {
        None => evening(cli, &clock, &content, None)?,
        Some(Command::CheckIn) => evening(cli, &clock, &content, Some(Route::Evening))?,
        Some(Command::Tonight { json }) => return tonight(cli, &clock, &content, *json),
        Some(Command::Export { format: Format::Json, into }) => export_all(cli, &clock, into)?,
        Some(Command::Demo { years: Some(years), into: Some(into) }) => {
            demo::fill(into, *years, &content, clock.now())?;
        }
        Some(Command::Demo { .. }) => show_demo(&clock, &content)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Where everything is kept.
fn data_dir(cli: &Cli) -> Result<PathBuf> {
    if let Some(folder) = cli.data_dir.as_ref().filter(|folder| !folder.as_os_str().is_empty()) {
        return Ok(folder.clone());
    }
    let usual = ProjectDirs::from("", "", "evenfall").map(|dirs| dirs.data_dir().to_owned());
    usual.ok_or_else(|| anyhow!("There is no home folder here. --data-dir DIR says where to keep things."))
}

/// An evening with the two, on the screen or line by line.
fn evening(cli: &Cli, clock: &Clock, content: &Content, begin: Option<Route>) -> Result<()> {
    let root = data_dir(cli)?;
    let mut session = Session::open(&root, Arc::new(RealDisk), Box::new(Random), clock.now())?;
    // An icon could not say which other folder is meant.
    let icons = if cli.data_dir.is_none() { icon_folder() } else { None };
    talk(clock, content, &mut session, Beginning { route: begin, desktop: icons.is_some(), notice: None })?;
    if let Some(icons) = icons
        && session.looking_only().is_none()
    {
        let program = env::current_exe().context("This program does not know where it is")?;
        desktop::follow(&session.archive().settings, &icons, &program)
            .context("Everything is kept, but the icon could not be changed")?;
    }
    Ok(())
}

/// How a front end begins.
#[derive(Clone, Copy)]
struct Beginning {
    route: Option<Route>,
    desktop: bool,
    notice: Option<&'static str>,
}

fn talk(clock: &Clock, content: &Content, session: &mut Session, beginning: Beginning) -> Result<()> {
    let stage = Stage { content, desktop: beginning.desktop };
    let now = || clock.now();
    let opening = line::Opening { stage, clock: &now, begin: beginning.route, notice: beginning.notice };
    let talk = Talk {
        input: Typing::listen().context("Signals cannot be listened for")?,
        output: io::stdout().lock(),
        typing_shows: io::stdin().is_terminal(),
        clears: io::stdout().is_terminal(),
    };
    line::run(session, opening, talk)?;
    Ok(())
}

fn icon_folder() -> Option<PathBuf> {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let data = BaseDirs::new().map(|dirs| dirs.data_dir().to_owned());
    desktop::folder(data.as_deref(), set("DISPLAY") || set("WAYLAND_DISPLAY"))
}

fn show_demo(clock: &Clock, content: &Content) -> Result<()> {
    let demo = Demo::begin(&env::temp_dir(), content, clock.now(), &mut Random)?;
    let mut session = Session::open(demo.folder(), Arc::new(RealDisk), Box::new(Random), clock.now())?;
    let beginning = Beginning { route: None, desktop: false, notice: Some(demo::NOTICE) };
    talk(clock, content, &mut session, beginning)
}

/// Everything kept, read without the lock. A folder that is not there has nothing in it.
fn look(cli: &Cli, now: Now, all_months: bool) -> Result<Archive> {
    let around = YearMonth::of(now.wall.date_naive());
    let Some((mut reader, mut archive)) = store::look(Arc::new(RealDisk), &data_dir(cli)?, around)? else {
        return Ok(Archive::default());
    };
    let unread = archive.months.iter_mut().filter(|(_, slot)| all_months && matches!(slot, Slot::Unread));
    for (month, slot) in unread {
        *slot = Slot::Here(reader.read_month(*month)?);
    }
    Ok(archive)
}

fn tonight(cli: &Cli, clock: &Clock, content: &Content, json: bool) -> Result<ExitCode> {
    let now = clock.now();
    let archive = look(cli, now, false)?;
    let Some(tonight) = Tonight::of(&archive, content, now) else {
        writeln!(io::stderr(), "Nobody is set up here yet. evenfall alone begins with that.")?;
        return Ok(ExitCode::from(NEEDS_A_PERSON));
    };
    let text = if json { tonight.json()? } else { tonight.words() };
    io::stdout().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn export_all(cli: &Cli, clock: &Clock, into: &Path) -> Result<()> {
    let text = everything(&look(cli, clock.now(), true)?)?;
    if into == Path::new("-") {
        io::stdout().write_all(text.as_bytes())?;
        return Ok(());
    }
    match export::write_new(into, &text) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            bail!("There is a file of that name already, and it stays as it is. Another name would do.")
        }
        written => written.context("The export was not written; everything kept is still there"),
    }
}
