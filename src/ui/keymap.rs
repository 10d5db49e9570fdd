//! The one key table: dispatch, footer, menu, help and mouse all read [`BINDINGS`].

mod table;

pub use table::BINDINGS;

use super::key::Key;
use crate::domain::flow::Mark;
use crate::domain::people::Person;
use crate::domain::signal::Signal;
use crate::domain::signal_keys::SignalKeys;
use crate::session::places::Place;

/// Where a binding holds. Scopes are asked in order; the first that knows a key takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Everywhere, before anything else: only keys that type nothing.
    Always,
    /// The screen that hides everything.
    Hidden,
    /// The screen while everything is locked.
    Locked,
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
    /// A page to write on.
    Write,
    /// What stands under it, once one has stopped writing.
    Written,
    /// A field for what is looked for: as any other, but for these.
    Find,
    /// What was found.
    Found,
    /// A field for a passphrase.
    Secret,
    /// The days of a month.
    Month,
    /// The days of a week.
    Week,
    /// One week after the other.
    Weeks,
    /// A key from each.
    BothKeys,
    /// A quiet while.
    While,
    /// Breathing along; any key that is not here pauses it first.
    Breathe,
    /// Every page of a sitting.
    Sitting,
    /// The signals of a sitting: nothing else is asked while both go.
    Signals,
    /// The signals while they are paused: ways that one could go on.
    Paused,
    /// One key, whichever it is.
    OneKey,
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
    Signal(Person, Signal),
    StopSitting,
    WordsOnly,
    Erase,
    EraseNext,
    EraseWord,
    EraseNextWord,
    Go(Motion),
    Select(Motion),
    SelectAll,
    NewLine,
    UndoWords,
    RedoWords,
    ShowTyped,
    CannotGetIn,
}

/// A way to move the cursor in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is its own plain word")]
pub enum Motion {
    Left,
    Right,
    Up,
    Down,
    RowStart,
    RowEnd,
    PageUp,
    PageDown,
    WordLeft,
    WordRight,
    ParagraphUp,
    ParagraphDown,
    Start,
    End,
}

impl Action {
    /// Where this leads from row `focus` of a plain list that ends at row `last`, a page being
    /// `page` rows; `None` where it does not move.
    #[must_use]
    pub fn step(self, focus: usize, last: usize, page: usize) -> Option<usize> {
        Some(match self {
            Self::Up | Self::Previous => focus.saturating_sub(1),
            Self::Down | Self::Next => (focus + 1).min(last),
            Self::PageUp => focus.saturating_sub(page),
            Self::PageDown => (focus + page).min(last),
            Self::First => 0,
            Self::Last => last,
            _ => return None,
        })
    }
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

/// Whether a scope holds everywhere, as help tells it.
#[must_use]
pub fn is_everywhere(scope: Scope) -> bool {
    matches!(scope, Scope::Always | Scope::Move | Scope::Letters | Scope::Global)
}

/// The binding of `key` in the first of `scopes` that knows it. Where words are typed,
/// `text`, characters are never looked up. An arrow with Shift is an arrow where none knows it.
#[must_use]
pub fn lookup(scopes: &[Scope], text: bool, key: Key) -> Option<&'static Binding> {
    if text && key.text().is_some() {
        return None;
    }
    let known = |key: Key| {
        let known =
            |scope: &Scope| BINDINGS.iter().find(|one| one.scope == *scope && one.keys.contains(&key));
        scopes.iter().find_map(known)
    };
    known(key).or_else(|| known(key.unshifted()?))
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

fn written(binding: &Binding, keys: SignalKeys) -> String {
    if let Action::Signal(person, signal) = binding.action {
        return keys.of(person, signal).to_string();
    }
    match binding.keys {
        [first, .., last] if binding.action == Action::Digit => format!("{first}-{last}"),
        [first, ..] => first.to_string(),
        [] => String::new(),
    }
}

fn hints(bindings: impl Iterator<Item = &'static Binding>, keys: SignalKeys) -> Vec<Hint> {
    let mut hints: Vec<Hint> = Vec::new();
    for binding in bindings {
        match hints.last_mut() {
            Some(last) if last.label == binding.label && last.scope == binding.scope => {
                last.keys = format!("{} {}", last.keys, written(binding, keys));
                last.action = binding.action;
            }
            _ => hints.push(Hint {
                keys: written(binding, keys),
                label: binding.label,
                action: binding.action,
                scope: binding.scope,
            }),
        }
    }
    hints
}

/// What the footer says, where `keys` are those of the signals.
#[must_use]
pub fn footer(scopes: &[Scope], text: bool, keys: SignalKeys) -> Vec<Hint> {
    hints(holding(scopes, text).filter(|one| one.shown.in_footer()), keys)
}

/// What the menu lists.
#[must_use]
pub fn menu(scopes: &[Scope], text: bool, keys: SignalKeys) -> Vec<Hint> {
    hints(holding(scopes, text).filter(|one| one.shown.in_menu()), keys)
}

/// What help lists.
#[must_use]
pub fn help(scopes: &[Scope], text: bool, keys: SignalKeys) -> Vec<Hint> {
    hints(holding(scopes, text).filter(|one| one.shown != Shown::Nowhere), keys)
}

#[cfg(test)]
mod tests {
    use ratatui::crossterm::event::KeyCode;

