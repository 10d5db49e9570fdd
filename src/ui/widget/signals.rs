//! The signals of a sitting on the screen: to be read from two metres, and paused by anything.

use std::time::Duration;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{big, lamp};
use crate::domain::people::{Each, Person};
use crate::domain::signal::{Event, NO_PROMISE, PAUSED, Shown, Signal};
use crate::domain::signal_keys::SignalKeys;
use crate::domain::sitting::{DIMMED, EXEMPT, Live};
use crate::domain::vocabulary::{Meaning, PAUSE_TOO, Signs};
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::rows::{Gap, Rows};
use crate::ui::theme::Token;
use crate::ui::words::{fit, width, wrap};

/// From here on, in cells and rows, letters stand three rows high.
const ROOMY: (u16, u16) = (56, 14);
/// The fewest cells of a name beside its keys.
const NAME_AT_LEAST: u16 = 3;

/// The same where there is little room.
const ALSO_PAUSE_SHORT: &str = "Going quiet, still, away: pause too.";
const STOPS: &str = "Ctrl+X stops, from every page.";
const A_SPARE: &str = "The laptop is only a spare.";

/// The signals, and when something last happened to them.
pub struct SignalPage {
    live: Live,
    touched: Duration,
}

impl SignalPage {
    /// The signals as they come onto the screen at `now`: paused, whatever they were.
    #[must_use]
    pub fn new(mut live: Live, now: Duration) -> Self {
        live.take(Event::Other, now);
        Self { live, touched: now }
    }

    /// The signals as they are.
    #[must_use]
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Somebody's own key.
    pub fn signal(&mut self, person: Person, signal: Signal, now: Duration) {
        self.take(Event::Signal(person, signal), now);
    }

    /// Anything else at all.
    pub fn disturb(&mut self, now: Duration) {
        self.take(Event::Other, now);
    }

    /// Time went by that nobody saw. It pauses, and counts as nobody's touch.
    pub fn was_away(&mut self, now: Duration) {
        self.live.take(Event::Other, now);
    }

    /// The last frame is on the screen.
    pub fn drawn(&mut self, now: Duration) {
        self.live.take(Event::Drawn, now);
    }

    fn take(&mut self, event: Event, now: Duration) {
        self.touched = now;
        self.live.take(event, now);
    }

    /// Whether nothing locks by itself yet.
    #[must_use]
    pub fn waits(&self, now: Duration) -> bool {
        now.saturating_sub(self.touched) < EXEMPT
    }

    /// Draws what may be seen, in `height` rows. `about`: what this turn is, in a line or two.
    pub fn draw(&self, about: &[&str], ctx: &Context<'_>, height: u16, focused: bool, rows: &mut Rows) {
        let drawing = Drawing {
            about,
            names: Each::from_fn(|person| ctx.session.archive().name(person)),
            keys: ctx.session.archive().settings.signal_keys,
            signs: ctx.session.archive().signs(),
            height,
            roomy: rows.width() >= ROOMY.0 && height >= ROOMY.1,
            rows,
        };
        match self.live.shown(ctx.now.mono) {
            Shown::Going { slower, faded } => drawing.going(&self.live, slower, faded, ctx),
            Shown::Paused { slower } => drawing.paused(slower, focused),
            Shown::Ended => {}
        }
    }

    /// Draws what stands under everything else in a pause.
    pub fn draw_under(rows: &mut Rows) {
        let muted = rows.look().style(Token::Muted);
        rows.gap(Gap::Air);
        for words in [STOPS, A_SPARE, NO_PROMISE] {
            rows.text(words, muted);
        }
    }
}

struct Drawing<'a, 'r> {
    about: &'a [&'a str],
    names: Each<&'a str>,
    keys: SignalKeys,
    signs: Signs,
    height: u16,
    roomy: bool,
    rows: &'r mut Rows,
}

impl Drawing<'_, '_> {
    fn style(&self, token: Token) -> Style {
        self.rows.look().style(token)
    }

