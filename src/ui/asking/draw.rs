//! How a prompt looks.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Asking, Widget};
use crate::domain::flow::View;
use crate::domain::people::Person;
use crate::ui::canvas::Canvas;
use crate::ui::context::Context;
use crate::ui::hits::Target;
use crate::ui::rows::{FOCUS, Gap, Rows, Scroll};
use crate::ui::theme::Token;
use crate::ui::widget::signals::SignalPage;
use crate::ui::widget::{chart, choices, days, parts, reading, side_by_side, week};
use crate::ui::words::width;

impl Asking {
    /// Draws it.
    pub fn draw(&mut self, area: Rect, ctx: &Context<'_>, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        if self.is_a_page() {
            return self.draw_page(area, canvas);
        }
        let mut rows = Rows::new(area.width, look);
        if self.signals().is_some() {
            self.draw_signals(area.height, ctx, &mut rows);
            return rows.draw(area, &mut self.scroll, canvas);
        }
        if let Some((list, text)) = self.beside(area) {
            return self.draw_beside(area, list, text, canvas);
        }
        let small = area.width < 52 || area.height < 12;
        rows.text(&self.prompt.question, look.strong(Token::Text));
        let airy = self.prompt.lines.len() > 2;
        for (at, line) in self.prompt.lines.iter().enumerate() {
            if airy && at > 0 {
                rows.gap(Gap::Air);
            }
            rows.text(line, look.style(Token::Text));
        }
        if self.is_about_themes() {
            rows.text("The whole screen changes as you go.", look.style(Token::Text));
        }
        rows.gap(Gap::Part);
        if let Some(View::SideBySide(view)) = &self.prompt.view {
            side_by_side::draw(view, &mut rows);
            rows.gap(Gap::Part);
        }
        if let Some(View::Parts(text)) = &self.prompt.view {
            parts::draw(text, &mut rows);
            rows.gap(Gap::Part);
        }
        if let Some(View::Weeks(picture)) = &self.prompt.view {
            chart::draw(picture, small, &mut rows);
            rows.gap(Gap::Part);
        }
        if let Some(View::Week(view)) = &self.prompt.view {
            week::draw(view, &mut rows);
            rows.gap(Gap::Part);
        }
        if let Some(View::Entry(entry)) = &self.prompt.view {
            rows.long(self.entry.rows(&entry.words, area.width), look.style(Token::Text));
            if let Some(thanks) = &entry.thanks {
                rows.gap(Gap::Air);
                rows.text(thanks, look.style(Token::Text));
            }
            rows.gap(Gap::Part);
        }
        rows.gap(Gap::Air);
        self.draw_widget(ctx, area.height, small, &mut rows);
        if self.is_about_themes() {
            draw_sample(ctx, &mut rows);
        }
        if !self.prompt.quiet.is_empty() {
            rows.gap(Gap::Part);
            for note in &self.prompt.quiet {
                rows.text(note, look.style(Token::Muted));
            }
        }
        self.draw_extras(&mut rows);
        rows.draw(area, &mut self.scroll, canvas);
    }

    /// The signals stand alone on their page; a pause has the extras under it.
    fn draw_signals(&mut self, height: u16, ctx: &Context<'_>, rows: &mut Rows) {
        let focused = self.focus < self.items();
        let about: Vec<&str> =
            [&self.prompt.question].into_iter().chain(&self.prompt.lines).map(String::as_str).collect();
        let Some(page) = self.signals() else { return };
        page.draw(&about, ctx, height, focused, rows);
        if !page.live().goes() {
            self.draw_extras(rows);
            SignalPage::draw_under(rows);
        }
    }

    /// Where a list goes and the text beside it, where the page has both and there is room.
    fn beside(&self, area: Rect) -> Option<(Rect, Rect)> {
        let lines = 1 + u16::try_from(self.prompt.lines.len()).unwrap_or(u16::MAX);
        let top = lines.saturating_add(1).min(area.height);
        let under = Rect { y: area.y + top, height: area.height - top, ..area };
        reading::split(under).filter(|_| matches!(self.prompt.view, Some(View::Beside(_))))
    }

    fn draw_beside(&mut self, area: Rect, list: Rect, text: Rect, canvas: &mut Canvas<'_>) {
        let look = canvas.look;
        let mut top = Rows::new(area.width, look);
        top.text(&self.prompt.question, look.strong(Token::Text));
        for line in &self.prompt.lines {
            top.text(line, look.style(Token::Text));
        }
        top.draw(Rect { height: list.y - area.y, ..area }, &mut Scroll::default(), canvas);
        if let Some(View::Beside(texts)) = &self.prompt.view
            && let Some(one) = texts.get(self.chosen)
        {
            reading::draw_text(one, text, canvas);
        }
        let mut rows = Rows::new(list.width, look);
        if let Widget::Choices(ask) = &self.widget {
            reading::draw_list(ask, (self.focus < ask.choices.len()).then_some(self.focus), &mut rows);
        }
        self.draw_extras(&mut rows);
        rows.draw(list, &mut self.scroll, canvas);
    }

    fn draw_widget(&mut self, ctx: &Context<'_>, height: u16, small: bool, rows: &mut Rows) {
        let focus = (self.focus < self.items()).then_some(self.focus);
        let look = rows.look();
        let words = |text: &str| Line::from(Span::styled(text.to_owned(), look.style(Token::Text)));
        match &mut self.widget {
            Widget::Scale(scale) => scale.draw(focus.is_some(), small, rows),
            Widget::Choices(ask) => choices::draw_choices(ask, focus, rows),
            Widget::Ticks(ticks) => choices::draw_ticks(ticks, focus, rows),
            Widget::Marks(wishes) => choices::draw_marks(wishes, focus, self.chosen / choices::PAGE, rows),
            Widget::Field(field) => field.draw(focus.is_some(), rows),
            Widget::Find(page) => {
                let under = u16::try_from(self.prompt.extras.len()).unwrap_or(0);
                page.draw(focus, self.chosen, height, under, rows);
            }
            Widget::Secret(field) => field.draw(focus.is_some(), rows),
            Widget::Days(ask) => days::draw(ask, focus, self.chosen, height, rows),
            Widget::Running(running) => running.draw(ctx, small, focus.is_some(), rows),
            Widget::Signals(_) | Widget::Write(_) => {}
            Widget::OneKey => {
                rows.item(focus == Some(0), Target::Item(0), words("Press the key itself, once"), "", 0);
            }
            Widget::Go => rows.item(focus == Some(0), Target::Item(0), words("Go on"), "Enter", 12),
            Widget::BothKeys => {
                for (at, (person, key)) in [(Person::A, "1"), (Person::B, "8")].into_iter().enumerate() {
                    if at > 0 {
                        rows.gap(Gap::Between);
                    }
                    let name = ctx.session.archive().name(person).to_owned();
                    let line = Line::from(vec![
                        Span::styled(key, look.key()),
                        Span::styled(format!("  {name}"), look.strong(Token::Of(person))),
                    ]);
                    rows.item(focus == Some(at), Target::Item(at), line, "", 0);
                }
            }
        }
    }

    pub(super) fn draw_extras(&mut self, rows: &mut Rows) {
        if self.prompt.extras.is_empty() {
            return;
        }
        let look = rows.look();
        // While words are typed a letter is a letter: the way there is down.
        let letters = !self.is_text();
        let longest = self.prompt.extras.iter().map(|extra| width(extra.label()) + 6).max().unwrap_or(0);
        // Many short ones stand closer together.
        let close = self.prompt.extras.len() > 4 && longest <= rows.width() / 3;
        let columns = if close { 3 } else { 1 + u16::from(longest <= rows.width() / 2) };
        self.columns = usize::from(columns);
        let wide = rows.width() / columns;
        rows.gap(Gap::Part);
        for (line, extras) in self.prompt.extras.chunks(self.columns).enumerate() {
            if self.columns == 1 && line > 0 {
                rows.gap(Gap::Air);
            }
            let mut spans = Vec::new();
            let mut cursor = None;
            for (at, extra) in extras.iter().enumerate() {
                let focused = self.extra_in_focus() == Some(*extra);
                let mut cell = vec![
                    Span::styled(if focused { FOCUS } else { "  " }, look.strong(Token::Accent)),
                    Span::styled(if letters { extra.key() } else { '↓' }.to_string(), look.key()),
                    Span::styled(format!("  {}", extra.label()), look.style(Token::Text)),
                ];
                let used: u16 = cell.iter().map(|span| width(&span.content)).sum();
                cell.push(Span::raw(" ".repeat(usize::from(wide.saturating_sub(used)))));
                if focused {
                    cursor = Some(wide * u16::try_from(at).unwrap_or(0));
                    cell[2] = look.focused(cell[2].clone());
                    cell = cell.into_iter().map(|span| span.patch_style(look.focus())).collect();
                }
                spans.extend(cell);
            }
            rows.line(Line::from(spans));
            for (at, extra) in extras.iter().enumerate() {
                let left = wide * u16::try_from(at).unwrap_or(0);
                rows.click(left..left + wide, Target::Extra(*extra));
            }
            if let Some(cursor) = cursor {
                rows.focus(cursor, false);
            }
        }
    }
}

/// Every meaning a colour has, so that a theme can be judged before it is chosen.
fn draw_sample(ctx: &Context<'_>, rows: &mut Rows) {
    let look = rows.look();
    let name = |person: Person, otherwise: &'static str| {
        let profile = ctx.session.archive().profile(person);
        profile.map_or(otherwise.to_owned(), |profile| profile.name.clone())
    };
    let parts = [
        ("Sample".to_owned(), look.style(Token::Text)),
        (name(Person::A, "Mara"), look.style(Token::Of(Person::A))),
        (name(Person::B, "Jo"), look.style(Token::Of(Person::B))),
        ("● keep going".to_owned(), look.style(Token::Go)),
        ("▲ slower".to_owned(), look.style(Token::Slow)),
        ("■ stop".to_owned(), look.style(Token::Stop)),
        ("a quiet note".to_owned(), look.style(Token::Muted)),
    ];
    rows.gap(Gap::Part);
    rows.beside(parts.map(|(words, style)| Line::from(Span::styled(words, style))));
}
