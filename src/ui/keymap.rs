//! The one key table: dispatch, footer, menu, help and mouse all read [`BINDINGS`].

use ratatui::crossterm::event::KeyCode;

use super::key::Key;
use crate::domain::flow::Mark;
use crate::domain::people::Person;
use crate::session::guide::Route;
use crate::session::places::Place;

/// Where a binding holds. Scopes are asked in order; the first that knows a key takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere, before anything else: only keys that type nothing.
    Always,
    /// The screen that hides everything.
    Hidden,
    /// The menu and help: what is typed narrows the list.
    Book,
    /// "Close for tonight?"
    Closing,
    /// Tonight.
    Tonight,
    /// Settings.
    Settings,
    /// Choosing a theme at set-up.
    Themes,
    /// A scale from 0 to 10.
    Scale,
    /// One of some.
    Choices,
    /// Any of some.
    Ticks,
    /// A mark on each of many.
    Marks,
    /// A field for words.
    Field,
    /// A key from each.
    BothKeys,
    /// A quiet while.
    While,
    /// Nothing but going on.
    Go,
    /// Moving and choosing; every page and panel.
    Move,
    /// Letters that stand for arrows, where no words are typed.
    Letters,
    /// Every page.
    Global,
}

/// What a key does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its own plain word, and its binding's label says the rest")]
pub enum Action {
    Hide,
    Show,
    AskToClose,
    Close,
    Stay,
    Help,
    Menu,
    AlreadyKept,
    Undo,
    Redo,
    Up,
    Down,
    Left,
    Right,
    First,
    Last,
    PageUp,
    PageDown,
    Next,
    Previous,
    Choose,
    Back,
    Open(Place),
    Digit,
    Clear,
    Toggle,
    MarkAs(Mark),
    KeyOf(Person),
    PauseLamp,
    Erase,
    EraseNext,
    EraseWord,
    NewLine,
    UndoWords,
    RedoWords,
}

/// Where a binding is written on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shown {
    /// Nowhere: it is a second name.
    Nowhere,
    /// In help.
    InHelp,
    /// In help and the menu.
    InMenu,
    /// In help and the footer.
    InFooter,
    /// In help, the menu and the footer.
    Everywhere,
}

impl Shown {
    fn in_footer(self) -> bool {
        self >= Self::InFooter
    }

    fn in_menu(self) -> bool {
        matches!(self, Self::InMenu | Self::Everywhere)
    }
}

/// One row of the table.
#[derive(Debug)]
pub struct Binding {
    /// Where it holds.
    pub scope: Scope,
    /// Its keys; the first is the one that is written.
    pub keys: &'static [Key],
    /// What it does.
    pub action: Action,
    /// What it says; neighbours that say the same are written as one.
    pub label: &'static str,
    /// Where it is written.
    pub shown: Shown,
}

const fn bind(
    scope: Scope,
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    shown: Shown,
) -> Binding {
    Binding { scope, keys, action, label, shown }
}

const UP: Key = Key::of(KeyCode::Up);
const DOWN: Key = Key::of(KeyCode::Down);
const LEFT: Key = Key::of(KeyCode::Left);
const RIGHT: Key = Key::of(KeyCode::Right);
const ENTER: Key = Key::of(KeyCode::Enter);
const ESC: Key = Key::of(KeyCode::Esc);
const SPACE: Key = Key::char(' ');
const BACKSPACE: Key = Key::of(KeyCode::Backspace);
const DIGITS: [Key; 10] = [
    Key::char('0'),
    Key::char('1'),
    Key::char('2'),
    Key::char('3'),
    Key::char('4'),
    Key::char('5'),
    Key::char('6'),
    Key::char('7'),
    Key::char('8'),
    Key::char('9'),
];

