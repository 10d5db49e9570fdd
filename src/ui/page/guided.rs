//! Any flow: its prompt, the words being typed, and the guide that knows what comes next.

use std::borrow::Cow;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use crate::domain::flow::{Answer, Prompt};
use crate::domain::time::Now;
use crate::session::guide::Guide;
use crate::ui::asking::{Asking, Msg};
use crate::ui::canvas::Canvas;
use crate::ui::context::Context;
use crate::ui::effect::Effect;
use crate::ui::frame::{self, Parts};
use crate::ui::keymap::Action;
use crate::ui::widget::Reply;

/// How long typing rests before the words are kept.
const REST: Duration = Duration::from_millis(300);
/// The longest that words wait to be kept.
const LATEST: Duration = Duration::from_secs(2);

/// A flow on the screen.
pub struct Guided {
    guide: Guide,
    asking: Asking,
    unkept: Option<Unkept>,
    /// When the words were kept last, by the clock on the wall.
    kept: Option<DateTime<FixedOffset>>,
}

/// Words that are not in the draft yet.
#[derive(Clone, Copy)]
struct Unkept {
    first_key: Duration,
    last_key: Duration,
    /// After a try that failed, when to try again.
    again: Option<Duration>,
}

impl Unkept {
    fn due(self) -> Duration {
        self.again.unwrap_or((self.last_key + REST).min(self.first_key + LATEST))
    }
}

impl Guided {
    /// The page that `guide` asks first.
    #[must_use]
    pub fn new(guide: Guide, prompt: Prompt, now: Duration) -> Self {
        let asking = Asking::new(prompt, now);
        Self { guide, asking, unkept: None, kept: None }
    }

    /// What is on the screen.
    #[must_use]
    pub fn asking(&self) -> &Asking {
        &self.asking
    }

    /// What is on the screen, to change it.
    pub fn asking_mut(&mut self) -> &mut Asking {
        &mut self.asking
    }

    /// Who knows what comes next.
    pub fn guide_mut(&mut self) -> &mut Guide {
        &mut self.guide
    }

    /// Who knows what comes next, to look.
    #[must_use]
    pub fn guide(&self) -> &Guide {
        &self.guide
    }

    /// Shows the next page of the guide.
    /// Says whether it is another one: a key of one of the two changes nothing that could be seen.
    pub fn show(&mut self, prompt: Prompt, now: Duration) -> bool {
        let other = prompt != *self.asking.prompt();
        if other {
            self.asking = Asking::new(prompt, now);
            self.unkept = None;
            self.kept = None;
        }
        other
    }

    /// Words that wait to be kept. They wait until [`Guided::kept`] says that they are.
    pub fn unkept(&mut self) -> Option<(&mut Guide, Cow<'_, str>)> {
        self.unkept?;
        Some((&mut self.guide, self.asking.words()?))
    }

    /// The words that waited are kept, or are to be tried again after a while.
    pub fn kept(&mut self, kept: bool, now: Now) {
        if kept && self.guide.keeps_words() {
            self.kept = Some(now.wall);
        }
        let again = Some(now.mono + LATEST);
        self.unkept = self.unkept.filter(|_| !kept).map(|unkept| Unkept { again, ..unkept });
    }

    /// Takes a key or a click.
    pub fn update(&mut self, msg: Msg, ctx: &Context<'_>) -> Vec<Effect> {
        let back = matches!(msg, Msg::Do(Action::Back, _));
        let now = ctx.now.mono;
        let reply = self.asking.update(msg, now);
        if matches!(reply, Reply::Answer(_)) || (back && reply == Reply::NotMine) {
            self.note_standing();
        }
        match reply {
            Reply::Answer(answer) => vec![Effect::Answer(answer)],
            Reply::Say(words) => {
                self.typed(now);
                vec![Effect::Say(words)]
            }
            Reply::Typed => {
                self.typed(now);
                Vec::new()
            }
            Reply::NotMine if back => vec![Effect::StepBack],
            Reply::NotMine | Reply::Done => Vec::new(),
        }
    }

    /// Whoever asked for slower has still asked for it, wherever the page leads.
    pub fn note_signals(&mut self) {
        if let Some(signals) = self.asking.signals() {
            self.guide.signals_stand_at(signals.live());
        }
    }

    /// What is looked for is still looked for when something else on the page changes.
    pub fn note_search(&mut self) {
        if let Some(answer @ Answer::Find { .. }) = self.asking.standing() {
            self.guide.stands_at(self.asking.prompt(), &answer);
        }
    }

    /// Whatever is answered or left here stands as it is should one come back.
    fn note_standing(&mut self) {
        self.note_signals();
        if let Some(answer) = self.asking.standing() {
            self.guide.stands_at(self.asking.prompt(), &answer);
        }
    }

    fn typed(&mut self, now: Duration) {
        if self.asking.has_words() {
            let first_key = self.unkept.map_or(now, |unkept| unkept.first_key);
            self.unkept = Some(Unkept { first_key, last_key: now, again: None });
        }
    }

    /// When the words in its field are to be kept.
    #[must_use]
    pub fn keep_at(&self) -> Option<Duration> {
        self.unkept.map(Unkept::due)
    }

    /// Draws it.
    pub fn draw(&mut self, parts: Parts, ctx: &Context<'_>, canvas: &mut Canvas<'_>) {
        let prompt = self.asking.prompt();
        let name = prompt.who.map(|person| ctx.session.archive().name(person));
        let roomy = parts.title.width >= 60;
        let right = match (name, prompt.place) {
            (Some(name), Some((at, all))) if roomy => format!("{name} is answering, {at} of {all}"),
            (Some(name), Some((at, all))) => format!("{name}, {at} of {all}"),
            (Some(name), None) if roomy => format!("{name} is answering"),
            (Some(name), None) => name.to_owned(),
            (None, Some((at, all))) => format!("step {at} of {all}"),
            (None, None) if self.asking.signals().is_some() => "no hurry, no clock".into(),
            (None, None) => String::new(),
        };
        let right = match (name, self.kept.filter(|_| self.asking.is_a_page())) {
            (Some(name), Some(kept)) => format!("{name}, kept {}", kept.format("%H:%M")),
            (None, Some(kept)) => format!("kept {}", kept.format("%H:%M")),
            (_, None) => right,
        };
        frame::title(parts, prompt.title, &right, prompt.who, canvas);
        self.asking.draw(parts.body, ctx, canvas);
    }
}
