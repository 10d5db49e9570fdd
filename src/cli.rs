//! The command line: what can be asked of the program, and which front end comes up.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, Local, NaiveDate};
use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};

use crate::clock;
use crate::domain::settings::Theme;
use crate::export::ics::Titles;

/// A calm companion for two people who are finding closeness again after illness or surgery.
///
/// Everything stays on this computer. Without a command, Tonight opens.
#[derive(Parser)]
#[command(name = "evenfall", version, max_term_width = 90)]
pub struct Cli {
    /// Keep everything in this folder instead of the usual one.
    #[arg(
        long,
        value_name = "DIR",
        env = "EVENFALL_DIR",
        hide_env_values = true,
        // An empty variable is as good as none.
        value_parser = OsStringValueParser::new().map(PathBuf::from),
        global = true
    )]
    pub data_dir: Option<PathBuf>,

    /// How the screen looks: dusk, linen, strong-dark, strong-light or plain.
    #[arg(long, value_name = "NAME", value_parser = theme, global = true)]
    pub theme: Option<Theme>,

    /// One question at a time, as plain lines of text (also with ACCESSIBLE=1).
    #[arg(long, global = true)]
    pub lines: bool,

    /// Take this for the present moment: RFC 3339, or local time like 2026-11-20T21:00.
    #[arg(long, hide = true, value_name = "MOMENT", value_parser = moment, global = true)]
    pub now: Option<DateTime<FixedOffset>>,

    /// Break at this key, so that a test can see how the program breaks.
    #[arg(long, hide = true, value_name = "KEY", global = true)]
    pub panic_on_key: Option<char>,

    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What can be asked for by name.
#[derive(Clone, Subcommand)]
pub enum Command {
    /// Begin a check-in at once.
    CheckIn,
    /// Say what tonight could hold, and leave everything as it is.
    Tonight {
        /// As JSON, for other programs.
        #[arg(long)]
        json: bool,
    },
    /// Say how every file is, and leave everything as it is.
    ///
    /// Ends with 0 where nothing needs doing, 1 where something is not whole, and 3 where somebody
    /// decides what is to be done.
    Check {
        /// Ask for passphrases, and look into what they open; an empty line leaves it locked.
        #[arg(long)]
        open: bool,
        /// As JSON, for other programs.
        #[arg(long)]
        json: bool,
    },
    /// The earlier copies that are kept by themselves as you go.
    Backups {
        /// What to do with them; without it, they are listed.
        #[command(subcommand)]
        what: Option<Backups>,
    },
    /// Copy everything into one new file, locked where it is locked.
    Backup {
        /// The new file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Take back such a file: into an empty folder, or beside the one that is there.
    Restore {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Look round with Mara and Jo, two invented people; nothing is kept.
    Demo {
        /// Invent this many years instead, and leave them in a folder.
        #[arg(long, value_name = "N", requires = "into", value_parser = clap::value_parser!(u16).range(1..=60))]
        years: Option<u16>,
        /// The folder for them; it has to be empty.
        #[arg(long, value_name = "DIR", requires = "years")]
        into: Option<PathBuf>,
    },
    /// Look at the appointments in the file of another calendar, and take those you like.
    ///
    /// Nothing that is here already changes by it.
    Import {
        /// The file; it often ends in .ics.
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Only what is on some day from this one on, like 2026-11-20; else from today on.
        #[arg(long, value_name = "DATE", value_parser = date)]
        from: Option<NaiveDate>,
        /// Only what is on some day up to this one; else for a year.
        #[arg(long, value_name = "DATE", value_parser = date)]
        to: Option<NaiveDate>,
    },
    /// Write down what is shared; what is one person's own stays out.
    Export {
        /// The form it takes.
        #[arg(long, value_enum)]
        format: Format,
        /// A new file for it; `-` prints it.
        #[arg(long, value_name = "FILE", default_value = "-")]
        into: PathBuf,
        /// With ics and markdown: only what is on some day from this one on, like 2026-11-20.
        #[arg(long, value_name = "DATE", value_parser = date)]
        from: Option<NaiveDate>,
        /// With ics and markdown: only what is on some day up to this one.
        #[arg(long, value_name = "DATE", value_parser = date)]
        to: Option<NaiveDate>,
        /// With ics: what things are called; neutral where nothing is said.
        #[arg(long, value_enum)]
        titles: Option<Titles>,
        /// With markdown: shared, or the name of one person, whose passphrase then opens what is
        /// only theirs; shared where nothing is said.
        #[arg(long, value_name = "NAME")]
        drawer: Option<String>,
    },
}

/// What can be done with earlier copies.
#[derive(Clone, Subcommand)]
pub enum Backups {
    /// Say which there are, and what is in those that are shared.
    List,
    /// Bring one back; what stands there now is kept as a copy first.
    Restore {
        /// Its name, as the list says it.
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// The form of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON, all of it.
    Json,
    /// The calendar alone, for calendar programs.
    Ics,
    /// The journal alone, to read.
    Markdown,
}

fn theme(name: &str) -> Result<Theme, String> {
    let names = || Theme::ALL.map(Theme::name).join(", ");
    Theme::ALL.into_iter().find(|theme| theme.name() == name).ok_or_else(|| format!("one of {}", names()))
}

fn date(text: &str) -> Result<NaiveDate, &'static str> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "a date looks like 2026-11-20")
}

fn moment(text: &str) -> Result<DateTime<FixedOffset>, &'static str> {
    clock::moment(text, &Local).ok_or("a moment looks like 2026-11-20T21:00")
}

/// What decides between the screen and plain lines, apart from the command line.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// The variable ACCESSIBLE.
    pub accessible: Option<String>,
    /// The variable TERM.
    pub term: Option<String>,
    /// Whether both input and output are a terminal.
    pub terminal: bool,
}