/// Every key there is but those of a prompt's own extras, which bring theirs with them.
pub static BINDINGS: &[Binding] = {
    use Action as Do;
    use Shown::{Everywhere, InFooter, InHelp, InMenu, Nowhere};
    &[
        bind(
            Scope::Always,
            &[Key::ctrl('l'), Key::of(KeyCode::F(9))],
            Do::Hide,
            "hide the screen at once",
            InMenu,
        ),
        bind(Scope::Always, &[Key::ctrl('c')], Do::AskToClose, "close for tonight", InHelp),
        bind(Scope::Always, &[Key::of(KeyCode::F(1))], Do::Help, "help, also while writing", InHelp),
        bind(Scope::Always, &[Key::ctrl('s')], Do::AlreadyKept, "everything is kept by itself", InHelp),
        bind(Scope::Hidden, &[ENTER], Do::Show, "open", InFooter),
        bind(Scope::Book, &[UP], Do::Up, "choose", InFooter),
        bind(Scope::Book, &[DOWN], Do::Down, "choose", InFooter),
        bind(Scope::Book, &[ENTER], Do::Choose, "do it", InFooter),
        bind(Scope::Book, &[BACKSPACE], Do::Erase, "erase a letter", Nowhere),
        bind(Scope::Closing, &[UP], Do::Up, "choose", InFooter),
        bind(Scope::Closing, &[DOWN], Do::Down, "choose", InFooter),
        bind(Scope::Closing, &[Key::ctrl('c')], Do::Close, "close", InFooter),
        bind(Scope::Closing, &[Key::char('n')], Do::Stay, "stay here", Nowhere),
        bind(Scope::Tonight, &[UP], Do::Up, "choose", InFooter),
        bind(Scope::Tonight, &[DOWN], Do::Down, "choose", InFooter),
        bind(Scope::Tonight, &[ENTER], Do::Choose, "open", InFooter),
        bind(
            Scope::Tonight,
            &[Key::char('c')],
            Do::Open(Place::Flow(Route::Evening)),
            Place::Flow(Route::Evening).label(),
            InMenu,
        ),
        bind(
            Scope::Tonight,
            &[Key::char('o')],
            Do::Open(Place::Flow(Route::Offers)),
            Place::Flow(Route::Offers).label(),
            InMenu,
        ),
        bind(
            Scope::Tonight,
            &[Key::char('t')],
            Do::Open(Place::Flow(Route::Twilight)),
            Place::Flow(Route::Twilight).label(),
            InMenu,
        ),
        bind(
            Scope::Tonight,
            &[Key::char('y')],
            Do::Open(Place::Flow(Route::Ways)),
            Place::Flow(Route::Ways).label(),
            InMenu,
        ),
        bind(
            Scope::Tonight,
            &[Key::char('v')],
            Do::Open(Place::Flow(Route::Cover)),
            Place::Flow(Route::Cover).label(),
            InMenu,
        ),
        bind(Scope::Tonight, &[Key::char(',')], Do::Open(Place::Settings), Place::Settings.label(), InMenu),
        bind(
            Scope::Tonight,
            &[Key::char('u')],
            Do::Open(Place::Flow(Route::SetUp)),
            Place::Flow(Route::SetUp).label(),
            InMenu,
        ),
        bind(Scope::Settings, &[UP], Do::Up, "choose", InFooter),
        bind(Scope::Settings, &[DOWN], Do::Down, "choose", InFooter),
        bind(Scope::Settings, &[LEFT], Do::Left, "change", InFooter),
        bind(Scope::Settings, &[RIGHT], Do::Right, "change", InFooter),
        bind(Scope::Themes, &[UP], Do::Up, "try", InFooter),
        bind(Scope::Themes, &[DOWN], Do::Down, "try", InFooter),
        bind(Scope::Themes, &[ENTER], Do::Choose, "next step", InFooter),
        bind(Scope::Scale, &DIGITS, Do::Digit, "choose", InFooter),
        bind(Scope::Scale, &[LEFT], Do::Left, "choose", InFooter),
        bind(Scope::Scale, &[RIGHT], Do::Right, "choose", InFooter),
        bind(Scope::Scale, &[ENTER], Do::Choose, "next", InFooter),
        bind(Scope::Scale, &[BACKSPACE], Do::Clear, "take the number back", InHelp),
        bind(Scope::Choices, &[UP], Do::Up, "choose", InFooter),
        bind(Scope::Choices, &[DOWN], Do::Down, "choose", InFooter),
        bind(Scope::Choices, &DIGITS, Do::Digit, "choose at once, where numbers stand there", Nowhere),
        bind(Scope::Choices, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::Ticks, &[UP], Do::Up, "move", InFooter),
        bind(Scope::Ticks, &[DOWN], Do::Down, "move", InFooter),
        bind(Scope::Ticks, &[SPACE], Do::Toggle, "tick or not", Everywhere),
        bind(Scope::Ticks, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::Ticks, &[RIGHT], Do::Right, "tick", InHelp),
        bind(Scope::Ticks, &[LEFT], Do::Left, "take the tick away", InHelp),
        bind(Scope::Marks, &[UP], Do::Up, "move", InFooter),
        bind(Scope::Marks, &[DOWN], Do::Down, "move", InFooter),
        bind(Scope::Marks, &[SPACE], Do::Toggle, "mark", Everywhere),
        bind(Scope::Marks, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::Marks, &[Key::char('1'), Key::char('+')], Do::MarkAs(Mark::Like), "I would like", InMenu),
        bind(
            Scope::Marks,
            &[Key::char('2'), Key::char('-')],
            Do::MarkAs(Mark::NotTonight),
            "not tonight",
            InMenu,
        ),
        bind(Scope::Marks, &[Key::char('3')], Do::MarkAs(Mark::Should), "feels like a should", InMenu),
        bind(Scope::Marks, &[BACKSPACE], Do::MarkAs(Mark::Open), "leave it open", InMenu),
        bind(Scope::Field, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::Field, &[BACKSPACE], Do::Erase, "erase", Nowhere),
        bind(Scope::Field, &[Key::of(KeyCode::Delete)], Do::EraseNext, "erase what comes next", Nowhere),
        bind(
            Scope::Field,
            &[Key::ctrl('w'), Key::alt(KeyCode::Backspace)],
            Do::EraseWord,
            "erase a word",
            InHelp,
        ),
        bind(Scope::Field, &[Key::ctrl('j'), Key::alt(KeyCode::Enter)], Do::NewLine, "a space", Nowhere),
        bind(Scope::Field, &[Key::ctrl('z')], Do::UndoWords, "take back what was typed", InHelp),
        bind(Scope::Field, &[Key::ctrl('y')], Do::RedoWords, "type it again", InHelp),
        bind(Scope::Field, &[Key::of(KeyCode::F(1))], Do::Help, "help", InFooter),
        bind(Scope::BothKeys, &[Key::char('1')], Do::KeyOf(Person::A), "each your own", InFooter),
        bind(Scope::BothKeys, &[Key::char('8')], Do::KeyOf(Person::B), "each your own", InFooter),
        bind(Scope::While, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::While, &[SPACE], Do::PauseLamp, "pause", Everywhere),
        bind(Scope::Go, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::Move, &[UP], Do::Up, "move around", InHelp),
        bind(Scope::Move, &[DOWN], Do::Down, "move around", InHelp),
        bind(Scope::Move, &[LEFT], Do::Left, "move around", InHelp),
        bind(Scope::Move, &[RIGHT], Do::Right, "move around", InHelp),
        bind(Scope::Move, &[ENTER], Do::Choose, "choose, or go to the next step", InHelp),
        bind(Scope::Move, &[ESC], Do::Back, "back", InFooter),
        bind(Scope::Move, &[Key::of(KeyCode::Tab)], Do::Next, "next part of the screen", InHelp),
        bind(Scope::Move, &[Key::of(KeyCode::BackTab)], Do::Previous, "part of the screen before", Nowhere),
        bind(Scope::Move, &[Key::of(KeyCode::Home)], Do::First, "first", Nowhere),
        bind(Scope::Move, &[Key::of(KeyCode::End)], Do::Last, "last", Nowhere),
        bind(Scope::Move, &[Key::of(KeyCode::PageUp)], Do::PageUp, "a page up or down", InHelp),
        bind(Scope::Move, &[Key::of(KeyCode::PageDown)], Do::PageDown, "a page up or down", InHelp),
        bind(Scope::Letters, &[Key::char('k')], Do::Up, "up", Nowhere),
        bind(Scope::Letters, &[Key::char('j')], Do::Down, "down", Nowhere),
        bind(Scope::Letters, &[Key::char('h')], Do::Left, "left", Nowhere),
        bind(Scope::Letters, &[Key::char('l')], Do::Right, "right", Nowhere),
        bind(Scope::Letters, &[Key::char('g')], Do::First, "first", Nowhere),
        bind(Scope::Letters, &[Key::char('G')], Do::Last, "last", Nowhere),
        bind(Scope::Global, &[Key::char('m')], Do::Menu, "menu", InFooter),
        bind(Scope::Global, &[Key::char('?')], Do::Help, "help", Everywhere),
        bind(Scope::Global, &[Key::ctrl('z')], Do::Undo, "undo the last change", InMenu),
        bind(Scope::Global, &[Key::ctrl('y')], Do::Redo, "do it again", InMenu),
        bind(Scope::Global, &[Key::char('q')], Do::AskToClose, "close", Everywhere),
    ]
};

