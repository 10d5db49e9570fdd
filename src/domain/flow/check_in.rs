//! The check-in: five questions, one a screen, answered alone; then what to show, and how far
//! one's own evening may go.

use super::first_turn::FirstTurn;
use super::{Answer, Extra, Flow, Mark, Prompt, Step, Then, World};
use crate::domain::archive::{Draft, DraftOf, Scale};
use crate::domain::change::Change;
use crate::domain::check_in::{Answers, Finished, Score, Shows, Wish};
use crate::domain::content::WishCard;
use crate::domain::limits::Question;
use crate::domain::pacing::{Band, Word, own_word};
use crate::domain::people::Turn;
use crate::domain::record::Id;
use crate::domain::scale::FourWords;
use crate::domain::text;
use crate::domain::time::Evening;

mod afterwards;
mod ask;
mod more;

/// One person's turn, question by question.
#[derive(Clone, PartialEq)]
pub struct CheckInFlow {
    turn: Turn,
    evening: Evening,
    page: Page,
    /// The pages still to come, in order.
    ahead: Vec<Page>,
    /// Every recorded answer so far: the draft.
    given: Vec<Answer>,
    answers: Answers,
    shows: Shows,
    /// Wishes in one's own words, the newest first.
    own_wishes: Vec<String>,
    /// How many of them, the oldest, were typed before the turn was cut off: they stay wished for
    /// and are not shown again.
    hidden_wishes: usize,
    /// The marks on the wishes page, own words first.
    marks: Vec<Mark>,
    /// A body that is hard tonight: warning signs are one key away from here on.
    hard: bool,
    /// Words that stood in the open field when the turn was cut off.
    typing: Option<String>,
    /// The small step that is asked about at the end, once it is.
    step: Option<Id>,
    /// Whether the turn was cut off; what was answered before that is not shown again.
    resumed: bool,
}

/// A screen of the check-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    /// There is a waiting check-in: leave it, or begin again?
    Waiting,
    /// There is an unfinished turn: go on, or begin again?
    Unfinished,
    Ask(Question),
    /// A few words, added from a scale.
    Words,
    /// Body words, added from a scale.
    Sensations,
    /// A wish in one's own words.
    OwnWish,
    /// Would you still like it if nobody minded? For the wish at this place in `like`.
    Should(usize),
    /// One small thing that would help.
    Helps,
    /// Before time for us: one word for energy.
    ShortEnergy,
    /// The short way: one word for the body.
    ShortBody,
    /// The short way: one word for tonight.
    ShortTonight,
    /// What to watch for, whom to call.
    Watch,
    /// What to show.
    Show,
    /// My evening.
    MyEvening,
    /// How it was after the last evening here.
    After(afterwards::Asked),
    /// A small step: stay here, or a little more?
    More,
}

/// The body number from which warning signs are one key away.
const HARD: u8 = 8;
/// Where *leave it out* stands among the answers about a should.
const TAKEN_BACK: usize = 0;

impl CheckInFlow {
    /// The turn from its beginning, or from where it was cut off this evening.
    #[must_use]
    pub fn begin(turn: &Turn, world: World<'_>) -> Flow {
        let evening = world.evening();
        if let Some(draft) = world.archive.draft(turn, evening) {
            return Self::resume(turn, evening, draft, world);
        }
        let mut flow = Self::blank(turn, evening, world);
        if world.archive.round(evening).has(turn.person()) {
            flow.ahead.insert(0, flow.page);
            flow.page = Page::Waiting;
        }
        Flow::CheckIn(Box::new(flow))
    }

    /// Only energy and body, a key each; a check-in that waits or is not finished goes first.
    #[must_use]
    pub fn two_keys(turn: &Turn, world: World<'_>) -> Flow {
        let evening = world.evening();
        if world.archive.draft(turn, evening).is_some() || world.archive.round(evening).has(turn.person()) {
            return Self::begin(turn, world);
        }
        // What is said before a first turn comes before this one too.
        if !world.archive.welcomed(turn) {
            return FirstTurn::before_two_keys(turn, world);
        }
        Self::begin_two_keys(turn, world)
    }

    /// Only energy and body, whatever comes before a first turn.
    pub(super) fn begin_two_keys(turn: &Turn, world: World<'_>) -> Flow {
        let evening = world.evening();
        let mut flow = Self::blank(turn, evening, world);
        let two_keys = Answer::Extra(Extra::TwoKeys, None);
        if flow.take(&two_keys, world).is_ok() {
            flow.given.push(two_keys);
        }
        Flow::CheckIn(Box::new(flow))
    }