    use super::*;
    use crate::domain::flow::Extra;

    const PAGES: [Scope; 23] = [
        Scope::Tonight,
        Scope::Settings,
        Scope::Themes,
        Scope::Scale,
        Scope::Choices,
        Scope::Ticks,
        Scope::Marks,
        Scope::Field,
        Scope::Write,
        Scope::Written,
        Scope::Find,
        Scope::Found,
        Scope::Secret,
        Scope::Month,
        Scope::Week,
        Scope::Weeks,
        Scope::BothKeys,
        Scope::While,
        Scope::Breathe,
        Scope::Signals,
        Scope::Paused,
        Scope::OneKey,
        Scope::Go,
    ];

    #[test]
    fn a_plain_list_is_stepped_through_and_ends_where_it_ends() {
        let steps = |focus, page| {
            [Action::Up, Action::Down, Action::PageUp, Action::PageDown, Action::First, Action::Last]
                .map(|action| action.step(focus, 9, page))
        };
        assert_eq!(steps(5, 3), [Some(4), Some(6), Some(2), Some(8), Some(0), Some(9)]);
        assert_eq!(steps(0, 9), [Some(0), Some(1), Some(0), Some(9), Some(0), Some(9)]);
        assert_eq!(steps(9, 9), [Some(8), Some(9), Some(0), Some(9), Some(0), Some(9)]);
        assert_eq!(Action::Next.step(9, 9, 3), Some(9));
        assert_eq!(Action::Previous.step(1, 9, 3), Some(0));
        assert_eq!(Action::Choose.step(1, 9, 3), None);
    }

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
                "Tonight g: Time for touch over first",
                "Field Ctrl+Z: take back what was typed over undo the last change",
                "Field Ctrl+Y: type it again over redo what was undone",
                "Write Ctrl+Z: undo over undo the last change",
                "Write Ctrl+Y: redo over redo what was undone",
                "Written Ctrl+Z: undo over undo the last change",
                "Written Ctrl+Y: redo over redo what was undone",
                "k: the short way over up",
                "k: two keys over up",
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
        assert!(lookup(&scopes, true, Key::of(KeyCode::Enter)).is_some());
    }

    #[test]
    fn a_footer_writes_neighbours_as_one() {
        let scopes = [Scope::Scale, Scope::Move, Scope::Global];
        let footer: Vec<_> = footer(&scopes, false, SignalKeys::default())
            .into_iter()
            .map(|hint| format!("{} {}", hint.keys, hint.label))
            .collect();
        assert_eq!(footer, ["0-9 ← → choose", "Enter next", "Esc back", "m menu", "? help", "q close"]);
    }
}