/// Whether a scope holds everywhere, as help tells it.
#[must_use]
pub fn is_everywhere(scope: Scope) -> bool {
    matches!(scope, Scope::Always | Scope::Move | Scope::Letters | Scope::Global)
}

/// The binding of `key` in the first of `scopes` that knows it. Where words are typed,
/// `text`, characters are never looked up.
#[must_use]
pub fn lookup(scopes: &[Scope], text: bool, key: Key) -> Option<&'static Binding> {
    if text && key.text().is_some() {
        return None;
    }
    let known = |scope: &Scope| BINDINGS.iter().find(|one| one.scope == *scope && one.keys.contains(&key));
    scopes.iter().find_map(known)
}

/// The bindings that hold in `scopes`, none that an earlier scope hides.
pub fn holding(scopes: &[Scope], text: bool) -> impl Iterator<Item = &'static Binding> {
    let first_to_know = move |one: &&'static Binding| {
        one.keys
            .first()
            .is_some_and(|key| lookup(scopes, text, *key).is_some_and(|found| std::ptr::eq(found, *one)))
    };
    scopes
        .iter()
        .flat_map(|scope| BINDINGS.iter().filter(move |one| one.scope == *scope))
        .filter(first_to_know)
}

/// A hint as it is written: its keys, what it says, and what a click on it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The keys, in words.
    pub keys: String,
    /// What it says.
    pub label: &'static str,
    /// What it does; where several are written as one, the last of them.
    pub action: Action,
    /// Its scope.
    pub scope: Scope,
}