    /// Pause and keys always stand there; the rest as far as there is room.
    fn going(mut self, live: &Live, slower: Each<bool>, faded: Each<bool>, ctx: &Context<'_>) {
        let legend = self.legend();
        let wide = self.rows.width();
        let pause = if self.roomy { 5 } else { 3 };
        let mut room = self.height.saturating_sub(1 + pause + legend.height());
        let mut fits = |rows: usize| {
            let rows = u16::try_from(rows).unwrap_or(u16::MAX);
            let fits = rows <= room;
            room -= if fits { rows } else { 0 };
            fits
        };
        let signs = self.signs();
        let also: Vec<String> = if self.roomy {
            let also = wrap(&format!("{PAUSE_TOO} {A_SPARE}"), wide.saturating_sub(6));
            also.into_iter().map(|line| format!("  {line}")).collect()
        } else {
            wrap(ALSO_PAUSE_SHORT, wide.saturating_sub(2))
        };
        let with_also = fits(also.len());
        let with_signs = fits(usize::from(signs.height()));
        let dim = live.is_dim(ctx.now.mono).then_some(DIMMED);
        let lamp = live.lamp().filter(|_| dim.is_none());
        let with_lamp = lamp.is_some() && fits(1);
        let said = dim.into_iter().chain(self.about.iter().copied());
        let said: Vec<&str> = said.filter(|words| fits(wrap(words, wide).len())).collect();
        let promise = fits(1);
        let air = with_also && fits(1);

        let muted = self.style(Token::Muted);
        self.standing(slower, faded);
        let strong = self.rows.look().strong(Token::Text);
        for words in said {
            self.rows.text(words, if words == DIMMED { strong } else { muted });
        }
        if let Some(lamp) = lamp.filter(|_| with_lamp) {
            lamp::draw_light(lamp, ctx.now.mono, ctx.motion, self.rows);
        }
        self.rows.gap(Gap::Part);
        self.target(if with_also { &also } else { &[] }, air);
        self.rows.gap(Gap::Part);
        self.rows.append(legend);
        if with_signs {
            self.rows.append(signs);
        }
        if promise {
            self.rows.gap(Gap::Air);
            self.rows.text(NO_PROMISE, muted);
        }
    }

    fn paused(mut self, slower: Each<bool>, focused: bool) {
        let strong = self.rows.look().strong(Token::Text);
        if self.roomy {
            for row in big::letters("PAUSED") {
                self.rows.line(Span::styled(row, strong));
            }
            self.rows.gap(Gap::Air);
        }
        self.rows.text(PAUSED, strong);
        let also = if self.roomy { PAUSE_TOO } else { ALSO_PAUSE_SHORT };
        self.rows.text(also, self.style(Token::Muted));
        if let Some(about) = self.about.first() {
            self.rows.text(about, self.style(Token::Text));
        }
        if slower.a || slower.b {
            self.standing_slower(slower);
        }
        self.rows.gap(Gap::Air);
        let words = Span::styled("Stay paused", self.style(Token::Text));
        self.rows.item(focused, Target::Item(0), Line::from(words), "there is no hurry", 16);
        self.rows.gap(Gap::Air);
        let words = if self.roomy {
            "To carry on, each presses their own ●."
        } else {
            "To carry on, each their ●."
        };
        self.rows.text(words, self.style(Token::Muted));
        let (legend, signs) = (self.legend(), self.signs());
        self.rows.append(legend);
        self.rows.append(signs);
    }

    /// How each of the two is, side by side: a sign and a word, never a colour alone.
    fn standing(&mut self, slower: Each<bool>, faded: Each<bool>) {
        let half = usize::from(self.rows.width() / 2);
        let mut line = Line::default();
        for person in Person::BOTH {
            let (sign, word, token) = match (slower[person], faded[person]) {
                (true, _) => ("▲", "slower", Token::Slow),
                (_, true) if self.roomy => ("●", "still good? ask in words", Token::Muted),
                (_, true) => ("●", "ask in words", Token::Muted),
                _ if self.roomy => ("●", "keep going", Token::Go),
                _ => ("●", "go", Token::Go),
            };
            let room = u16::try_from(half).unwrap_or(0).saturating_sub(width(word) + 5);
            let name = fit(self.names[person], room).into_owned();
            let spans = [
                Span::styled(format!("{sign} "), self.style(token)),
                Span::styled(name, self.rows.look().strong(Token::Of(person))),
                Span::styled(format!("  {word}"), self.rows.look().strong(token)),
            ];
            line.spans.extend(spans);
            if person == Person::A {
                let blank = half.saturating_sub(line.width());
                line.spans.push(Span::raw(" ".repeat(blank)));
            }
        }
        self.rows.line(line);
    }

    /// Who has asked for slower, in a pause.
    fn standing_slower(&mut self, slower: Each<bool>) {
        let said: Vec<String> = slower
            .iter()
            .filter(|(_, asked)| **asked)
            .map(|(one, _)| format!("▲ {} slower", self.names[one]))
            .collect();
        self.rows.text(&said.join("   "), self.style(Token::Slow));
    }

