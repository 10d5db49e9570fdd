//! Themes: which colour each meaning has, and how many colours the terminal can show.

mod palette;

use palette::{DUSK, LINEN, Palette, STRONG_DARK, STRONG_LIGHT, Shade};

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::Span;

use crate::domain::people::Person;
use crate::domain::settings::Theme;

/// What a piece of the screen means; pages name these and never a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token {
    /// Body text.
    Text,
    /// Secondary text.
    Muted,
    /// Keys, and the full part of a bar.
    Accent,
    /// Whatever belongs to one of the two.
    Of(Person),
    /// Keep going.
    Go,
    /// Slower.
    Slow,
    /// Stop.
    Stop,
    /// Hairlines and the empty part of a bar; never text.
    Hairline,
}

impl Token {
    /// Every meaning.
    pub const ALL: [Self; 9] = [
        Self::Text,
        Self::Muted,
        Self::Accent,
        Self::Of(Person::A),
        Self::Of(Person::B),
        Self::Go,
        Self::Slow,
        Self::Stop,
        Self::Hairline,
    ];
}

/// How many colours the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// Three bytes each.
    Rgb,
    /// 256 of them.
    Indexed,
    /// So few that the terminal's own are the better choice.
    Few,
}

/// How everything looks: a theme at a depth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// `None` sets no colours at all.
    palette: Option<&'static Palette>,
    depth: Depth,
}

impl Look {
    /// The look of `theme` where the terminal shows `depth` colours.
    #[must_use]
    pub fn new(theme: Theme, depth: Depth) -> Self {
        let palette = match theme {
            Theme::Dusk => Some(&DUSK),
            Theme::Linen => Some(&LINEN),
            Theme::StrongDark => Some(&STRONG_DARK),
            Theme::StrongLight => Some(&STRONG_LIGHT),
            Theme::Plain => None,
        };
        Self { palette: palette.filter(|_| depth != Depth::Few), depth }
    }

    /// The terminal's own colours, with bold and underline alone.
    #[must_use]
    pub fn mono() -> Self {
        Self { palette: None, depth: Depth::Few }
    }

    fn colour(self, pick: impl Fn(&Palette) -> Shade) -> Color {
        self.palette.map_or(Color::Reset, |palette| pick(palette).at(self.depth))
    }

    /// The ground of a page.
    #[must_use]
    pub fn ground(self) -> Style {
        self.style(Token::Text).bg(self.colour(|palette| palette.background))
    }

    /// The ground of a panel over a page.
    #[must_use]
    pub fn panel(self) -> Style {
        self.style(Token::Text).bg(self.colour(|palette| palette.panel))
    }

    /// The colour of a meaning.
    #[must_use]
    pub fn style(self, token: Token) -> Style {
        Style::new().fg(self.colour(|palette| match token {
            Token::Text => palette.text,
            Token::Muted => palette.muted,
            Token::Accent => palette.accent,
            Token::Of(Person::A) => palette.a,
            Token::Of(Person::B) => palette.b,
            Token::Go => palette.go,
            Token::Slow => palette.slow,
            Token::Stop => palette.stop,
            Token::Hairline => palette.hairline,
        }))
    }

    /// A title, or the one bold statement of a block.
    #[must_use]
    pub fn strong(self, token: Token) -> Style {
        self.style(token).add_modifier(Modifier::BOLD)
    }

    /// The name of a key: coloured, or underlined where there are no colours.
    #[must_use]
    pub fn key(self) -> Style {
        if self.palette.is_some() {
            self.style(Token::Accent)
        } else {
            Style::new().fg(Color::Reset).add_modifier(Modifier::UNDERLINED)
        }
    }

    /// What a row that has the focus adds to each of its cells.
    #[must_use]
    pub fn focus(self) -> Style {
        match self.palette {
            None => Style::new(),
            Some(palette) if palette.strong => {
                Style::new().bg(palette.focus.at(self.depth)).fg(palette.focus_text.at(self.depth))
            }
            Some(palette) => Style::new().bg(palette.focus.at(self.depth)),
        }
    }