    fn blank(turn: &Turn, evening: Evening, world: World<'_>) -> Self {
        let left_out = world.archive.limits(turn).set.left_out;
        let mut ahead: Vec<Page> = Question::ALL
            .into_iter()
            .filter(|question| !left_out.contains(question))
            .map(Page::Ask)
            .collect();
        ahead.extend([Page::Show, Page::MyEvening]);
        let mut flow = Self {
            turn: turn.clone(),
            evening,
            page: Page::MyEvening,
            ahead,
            given: Vec::new(),
            answers: Answers::default(),
            shows: Shows::usual(),
            own_wishes: Vec::new(),
            hidden_wishes: 0,
            marks: Vec::new(),
            hard: false,
            typing: None,
            step: None,
            resumed: false,
        };
        flow.advance();
        flow
    }

    /// Replays a draft up to the first answer that no longer fits.
    fn resume(turn: &Turn, evening: Evening, draft: &Draft, world: World<'_>) -> Flow {
        let mut flow = Self::blank(turn, evening, world);
        for answer in &draft.answers {
            match flow.answer(answer.clone(), world) {
                Step::On { then: Then::Page(Flow::CheckIn(next)), .. } => flow = *next,
                _ => break,
            }
        }
        // What felt like a should and was not answered is taken back, unseen.
        while matches!(flow.page, Page::Should(_)) {
            let taken_back = Answer::Pick(TAKEN_BACK);
            if flow.take(&taken_back, world).is_err() {
                break;
            }
            flow.given.push(taken_back);
        }
        flow.hidden_wishes = flow.own_wishes.len();
        flow.marks.clear();
        flow.typing.clone_from(&draft.typing);
        flow.resumed = !flow.given.is_empty() || flow.typing.is_some();
        if flow.resumed {
            flow.ahead.insert(0, flow.page);
            flow.page = Page::Unfinished;
        }
        Flow::CheckIn(Box::new(flow))
    }

    /// Whether it asks what to do with an unfinished turn.
    pub(super) fn is_unfinished(&self) -> bool {
        self.page == Page::Unfinished
    }

    /// The unfinished turn as it is kept, with the words in the open field.
    #[must_use]
    pub fn draft(&self, typing: Option<String>) -> Change {
        let typing = typing.filter(|words| !words.is_empty());
        let draft =
            Draft { of: DraftOf::CheckIn, evening: self.evening, answers: self.given.clone(), typing };
        Change::Draft(self.turn.person(), Some(draft))
    }

    pub(super) fn prompt(&self, world: World<'_>) -> Prompt {
        self.screen(world).of(self.turn.person())
    }

    pub(super) fn answer(&self, answer: Answer, world: World<'_>) -> Step {
        if let Answer::Extra(extra, _) = answer
            // It is how a turn begins, and never offered on a page.
            && extra != Extra::TwoKeys
            && !self.screen(world).extras.contains(&extra)
        {
            return Step::not_asked();
        }
        match (self.page, answer) {
            (_, Answer::Extra(Extra::Watch, _)) => self.detour(Page::Watch),
            (Page::Watch, Answer::Go) | (Page::Waiting, Answer::Pick(1)) => Step::page(self.moved()),
            (Page::Unfinished, Answer::Pick(0)) => Step::on(Then::Onward(self.moved())),
            (Page::Unfinished, Answer::Pick(1)) => {
                let changes = vec![Change::Draft(self.turn.person(), None)];
                let blank = Self::blank(&self.turn, self.evening, world);
                Step::On { changes, then: Then::Onward(Flow::CheckIn(Box::new(blank))) }
            }
            (Page::Waiting, Answer::Pick(0)) => Step::on(self.after(world)),
            (Page::MyEvening, answer) => self.my_evening(&answer, world),
            (Page::After(asked), answer) => self.after_answer(asked, &answer, world),
            (Page::More, answer) => self.more(&answer, world),
            (_, answer) => {
                let mut next = self.clone();
                match next.take(&answer, world) {
                    Ok(()) => next.recorded(answer),
                    Err(why) => Step::Again(why),
                }
            }
        }
    }

