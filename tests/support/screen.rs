//! The terminal front end without a terminal: keys in, screens out.

use std::fmt::Write as _;
use std::sync::OnceLock;
use std::time::Duration;

use evenfall::domain::content::Content;
use evenfall::domain::settings::Theme;
use evenfall::domain::time::Now;
use evenfall::session::Session;
use evenfall::session::guide::{Route, Stage};
use evenfall::ui::app::{App, Setting};
use evenfall::ui::theme::Surroundings;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::Position;
use unicode_width::UnicodeWidthStr;

use super::moment::friday;

/// The front end on a screen of its own.
pub struct Screen<'a> {
    pub app: App<'a>,
    terminal: Terminal<TestBackend>,
    pub now: Now,
    drawn: Buffer,
    cursor: Option<Position>,
}

fn content() -> &'static Content {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    CONTENT.get_or_init(Content::embedded)
}

/// An environment with these variables alone.
pub fn around(pairs: &[(&str, &str)]) -> Surroundings {
    Surroundings::read(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).into()))
}

impl<'a> Screen<'a> {
    /// 80 by 24 in every colour there is.
    pub fn new(session: &'a mut Session) -> Self {
        Self::of(session, (80, 24), None, &[("COLORTERM", "truecolor")], None)
    }

    /// A screen of this size, theme and environment, with a place to begin.
    pub fn of(
        session: &'a mut Session,
        (width, height): (u16, u16),
        theme: Option<Theme>,
        variables: &[(&str, &str)],
        begin: Option<Route>,
    ) -> Self {
        let setting = Setting {
            stage: Stage { content: content(), desktop: false, incoming: None },
            begin,
            notice: None,
            theme,
            detected: Theme::Dusk,
            surroundings: around(variables),
        };
        let now = friday();
        let app = App::new(session, setting, now);
        let terminal = Terminal::new(TestBackend::new(width, height)).expect("a screen");
        let mut screen = Self { app, terminal, now, drawn: Buffer::default(), cursor: None };
        screen.draw();
        screen
    }

    /// Draws as the program does; a screen that has to be wiped is drawn twice.
    pub fn draw(&mut self) {
        let times = if self.app.take_scrub() { 2 } else { 1 };
        if times == 2 {
            evenfall::ui::terminal::wipe(&mut self.terminal).expect("a clear screen");
        }
        for _ in 0..times {
            let frame = self.terminal.draw(|frame| self.app.draw(frame, self.now)).expect("a frame");
            self.drawn = frame.buffer.clone();
        }
        self.app.drawn(self.now);
        self.app.settle(self.now);
        let shown = self.terminal.backend().cursor_visible();
        self.cursor = shown.then(|| self.terminal.backend().cursor_position());
    }