    /// Words of a row that has the focus: bold, and plain ones in the colour of the focus.
    #[must_use]
    pub fn focused(self, words: Span<'static>) -> Span<'static> {
        let plain = words.style.fg == self.style(Token::Text).fg;
        let words = words.patch_style(Modifier::BOLD);
        match self.palette {
            Some(palette) if plain => words.patch_style(Style::new().fg(palette.focus_text.at(self.depth))),
            _ => words,
        }
    }

    /// Words that are selected: on the ground of the focus, and never by that alone.
    #[must_use]
    pub fn selected(self) -> Style {
        let line = self.style(Token::Text).patch(self.focus()).add_modifier(Modifier::UNDERLINED);
        if self.palette.is_some() { line } else { line.add_modifier(Modifier::BOLD) }
    }

    /// Whether anything but bold and underline tells cells apart.
    #[must_use]
    pub fn has_colours(self) -> bool {
        self.palette.is_some()
    }
}

/// What the environment says about colours and movement, read once by the program.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Surroundings {
    no_color: bool,
    clicolor_off: bool,
    clicolor_force: bool,
    true_colour: bool,
    term: String,
    apple_terminal: bool,
    reduce_motion: bool,
}

impl Surroundings {
    /// Reads the variables that matter through `get`.
    #[must_use]
    pub fn read(get: impl Fn(&str) -> Option<String>) -> Self {
        let truthy = |name| {
            get(name).is_some_and(|value| {
                !matches!(value.trim().to_ascii_lowercase().as_str(), "" | "0" | "no" | "false")
            })
        };
        Self {
            no_color: get("NO_COLOR").is_some_and(|value| !value.is_empty()),
            clicolor_off: get("CLICOLOR").is_some_and(|value| value == "0"),
            clicolor_force: truthy("CLICOLOR_FORCE"),
            true_colour: get("COLORTERM").is_some_and(|value| value == "truecolor" || value == "24bit"),
            term: get("TERM").unwrap_or_default(),
            apple_terminal: get("TERM_PROGRAM").is_some_and(|value| value == "Apple_Terminal"),
            reduce_motion: truthy("REDUCE_MOTION"),
        }
    }

    /// Whether nothing on screen should move by itself.
    #[must_use]
    pub fn reduce_motion(&self) -> bool {
        self.reduce_motion
    }

    /// How many colours this terminal shows.
    #[must_use]
    pub fn depth(&self) -> Depth {
        // Old tmux and screen say nothing about 24 bits even where COLORTERM leaks through.
        if self.term.starts_with("screen") {
            Depth::Indexed
        } else if self.true_colour {
            Depth::Rgb
        } else if self.term.contains("256color") || self.apple_terminal || self.clicolor_force {
            Depth::Indexed
        } else {
            Depth::Few
        }
    }

    fn without_colours(&self) -> bool {
        self.no_color || (self.clicolor_off && !self.clicolor_force)
    }

    /// The look: a given theme, else the chosen one, else none where the environment wants no
    /// colours, else whatever `detected` fits the terminal's background.
    #[must_use]
    pub fn look(&self, given: Option<Theme>, chosen: Option<Theme>, detected: Theme) -> Look {
        match given.or(chosen) {
            Some(theme) => Look::new(theme, self.depth()),
            None if self.without_colours() => Look::mono(),
            None => Look::new(detected, self.depth()),
        }
    }