impl Surroundings {
    /// Whether to go line by line, given whether it was asked for by hand or in the settings.
    #[must_use]
    pub fn lines(&self, asked: bool, settings: bool) -> bool {
        let accessible = self.accessible.as_deref().is_some_and(is_on);
        asked || settings || accessible || !self.terminal || self.term.as_deref() == Some("dumb")
    }
}

/// A variable is on where it is set to anything but these four.
fn is_on(value: &str) -> bool {
    !["", "0", "no", "false"].contains(&value.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use clap::error::ErrorKind;

    use super::*;

    fn error(arguments: &[&str]) -> Option<ErrorKind> {
        let all = std::iter::once("evenfall").chain(arguments.iter().copied());
        Cli::command()
            .mut_arg("data_dir", |arg| arg.env(None::<&str>))
            .try_get_matches_from(all)
            .err()
            .map(|error| error.kind())
    }

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_is_asked_for_is_understood() {
        for arguments in [
            &[][..],
            &["--lines", "--theme", "strong-dark", "check-in"],
            &["tonight", "--json", "--data-dir", "/x"],
            &["demo", "--now", "2026-11-20T21:00"],
            &["demo", "--years", "10", "--into", "/x"],
            &["export", "--format", "json", "--into", "-"],
            &["export", "--format", "ics", "--from", "2026-11-01", "--to", "2026-11-30", "--titles", "full"],
            &[
                "export",
                "--format",
                "markdown",
                "--from",
                "2026-11-01",
                "--drawer",
                "Mara",
                "--into",
                "mine.md",
            ],
            &["import", "appointments.ics"],
            &["import", "appointments.ics", "--from", "2026-01-01", "--to", "2026-12-31"],
            &["check"],
            &["check", "--open", "--json", "--data-dir", "/x"],
            &["backups"],
            &["backups", "list"],
            &["backups", "restore", "couple.2026-11-20.1.json"],
            &["backup", "all.json"],
            &["restore", "all.json", "--data-dir", "/x"],
        ] {
            assert_eq!(error(arguments), None, "{arguments:?}");
        }
    }

    #[test]
    fn nonsense_is_a_usage_error() {
        for arguments in [
            &["--theme", "red"][..],
            &["--now", "soon"],
            &["demo", "--years", "0", "--into", "/x"],
            &["demo", "--years", "3"],
            &["demo", "--into", "/x"],
            &["export", "--format", "csv"],
            &["export", "--format", "ics", "--from", "soon"],
            &["export", "--format", "ics", "--titles", "loud"],
            &["export"],
            &["import"],
            &["import", "appointments.ics", "--to", "soon"],
            &["backup"],
            &["restore"],
            &["backups", "restore"],
            &["dance"],
        ] {
            assert!(error(arguments).is_some(), "{arguments:?}");
        }
    }

    #[test]
    fn lines_come_up_where_a_screen_would_not_serve() {
        let screen = Surroundings { accessible: None, term: Some("xterm".into()), terminal: true };
        assert!(!screen.lines(false, false));
        assert!(screen.lines(true, false));
        assert!(screen.lines(false, true));
        assert!(Surroundings { terminal: false, ..screen.clone() }.lines(false, false));
        assert!(Surroundings { term: Some("dumb".into()), ..screen.clone() }.lines(false, false));
        for (value, on) in
            [("1", true), ("yes", true), ("", false), ("0", false), ("no", false), ("False", false)]
        {
            let here = Surroundings { accessible: Some(value.into()), ..screen.clone() };
            assert_eq!(here.lines(false, false), on, "{value}");
        }
    }
}