fn written(binding: &Binding) -> String {
    match binding.keys {
        [first, .., last] if binding.action == Action::Digit => format!("{first}-{last}"),
        [first, ..] => first.to_string(),
        [] => String::new(),
    }
}

fn hints(bindings: impl Iterator<Item = &'static Binding>) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    for binding in bindings {
        match hints.last_mut() {
            Some(last) if last.label == binding.label && last.scope == binding.scope => {
                last.keys = format!("{} {}", last.keys, written(binding));
                last.action = binding.action;
            }
            _ => hints.push(Hint {
                keys: written(binding),
                label: binding.label,
                action: binding.action,
                scope: binding.scope,
            }),
        }
    }
    hints
}

/// What the footer says.
#[must_use]
pub fn footer(scopes: &[Scope], text: bool) -> Vec<Hint> {
    hints(holding(scopes, text).filter(|one| one.shown.in_footer()))
}

/// What the menu lists.
#[must_use]
pub fn menu(scopes: &[Scope], text: bool) -> Vec<Hint> {
    hints(holding(scopes, text).filter(|one| one.shown.in_menu()))
}

/// What help lists.
#[must_use]
pub fn help(scopes: &[Scope], text: bool) -> Vec<Hint> {
    hints(holding(scopes, text).filter(|one| one.shown != Shown::Nowhere))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::flow::Extra;

    const PAGES: [Scope; 11] = [
        Scope::Tonight,
        Scope::Settings,
        Scope::Themes,
        Scope::Scale,
        Scope::Choices,
        Scope::Ticks,
        Scope::Marks,
        Scope::Field,
        Scope::BothKeys,
        Scope::While,
        Scope::Go,
    ];

    #[test]
    fn what_is_asked_first_types_nothing() {
        for binding in BINDINGS.iter().filter(|one| one.scope == Scope::Always) {
            assert!(binding.keys.iter().all(|key| key.text().is_none()), "{}", binding.label);
        }
    }

    #[test]
    fn one_scope_has_each_key_once() {
        for (at, one) in BINDINGS.iter().enumerate() {
            for other in BINDINGS[at + 1..].iter().filter(|other| other.scope == one.scope) {
                let shared = one.keys.iter().find(|key| other.keys.contains(key));
                assert!(shared.is_none(), "{} and {} in {:?}", one.label, other.label, one.scope);
            }
        }
    }

    /// A page's own letter wins over a letter that stands for an arrow or a page for all.
    /// Every such pair is written here, so that none comes about unnoticed.
    #[test]
    fn every_letter_that_hides_another_is_known() {
        let mut hidden = Vec::new();
        let further = || BINDINGS.iter().filter(|one| matches!(one.scope, Scope::Letters | Scope::Global));
        for binding in BINDINGS.iter().filter(|one| PAGES.contains(&one.scope)) {
            for other in further() {
                if let Some(key) = binding.keys.iter().find(|key| other.keys.contains(key)) {
                    hidden.push(format!("{:?} {key}: {} over {}", binding.scope, binding.label, other.label));
                }
            }
        }
        for extra in Extra::ALL {
            for other in further() {
                if other.keys.contains(&Key::char(extra.key())) {
                    hidden.push(format!("{}: {} over {}", extra.key(), extra.label(), other.label));
                }
            }
        }
        assert_eq!(
            hidden,
            [
                "Field Ctrl+Z: take back what was typed over undo the last change",
                "Field Ctrl+Y: type it again over do it again",
                "k: the short way over up",
            ]
        );
    }

    #[test]
    fn no_key_needs_a_bracket_a_slash_or_a_capital() {
        for key in BINDINGS.iter().flat_map(|one| one.keys).filter_map(|key| key.text()) {
            assert!(!"[]{}/\\~@|".contains(key), "{key}");
            assert!(key == 'G' || !key.is_uppercase(), "{key}");
        }
    }

    #[test]
    fn words_being_typed_are_never_commands() {
        let scopes = [Scope::Field, Scope::Move, Scope::Global];
        for c in (' '..='~').chain("éß本".chars()) {
            assert!(lookup(&scopes, true, Key::char(c)).is_none(), "{c}");
        }
        assert!(lookup(&scopes, true, ENTER).is_some());
    }

    #[test]
    fn a_footer_writes_neighbours_as_one() {
        let scopes = [Scope::Scale, Scope::Move, Scope::Global];
        let footer: Vec<_> =
            footer(&scopes, false).into_iter().map(|hint| format!("{} {}", hint.keys, hint.label)).collect();
        assert_eq!(footer, ["0-9 ← → choose", "Enter next", "Esc back", "m menu", "? help", "q close"]);
    }
}