    /// Takes an answer that belongs to the draft, and moves to the next page.
    fn take(&mut self, answer: &Answer, world: World<'_>) -> Result<(), String> {
        match (self.page, answer) {
            (Page::Ask(_), Answer::Extra(Extra::ShortWay, _)) => {
                self.ahead = vec![Page::ShortTonight, Page::Show, Page::MyEvening];
                self.page = Page::ShortBody;
                return Ok(());
            }
            (_, Answer::Extra(Extra::TwoKeys, _)) if self.given.is_empty() => {
                self.ahead = vec![Page::ShortBody, Page::Show, Page::MyEvening];
                self.page = Page::ShortEnergy;
                return Ok(());
            }
            (Page::Ask(_), Answer::Extra(Extra::AddWords, _)) => {
                self.ahead.splice(0..0, [Page::Sensations, self.page]);
                self.page = Page::Words;
                return Ok(());
            }
            (Page::Ask(Question::Wishes), Answer::Extra(Extra::OwnWish, _)) => {
                self.ahead.insert(0, self.page);
                self.page = Page::OwnWish;
                return Ok(());
            }
            (
                Page::Ask(Question::Energy | Question::Body | Question::Calm),
                Answer::Extra(Extra::RatherNotSay, _),
            ) => {
                self.set_score(None);
            }
            (Page::Ask(question @ (Question::Energy | Question::Body | Question::Calm)), answer) => {
                let score = self.score(question, answer, world)?;
                self.set_score(Some(score));
            }
            (Page::Ask(Question::Wishes), Answer::Marks(marks)) => self.take_marks(marks, world)?,
            (Page::Ask(Question::Noticed), Answer::Text(words)) => {
                self.answers.noticed = text::line(words, text::LINE);
            }
            (Page::Words, Answer::Text(words)) => {
                self.answers.words = text::line(words, text::LINE);
                self.shows.words = false;
            }
            (Page::Sensations, Answer::Ticks(ticks)) if ticks.len() == world.content.sensations.len() => {
                let ticked = world.content.sensations.iter().zip(ticks).filter(|(_, on)| **on);
                self.answers.sensations = ticked.map(|(card, _)| card.text.clone()).collect();
            }
            (Page::OwnWish, Answer::Text(words)) => {
                if let Some(wish) = text::line(words, text::LINE) {
                    self.own_wishes.insert(0, wish);
                    self.marks.insert(0, Mark::Like);
                }
            }
            (Page::Should(at), Answer::Pick(choice @ (0 | 1))) => {
                if *choice == TAKEN_BACK {
                    self.answers.like.remove(at);
                    self.ahead.iter_mut().for_each(|page| {
                        if let Page::Should(later) = page {
                            *later -= 1;
                        }
                    });
                }
            }
            (Page::Helps, Answer::Text(words)) => self.answers.helps = text::line(words, text::LINE),
            (
                Page::ShortEnergy | Page::ShortBody | Page::ShortTonight,
                Answer::Extra(Extra::RatherNotSay, _),
            ) => {}
            (Page::ShortEnergy, Answer::Pick(at)) => {
                let score = FourWords::ENERGY.score(*at).ok_or_else(ask::one_of_these)?;
                self.answers.numbers.energy = Some(score);
            }
            (Page::ShortBody, Answer::Pick(at)) => {
                let score = FourWords::BODY.score(*at).ok_or_else(ask::one_of_these)?;
                self.answers.numbers.body = Some(score);
                self.hard = score.value() >= HARD;
            }
            (Page::ShortTonight, Answer::Pick(at)) => {
                let card = ask::short_wishes(world.content).nth(*at).ok_or_else(ask::one_of_these)?;
                self.answers.like = vec![wish(card)];
            }
            (Page::Show, Answer::Extra(Extra::ShowNothing, _)) => self.shows = Shows::nothing(),
            (Page::Show, Answer::Ticks(ticks)) => self.take_shows(ticks)?,
            _ => return Err(ask::one_of_these()),
        }
        self.advance();
        Ok(())
    }

    /// Pages that would ask nothing are passed over.
    fn advance(&mut self) {
        while !self.ahead.is_empty() {
            self.page = self.ahead.remove(0);
            if self.page != Page::Show || !self.showable().is_empty() {
                break;
            }
        }
    }

    fn moved(&self) -> Flow {
        let mut next = self.clone();
        next.advance();
        Flow::CheckIn(Box::new(next))
    }

    /// A page on the side; it belongs to no draft, and leads back here.
    fn detour(&self, page: Page) -> Step {
        let mut next = self.clone();
        next.ahead.insert(0, self.page);
        next.page = page;
        Step::page(Flow::CheckIn(Box::new(next)))
    }