    /// The pause, as large as there is room for, with what `also` pauses; the focus is on it.
    fn target(&mut self, also: &[String], air: bool) {
        let wide = self.rows.width();
        let inner = usize::from(wide.saturating_sub(2));
        let bold = self.rows.look().strong(Token::Text);
        let words = "Space, or any other key";
        let mut inside: Vec<String> = if self.roomy {
            let [top, middle, bottom] = big::letters("PAUSE");
            let own = Person::BOTH.map(|person| self.signs.told(Meaning::Pause, person).unwrap_or_default());
            let own = if own[0] == own[1] { own[0].clone() } else { own.join(" / ") };
            let beside = ["SPACE".to_owned(), "or any other key".to_owned(), own];
            let rows = [top, middle, bottom].into_iter().zip(beside);
            let line = |(letters, words): (String, String)| format!("  {letters}    {words}");
            rows.map(|row| fit(&line(row), wide.saturating_sub(2)).into_owned()).collect()
        } else {
            vec![format!(" PAUSE   {words}")]
        };
        inside.extend(air.then(String::new));
        inside.extend(also.iter().cloned());
        let edge = |left: &str, right: &str| format!("{left}{}{right}", "═".repeat(inner));
        self.rows.line(Span::styled(edge("╔", "╗"), bold));
        self.rows.focus(0, false);
        for line in inside {
            let blank = inner.saturating_sub(usize::from(width(&line)));
            self.rows.line(Span::styled(format!("║{line}{}║", " ".repeat(blank)), bold));
        }
        self.rows.line(Span::styled(edge("╚", "╝"), bold));
    }

    /// The keys of each, on rows of their own.
    fn legend(&self) -> Rows {
        let mut rows = Rows::new(self.rows.width(), self.rows.look());
        let go = if self.roomy { "keep going" } else { "go" };
        let signals = [
            (Signal::Go, "●", go, Token::Go),
            (Signal::Slower, "▲", "slower", Token::Slow),
            (Signal::Stop, "■", "stop", Token::Stop),
        ];
        let things = |person: Person| {
            signals.map(|(signal, sign, word, token)| {
                Line::from(vec![
                    Span::styled(self.keys.of(person, signal).to_string(), self.rows.look().key()),
                    Span::styled(format!(" {sign} {word}"), self.style(token)),
                ])
            })
        };
        // A name is cut before a key goes to a row of its own.
        let wide =
            |person| things(person).iter().map(|thing| thing.width() + Rows::BETWEEN.len()).sum::<usize>();
        let most = Person::BOTH.map(wide).into_iter().max().unwrap_or(0);
        let left = rows.width().saturating_sub(u16::try_from(most).unwrap_or(0)).max(NAME_AT_LEAST);
        let names = Person::BOTH.map(|person| width(self.names[person]));
        let column = names.into_iter().max().unwrap_or(0).min(left);
        for person in Person::BOTH {
            let name = fit(self.names[person], column).into_owned();
            let blank = usize::from(column - width(&name));
            let name = Line::from(vec![
                Span::styled(name, self.rows.look().strong(Token::Of(person))),
                Span::raw(" ".repeat(blank)),
            ]);
            rows.beside([name].into_iter().chain(things(person)));
        }
        rows
    }

    /// The couple's own words and gestures, once where they are the same for both.
    fn signs(&self) -> Rows {
        let mut rows = Rows::new(self.rows.width(), self.rows.look());
        let told = |person: Person| {
            let signs = [("●", Signal::Go), ("▲", Signal::Slower), ("■", Signal::Stop)];
            signs
                .into_iter()
                .filter_map(|(sign, signal)| {
                    Some(format!("{sign} {}", self.signs.told(signal.into(), person)?))
                })
                .collect::<Vec<_>>()
        };
        let muted = self.style(Token::Muted);
        let lines = |words: Vec<String>| words.into_iter().map(move |word| Line::styled(word, muted));
        let (a, b) = (told(Person::A), told(Person::B));
        if a == b {
            if !a.is_empty() {
                rows.beside(lines(a));
            }
            return rows;
        }
        for (person, told) in [(Person::A, a), (Person::B, b)] {
            let name = Line::styled(self.names[person].to_owned(), muted);
            rows.beside([name].into_iter().chain(lines(told)));
        }
        rows
    }
}