    /// Presses keys: `c <Down> <C-l> abc`, each run of letters key by key.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for word in keys.split_whitespace() {
            match word.strip_prefix('<').and_then(|word| word.strip_suffix('>')) {
                Some(name) => self.press(named(name)),
                None => {
                    self.types(word);
                }
            }
        }
        self
    }

    /// Types words as they are.
    pub fn types(&mut self, words: &str) -> &mut Self {
        for c in words.chars() {
            self.press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
        }
        self
    }

    pub fn press(&mut self, key: KeyEvent) {
        self.event(Event::Key(key));
    }

    pub fn event(&mut self, event: Event) {
        if let Event::Resize(width, height) = event {
            self.terminal.backend_mut().resize(width, height);
        }
        self.app.handle(event, self.now);
        self.app.wake(self.now);
        self.turn();
    }

    /// Draws what changed, as the program does: nothing else reaches the terminal.
    fn turn(&mut self) {
        if self.app.is_stale() {
            self.draw();
        } else {
            self.app.settle(self.now);
        }
    }

    /// Clicks on the first place where `words` stand.
    pub fn click(&mut self, words: &str) -> &mut Self {
        let (row, column) = self
            .lines()
            .iter()
            .enumerate()
            .find_map(|(row, line)| line.find(words).map(|at| (row, line[..at].width())))
            .unwrap_or_else(|| panic!("{words:?} is not on the screen:\n{}", self.text()));
        self.event(Event::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: u16::try_from(column).expect("a column"),
            row: u16::try_from(row).expect("a row"),
            modifiers: KeyModifiers::NONE,
        }));
        self
    }

    /// Lets time pass, as the program does with no key.
    pub fn pass(&mut self, time: Duration) {
        self.now.mono += time;
        self.now.wall += chrono::TimeDelta::from_std(time).expect("a short time");
        self.app.wake(self.now);
        self.turn();
    }

    /// Lets time pass as it does for a program that is awake.
    pub fn wait(&mut self, time: Duration) -> &mut Self {
        const STEP: Duration = Duration::from_millis(500);
        let mut left = time;
        while !left.is_zero() {
            self.pass(left.min(STEP));
            left = left.saturating_sub(STEP);
        }
        self
    }

    pub fn lines(&self) -> Vec<String> {
        lines(&self.drawn)
    }

    pub fn text(&self) -> String {
        self.lines().join("\n")
    }

    pub fn has(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    #[track_caller]
    pub fn shows(&mut self, words: &str) -> &mut Self {
        assert!(self.has(words), "{words:?} is not on the screen:\n{}", self.text());
        self
    }

    pub fn buffer(&self) -> &Buffer {
        &self.drawn
    }

    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// What the terminal itself holds, and what the next frame begins with.
    pub fn everything_held(&mut self) -> String {
        let mut held = lines(self.terminal.backend().buffer()).join("\n");
        held.push_str(&lines(self.terminal.current_buffer_mut()).join("\n"));
        held
    }
}

fn lines(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    let row = |y| {
        let mut line = String::new();
        let mut behind = 0;
        for x in area.left()..area.right() {
            if behind == 0 {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                behind = symbol.width().max(1);
            }
            behind -= 1;
        }
        line.trim_end().to_owned()
    };
    (area.top()..area.bottom()).map(row).collect()
}

/// Each row's runs of one style, as `12-17 fg bg modifiers`.
pub fn styles(buffer: &Buffer) -> String {
    let area = buffer.area;
    let style = |cell: &Cell| format!("{} on {} {:?}", cell.fg, cell.bg, cell.modifier);
    let plain = style(&buffer[(0, 0)]);
    let mut out = String::new();
    for y in area.top()..area.bottom() {
        let mut runs = Vec::new();
        let mut x = area.left();
        while x < area.right() {
            let own = style(&buffer[(x, y)]);
            let start = x;
            while x < area.right() && style(&buffer[(x, y)]) == own {
                x += 1;
            }
            if own != plain {
                runs.push(format!("{start}-{} {own}", x - 1));
            }
        }
        if !runs.is_empty() {
            writeln!(out, "{y:>2}: {}", runs.join(" | ")).expect("a string");
        }
    }
    out
}

fn named(name: &str) -> KeyEvent {
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    if let Some(letter) = name.strip_prefix("C-") {
        let key = match letter.chars().collect::<Vec<_>>()[..] {
            [letter] => KeyCode::Char(letter),
            _ => named(letter).code,
        };
        return KeyEvent::new(key, KeyModifiers::CONTROL);
    }
    if let Some(name) = name.strip_prefix("S-").filter(|name| *name != "Tab") {
        let key = named(name);
        return KeyEvent::new(key.code, key.modifiers | KeyModifiers::SHIFT);
    }
    plain(match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "S-Tab" => KeyCode::BackTab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Bksp" => KeyCode::Backspace,
        "Del" => KeyCode::Delete,
        "Space" => KeyCode::Char(' '),
        "A-Enter" => return KeyEvent::new(KeyCode::Enter, KeyModifiers::ALT),
        "F1" => KeyCode::F(1),
        "F9" => KeyCode::F(9),
        _ => panic!("no key is called {name}"),
    })
}