    fn recorded(mut self, answer: Answer) -> Step {
        self.typing = None;
        self.given.push(answer);
        let changes = vec![self.draft(None)];
        Step::On { changes, then: Then::Page(Flow::CheckIn(Box::new(self))) }
    }

    fn score(&self, question: Question, answer: &Answer, world: World<'_>) -> Result<Score, String> {
        let words = match question {
            Question::Energy => FourWords::ENERGY,
            Question::Body => FourWords::BODY,
            Question::Calm | Question::Wishes | Question::Noticed => FourWords::CALM,
        };
        let in_words = world.archive.own_questions(&self.turn).1 == Scale::Words;
        let score = match answer {
            Answer::Number(value) if !in_words => Score::new(*value),
            Answer::Pick(at) if in_words => words.score(*at),
            _ => None,
        };
        score.ok_or_else(|| {
            if in_words {
                ask::one_of_these()
            } else {
                "A number from 0 to 10, or s. Any is a good answer.".into()
            }
        })
    }

    fn set_score(&mut self, score: Option<Score>) {
        let numbers = &mut self.answers.numbers;
        match self.page {
            Page::Ask(Question::Energy) => numbers.energy = score,
            Page::Ask(Question::Body) => {
                numbers.body = score;
                self.hard = score.is_some_and(|score| score.value() >= HARD);
            }
            Page::Ask(Question::Calm) => numbers.calm = score,
            _ => {}
        }
    }

    /// The wishes on the page: one's own words first, but those from before a cut.
    fn wish_cards(&self, world: World<'_>) -> Vec<Wish> {
        let shown = self.own_wishes.len() - self.hidden_wishes;
        let own = self.own_wishes[..shown].iter().map(|words| own_wish(words));
        own.chain(world.content.wishes.iter().map(wish)).collect()
    }

    /// Takes the marks of the page. Marks that stand before the list are fewer than all wishes by
    /// those typed before a cut, the oldest: these stay wished for.
    fn take_marks(&mut self, marks: &[Mark], world: World<'_>) -> Result<(), String> {
        let all = self.own_wishes.len() + world.content.wishes.len();
        let hidden = all.checked_sub(marks.len()).filter(|hidden| *hidden <= self.own_wishes.len());
        self.hidden_wishes = hidden.ok_or_else(ask::one_of_these)?;
        let wishes = self.wish_cards(world);
        let kept = self.own_wishes[self.own_wishes.len() - self.hidden_wishes..].iter();
        let kept: Vec<Wish> = kept.map(|words| own_wish(words)).collect();
        self.answers.like = kept;
        self.answers.not_tonight.clear();
        let mut shoulds = Vec::new();
        for (wish, mark) in wishes.into_iter().zip(marks) {
            match mark {
                Mark::Open => {}
                Mark::NotTonight => self.answers.not_tonight.push(wish),
                Mark::Like => self.answers.like.push(wish),
                Mark::Should => {
                    shoulds.push(Page::Should(self.answers.like.len()));
                    self.answers.like.push(wish);
                }
            }
        }
        self.marks = marks.to_vec();
        let helps = !self.ahead.contains(&Page::Helps);
        self.ahead.splice(0..0, shoulds.into_iter().chain(helps.then_some(Page::Helps)));
        Ok(())
    }

    fn my_evening(&self, answer: &Answer, world: World<'_>) -> Step {
        let words = self.word(world).gentler();
        let word = match answer {
            Answer::Extra(Extra::KeepOut, _) => None,
            Answer::Pick(at) if *at < words.len() => Some(words[*at]),
            _ => return Step::not_asked(),
        };
        if self.evening < world.evening() {
            let changes = vec![Change::Draft(self.turn.person(), None)];
            let said = "A new evening began while you wrote. Nothing to catch up on.";
            return Step::On { changes, then: Then::Home(Some(said.into())) };
        }
        let finished = Finished {
            person: self.turn.person(),
            evening: self.evening,
            answers: self.answers.clone(),
            shows: self.shows.clone(),
            word,
        };
        self.kept(Change::CheckIn(Box::new(finished)), world)
    }

    fn word(&self, world: World<'_>) -> Word {
        own_word(&self.answers, world.archive.limits(&self.turn).on(self.evening))
    }
}

/// Words of one's own are company at the most: they name no kind.
fn own_wish(words: &str) -> Wish {
    Wish { text: words.to_owned(), band: Band::Near, kinds: Vec::new() }
}

fn wish(card: &WishCard) -> Wish {
    Wish { text: card.text.clone(), band: card.band, kinds: card.kinds.clone() }
}
