//! The README's pictures: what the program draws, as SVG. `cargo run --example pictures`

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use chrono::DateTime;
use evenfall::demo;
use evenfall::demo::history::Seeded;
use evenfall::domain::change::Change;
use evenfall::domain::check_in::{Answers, Finished, Numbers, Score, Shows, Wish};
use evenfall::domain::content::Content;
use evenfall::domain::limits::Limits;
use evenfall::domain::pacing::own_word;
use evenfall::domain::people::Person;
use evenfall::domain::settings::Theme;
use evenfall::domain::time::Now;
use evenfall::session::Session;
use evenfall::session::guide::{Route, Stage};
use evenfall::store::RealDisk;
use evenfall::ui::app::{App, Setting};
use evenfall::ui::theme::Surroundings;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::{Color, Modifier};

/// How wide and high one cell is drawn.
const CELL: (u16, u16) = (9, 20);

fn main() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures");
    fs::create_dir_all(&folder)?;
    let enter = KeyCode::Enter;
    let check_in = [enter, KeyCode::Char('4'), enter, KeyCode::Char('4')];
    let look = [KeyCode::Char('1'), KeyCode::Char('8')];
    let offers = [KeyCode::Char('1'), KeyCode::Char('8'), enter, enter];
    let (evening, month) = (Route::Evening, Route::Calendar);
    for (name, title, route, waiting, keys) in [
        ("check-in", "Mara is asked how hard the body is right now", evening, false, &check_in[..]),
        ("side-by-side", "What Mara and Jo chose to show, side by side", evening, true, &look),
        ("offers", "Three small things that fit both evenings, or nothing", evening, true, &offers),
        ("calendar", "A month of the calendar, with the day in focus beside it", month, false, &[]),
    ] {
        let mut file = File::create(folder.join(format!("{name}.svg")))?;
        file.write_all(svg(&drawn(route, waiting, keys)?, title).as_bytes())?;
    }
    Ok(())
}

/// What stands on the screen of the demo after these keys; `waiting`: both have checked in.
fn drawn(route: Route, waiting: bool, keys: &[KeyCode]) -> Result<Buffer> {
    let nine = DateTime::parse_from_rfc3339("2026-11-20T21:00:00+01:00").context("a moment")?;
    let now = Now::at(nine);
    let content = Content::embedded();
    let folder = demo::begin(&content, now)?;
    let mut session = Session::open(folder.path(), Arc::new(RealDisk), Box::new(Seeded::new(2)), now)?;
    if waiting {
        for person in Person::BOTH {
            session.open_turn(person, now).context("a turn")?;
            session.commit(&[check_in(&session, &content, now, person)], now)?;
            session.end_turn();
        }
    }
    let setting = Setting {
        stage: Stage { content: &content, desktop: false, incoming: None },
        begin: Some(route),
        notice: None,
        theme: Some(Theme::Dusk),
        detected: Theme::Dusk,
        surroundings: Surroundings::read(|name| (name == "COLORTERM").then(|| "truecolor".to_owned())),
    };
    let mut app = App::new(&mut session, setting, now);
    let mut terminal = Terminal::new(TestBackend::new(80, 24))?;
    terminal.draw(|frame| app.draw(frame, now))?;
    for key in keys {
        app.handle(Event::Key(KeyEvent::new(*key, KeyModifiers::NONE)), now);
        terminal.draw(|frame| app.draw(frame, now))?;
    }
    Ok(terminal.backend().buffer().clone())
}

fn check_in(session: &Session, content: &Content, now: Now, person: Person) -> Change {
    let (energy, body, calm, noticed, wishes) = match person {
        Person::A => (3, 4, 6, "you made the soup", ["to-be-held-still", "company"]),
        Person::B => (7, 2, 7, "the light at four", ["to-be-held-still", "laughter"]),
    };
    let wish = |id| content.wishes.iter().find(|card| card.id == id);
    let like = wishes.into_iter().filter_map(wish).map(|card| Wish {
        text: card.text.clone(),
        band: card.band,
        kinds: card.kinds.clone(),
    });
    let [energy, body, calm] = [energy, body, calm].map(Score::new);
    let numbers = Numbers { energy, body, calm: calm.filter(|_| person == Person::A) };
    let answers =
        Answers { numbers, like: like.collect(), noticed: Some(noticed.into()), ..Answers::default() };
    let word = Some(own_word(&answers, Limits::default().thresholds()));
    let evening = session.evening(now);
    Change::CheckIn(Box::new(Finished { person, evening, answers, shows: Shows::usual(), word }))
}

/// A drawn screen as SVG, each run of one style a piece of text.
fn svg(buffer: &Buffer, title: &str) -> String {
    let (area, (wide, high)) = (buffer.area, CELL);
    let (width, height) = (area.width * wide, area.height * high);
    let ground = hex(buffer[(0, 0)].bg, "#1b1a24");
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>{}</title>\n<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{ground}\"/>\n\
         <g font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"15\" \
         xml:space=\"preserve\">\n",
        escaped(title)
    );
    for y in 0..area.height {
        let mut x = 0;
        while x < area.width {
            let cell = &buffer[(x, y)];
            let same = |at: &u16| style(&buffer[(*at, y)]) == style(cell);
            let end = (x..area.width).take_while(same).last().unwrap_or(x) + 1;
            let text: String = (x..end).map(|at| buffer[(at, y)].symbol()).collect();
            run(&mut out, (x, y), end - x, cell, &text, &ground);
            x = end;
        }
    }
    out + "</g>\n</svg>\n"
}

fn style(cell: &Cell) -> (Color, Color, Modifier) {
    (cell.fg, cell.bg, cell.modifier)
}

fn run(out: &mut String, (x, y): (u16, u16), cells: u16, cell: &Cell, text: &str, ground: &str) {
    let (wide, high) = CELL;
    let (left, top) = (x * wide, y * high);
    let behind = hex(cell.bg, ground);
    if behind != ground {
        let _ = writeln!(
            out,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{}\" height=\"{high}\" fill=\"{behind}\"/>",
            cells * wide
        );
    }
    let shown = text.trim();
    if shown.is_empty() {
        return;
    }
    let first = text.chars().take_while(|c| *c == ' ').count();
    let left = left + u16::try_from(first).unwrap_or(0) * wide;
    let bold = if cell.modifier.contains(Modifier::BOLD) { " font-weight=\"bold\"" } else { "" };
    let length = u16::try_from(shown.chars().count()).unwrap_or(cells) * wide;
    let _ = writeln!(
        out,
        "<text x=\"{left}\" y=\"{}\" textLength=\"{length}\" fill=\"{}\"{bold}>{}</text>",
        top + 15,
        hex(cell.fg, "#ece7df"),
        escaped(shown)
    );
}

fn hex(colour: Color, otherwise: &str) -> String {
    match colour {
        Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        _ => otherwise.to_owned(),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