    /// Whether asking the terminal for its background could change anything.
    #[must_use]
    pub fn worth_asking(&self, given: Option<Theme>, chosen: Option<Theme>) -> bool {
        given.or(chosen).is_none() && !self.without_colours() && self.depth() != Depth::Few
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(rgb: u32) -> f64 {
        let channel = |shift: u32| {
            let c = f64::from((rgb >> shift) & 0xff) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(16) + 0.7152 * channel(8) + 0.0722 * channel(0)
    }

    fn contrast(one: u32, other: u32) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The colour xterm shows at `index`, 16 to 255.
    fn of_256(index: u8) -> u32 {
        let index = u32::from(index);
        if index >= 232 {
            let grey = 8 + 10 * (index - 232);
            return grey << 16 | grey << 8 | grey;
        }
        let level = |step: u32| if step == 0 { 0 } else { 55 + 40 * step };
        let cube = index - 16;
        level(cube / 36) << 16 | level(cube / 6 % 6) << 8 | level(cube % 6)
    }

    type Reading = fn(Shade) -> u32;

    fn texts(palette: &Palette) -> [Shade; 8] {
        let p = palette;
        [p.text, p.muted, p.accent, p.a, p.b, p.go, p.slow, p.stop]
    }

    #[test]
    fn every_text_is_readable_on_every_ground() {
        let readings: [(&str, Reading, f64); 2] =
            [("rgb", |shade| shade.0, 4.5), ("256", |shade| of_256(shade.1), 4.5)];
        for palette in [&DUSK, &LINEN, &STRONG_DARK, &STRONG_LIGHT] {
            for (name, read, least) in readings {
                let least = if palette.strong && name == "rgb" { 7.0 } else { least };
                for text in texts(palette) {
                    for ground in [palette.background, palette.panel] {
                        let ratio = contrast(read(text), read(ground));
                        assert!(ratio >= least, "{name} {text:06x?} on {ground:06x?}: {ratio:.1}");
                    }
                    if !palette.strong {
                        let ratio = contrast(read(text), read(palette.focus));
                        assert!(ratio >= 4.5, "{name} {text:06x?} on the focus row: {ratio:.1}");
                    }
                }
                assert!(contrast(read(palette.focus_text), read(palette.focus)) >= 7.0);
                assert!(contrast(read(palette.hairline), read(palette.background)) >= 3.0);
            }
        }
    }

    fn around(pairs: &[(&str, &str)]) -> Surroundings {
        Surroundings::read(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).into())
        })
    }

    #[test]
    fn a_theme_that_was_asked_for_wins_over_no_color() {
        let quiet = around(&[("NO_COLOR", "1"), ("COLORTERM", "truecolor")]);
        assert_eq!(quiet.look(None, None, Theme::Dusk), Look::mono());
        assert_eq!(quiet.look(None, Some(Theme::Linen), Theme::Dusk), Look::new(Theme::Linen, Depth::Rgb));
        assert_eq!(
            quiet.look(Some(Theme::Dusk), Some(Theme::Linen), Theme::Linen),
            Look::new(Theme::Dusk, Depth::Rgb)
        );
        assert_eq!(around(&[("NO_COLOR", "")]).look(None, None, Theme::Dusk).depth, Depth::Few);
    }

    #[test]
    fn the_depth_is_what_the_terminal_says() {
        assert_eq!(around(&[("COLORTERM", "truecolor")]).depth(), Depth::Rgb);
        assert_eq!(around(&[("COLORTERM", "24bit"), ("TERM", "screen-256color")]).depth(), Depth::Indexed);
        assert_eq!(around(&[("TERM", "xterm-256color")]).depth(), Depth::Indexed);
        assert_eq!(around(&[("TERM_PROGRAM", "Apple_Terminal")]).depth(), Depth::Indexed);
        assert_eq!(around(&[("TERM", "vt220")]).depth(), Depth::Few);
    }

    #[test]
    fn only_an_open_question_is_asked_of_the_terminal() {
        let bright = around(&[("COLORTERM", "truecolor")]);
        assert!(bright.worth_asking(None, None));
        assert!(!bright.worth_asking(Some(Theme::Dusk), None));
        assert!(!bright.worth_asking(None, Some(Theme::Plain)));
        assert!(!around(&[("CLICOLOR", "0"), ("COLORTERM", "truecolor")]).worth_asking(None, None));
    }

    #[test]
    fn without_colours_the_focus_is_bold_and_keys_are_underlined() {
        for look in [Look::mono(), Look::new(Theme::Plain, Depth::Rgb), Look::new(Theme::Dusk, Depth::Few)] {
            assert!(look.focused("words".into()).style.add_modifier.contains(Modifier::BOLD));
            assert!(look.key().add_modifier.contains(Modifier::UNDERLINED));
            for token in Token::ALL {
                assert_eq!(look.style(token).fg, Some(Color::Reset));
            }
            assert_eq!(look.ground().bg, Some(Color::Reset));
        }
    }
}
