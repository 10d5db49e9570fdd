//! The rows of the table.

use ratatui::crossterm::event::KeyCode;

use super::{Action, Binding, Motion, Scope, Shown};
use crate::domain::flow::Mark;
use crate::domain::people::Person;
use crate::domain::signal::Signal;
use crate::session::guide::Route;
use crate::session::places::Place;
use crate::ui::key::Key;

const fn bind(
    scope: Scope,
    keys: &'static [Key],
    action: Action,
    label: &'static str,
    shown: Shown,
) -> Binding {
    Binding { scope, keys, action, label, shown }
}

/// A place that Tonight leads to, called what it is called everywhere.
const fn leads(keys: &'static [Key], place: Place) -> Binding {
    bind(Scope::Tonight, keys, Action::Open(place), place.label(), Shown::InMenu)
}

const UP: Key = Key::of(KeyCode::Up);
const DOWN: Key = Key::of(KeyCode::Down);
const LEFT: Key = Key::of(KeyCode::Left);
const RIGHT: Key = Key::of(KeyCode::Right);
const ENTER: Key = Key::of(KeyCode::Enter);
const ESC: Key = Key::of(KeyCode::Esc);
const HOME: Key = Key::of(KeyCode::Home);
const END: Key = Key::of(KeyCode::End);
const PAGE_UP: Key = Key::of(KeyCode::PageUp);
const PAGE_DOWN: Key = Key::of(KeyCode::PageDown);
const WORD_LEFT: Key = Key::ctrl_of(KeyCode::Left);
const WORD_RIGHT: Key = Key::ctrl_of(KeyCode::Right);
const PARAGRAPH_UP: Key = Key::ctrl_of(KeyCode::Up);
const PARAGRAPH_DOWN: Key = Key::ctrl_of(KeyCode::Down);
const ALL_UP: Key = Key::ctrl_of(KeyCode::Home);
const ALL_DOWN: Key = Key::ctrl_of(KeyCode::End);
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

/// A way to move in the words of a page.
const fn goes(keys: &'static [Key], motion: Motion, label: &'static str, shown: Shown) -> Binding {
    bind(Scope::Write, keys, Action::Go(motion), label, shown)
}

/// The same, selecting what it passes over.
const fn selects(keys: &'static [Key], motion: Motion, label: &'static str, shown: Shown) -> Binding {
    bind(Scope::Write, keys, Action::Select(motion), label, shown)
}

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
        bind(Scope::Always, &[Key::ctrl('x')], Do::StopSitting, "stop time for touch at once", InHelp),
        bind(Scope::Hidden, &[ENTER], Do::Show, "open", InFooter),
        bind(Scope::Locked, &[ENTER], Do::Choose, "open", InFooter),
        bind(Scope::Locked, &[Key::of(KeyCode::F(1))], Do::CannotGetIn, "I cannot get in", InFooter),
        bind(Scope::Locked, &[Key::ctrl('r')], Do::ShowTyped, "show what is typed", InHelp),
        bind(Scope::Locked, &[BACKSPACE], Do::Erase, "erase", Nowhere),
        bind(Scope::Locked, &[ESC], Do::Back, "clear", InFooter),
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
        bind(Scope::Tonight, &[ESC], Do::Back, "back", Nowhere),
        leads(&[Key::char('e')], Place::Flow(Route::Recovery)),
        leads(&[Key::char('a')], Place::Flow(Route::OtherKey)),
        leads(&[Key::char('c')], Place::Flow(Route::Evening)),
        leads(&[Key::char('o')], Place::Flow(Route::Offers)),
        leads(&[Key::char('b')], Place::Flow(Route::Breathe)),
        leads(&[Key::char('g')], Place::Flow(Route::Touch)),
        leads(&[Key::char('t')], Place::Flow(Route::Twilight)),
        leads(&[Key::char('i')], Place::Flow(Route::Window)),
        leads(&[Key::char('d')], Place::Flow(Route::Calendar)),
        leads(&[Key::char('x')], Place::Flow(Route::Plan)),
        leads(&[Key::char('r')], Place::Flow(Route::LookingBack)),
        leads(&[Key::char('w')], Place::Flow(Route::Notes)),
        leads(&[Key::char('f')], Place::Flow(Route::Minding)),
        leads(&[Key::char('y')], Place::Flow(Route::Ways)),
        leads(&[Key::char('v')], Place::Flow(Route::Cover)),
        leads(&[Key::char('p')], Place::Flow(Route::Lock)),
        leads(&[Key::char(',')], Place::Settings),
        leads(&[Key::char('u')], Place::Flow(Route::SetUp)),
        leads(&[Key::char('s')], Place::Flow(Route::Copies)),
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
        bind(Scope::Ticks, &[SPACE], Do::Toggle, "tick", Everywhere),
        bind(Scope::Ticks, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::Ticks, &[RIGHT], Do::Right, "tick it", InHelp),
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
        bind(Scope::Write, &[ESC], Do::Back, "stop writing", InFooter),
        bind(Scope::Write, &[Key::ctrl('z')], Do::UndoWords, "undo", InFooter),
        bind(Scope::Write, &[Key::ctrl('y')], Do::RedoWords, "redo", InFooter),
        bind(Scope::Write, &[Key::of(KeyCode::F(1))], Do::Help, "help", InFooter),
        bind(
            Scope::Write,
            &[ENTER, Key::ctrl('j'), Key::alt(KeyCode::Enter)],
            Do::NewLine,
            "a line of its own",
            InHelp,
        ),
        bind(Scope::Write, &[Key::of(KeyCode::Tab)], Do::Next, "to what stands under the page", InHelp),
        goes(&[LEFT], Motion::Left, "one on or back", Nowhere),
        goes(&[RIGHT], Motion::Right, "one on or back", Nowhere),
        goes(&[UP], Motion::Up, "one on or back", Nowhere),
        goes(&[DOWN], Motion::Down, "one on or back", Nowhere),
        goes(&[HOME], Motion::RowStart, "where the row begins or ends", InHelp),
        goes(&[END], Motion::RowEnd, "where the row begins or ends", InHelp),
        goes(
            &[WORD_LEFT, Key::alt(KeyCode::Left), Key::alt(KeyCode::Char('b'))],
            Motion::WordLeft,
            "word by word",
            InHelp,
        ),
        goes(
            &[WORD_RIGHT, Key::alt(KeyCode::Right), Key::alt(KeyCode::Char('f'))],
            Motion::WordRight,
            "word by word",
            InHelp,
        ),
        goes(&[PARAGRAPH_UP], Motion::ParagraphUp, "paragraph by paragraph", InHelp),
        goes(&[PARAGRAPH_DOWN], Motion::ParagraphDown, "paragraph by paragraph", InHelp),
        goes(&[PAGE_UP], Motion::PageUp, "a page up or down", InHelp),
        goes(&[PAGE_DOWN], Motion::PageDown, "a page up or down", InHelp),
        goes(&[ALL_UP], Motion::Start, "where all of it begins or ends", InHelp),
        goes(&[ALL_DOWN], Motion::End, "where all of it begins or ends", InHelp),
        selects(&[LEFT.shift()], Motion::Left, "select, with any way to move", InHelp),
        selects(&[RIGHT.shift()], Motion::Right, "select, with any way to move", InHelp),
        selects(&[UP.shift()], Motion::Up, "select rows", Nowhere),
        selects(&[DOWN.shift()], Motion::Down, "select rows", Nowhere),
        selects(&[HOME.shift()], Motion::RowStart, "select a row", Nowhere),
        selects(&[END.shift()], Motion::RowEnd, "select a row", Nowhere),
        selects(&[WORD_LEFT.shift()], Motion::WordLeft, "select words", Nowhere),
        selects(&[WORD_RIGHT.shift()], Motion::WordRight, "select words", Nowhere),
        selects(&[PARAGRAPH_UP.shift()], Motion::ParagraphUp, "select paragraphs", Nowhere),
        selects(&[PARAGRAPH_DOWN.shift()], Motion::ParagraphDown, "select paragraphs", Nowhere),
        selects(&[PAGE_UP.shift()], Motion::PageUp, "select pages", Nowhere),
        selects(&[PAGE_DOWN.shift()], Motion::PageDown, "select pages", Nowhere),
        selects(&[ALL_UP.shift()], Motion::Start, "select all before", Nowhere),
        selects(&[ALL_DOWN.shift()], Motion::End, "select all after", Nowhere),
        bind(Scope::Write, &[Key::ctrl('a')], Do::SelectAll, "select all of it", InHelp),
        bind(Scope::Write, &[BACKSPACE], Do::Erase, "erase", Nowhere),
        bind(Scope::Write, &[Key::of(KeyCode::Delete)], Do::EraseNext, "erase what comes next", Nowhere),
        bind(
            Scope::Write,
            &[Key::ctrl('w'), Key::alt(KeyCode::Backspace)],
            Do::EraseWord,
            "erase a word",
            InHelp,
        ),
        bind(
            Scope::Write,
            &[Key::ctrl_of(KeyCode::Delete), Key::alt(KeyCode::Delete), Key::alt(KeyCode::Char('d'))],
            Do::EraseNextWord,
            "erase the next word",
            Nowhere,
        ),
        bind(Scope::Written, &[ENTER], Do::Choose, "choose", InFooter),
        bind(Scope::Written, &[UP], Do::Up, "write on", InFooter),
        bind(Scope::Written, &[Key::ctrl('z')], Do::UndoWords, "undo", Nowhere),
        bind(Scope::Written, &[Key::ctrl('y')], Do::RedoWords, "redo", Nowhere),
        bind(Scope::Written, &[Key::of(KeyCode::F(1))], Do::Help, "help", InFooter),
        bind(Scope::Find, &[ENTER], Do::Choose, "open the first", InFooter),
        bind(Scope::Find, &[DOWN], Do::Down, "what is found", InFooter),
        bind(Scope::Found, &[UP], Do::Up, "choose", InFooter),
        bind(Scope::Found, &[DOWN], Do::Down, "choose", InFooter),
        bind(Scope::Found, &[ENTER], Do::Choose, "open", InFooter),
        bind(Scope::Found, &[ESC], Do::Back, "to the words", InFooter),
        bind(Scope::Secret, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::Secret, &[Key::ctrl('r')], Do::ShowTyped, "show what is typed", InFooter),
        bind(Scope::Secret, &[BACKSPACE], Do::Erase, "erase", Nowhere),
        bind(Scope::Secret, &[Key::ctrl('w')], Do::Clear, "erase all of it", InHelp),
        bind(Scope::Secret, &[Key::of(KeyCode::F(1))], Do::Help, "help", InFooter),
        bind(Scope::Month, &[LEFT], Do::Left, "day", InFooter),
        bind(Scope::Month, &[RIGHT], Do::Right, "day", InFooter),
        bind(Scope::Month, &[UP], Do::Up, "week", InFooter),
        bind(Scope::Month, &[DOWN], Do::Down, "week", InFooter),
        bind(Scope::Month, &[Key::of(KeyCode::PageUp)], Do::PageUp, "month", InFooter),
        bind(Scope::Month, &[Key::of(KeyCode::PageDown)], Do::PageDown, "month", InFooter),
        bind(Scope::Month, &[ENTER], Do::Choose, "open the day", InFooter),
        bind(Scope::Week, &[UP], Do::Up, "day", InFooter),
        bind(Scope::Week, &[DOWN], Do::Down, "day", InFooter),
        bind(Scope::Week, &[LEFT], Do::PageUp, "week", InFooter),
        bind(Scope::Week, &[RIGHT], Do::PageDown, "week", InFooter),
        bind(Scope::Week, &[Key::of(KeyCode::PageUp)], Do::PageUp, "a week back", InHelp),
        bind(Scope::Week, &[Key::of(KeyCode::PageDown)], Do::PageDown, "a week on", InHelp),
        bind(Scope::Week, &[ENTER], Do::Choose, "open the day", InFooter),
        bind(Scope::Weeks, &[LEFT], Do::Left, "week", InFooter),
        bind(Scope::Weeks, &[RIGHT], Do::Right, "week", InFooter),
        bind(Scope::Weeks, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::BothKeys, &[Key::char('1')], Do::KeyOf(Person::A), "each your own", InFooter),
        bind(Scope::BothKeys, &[Key::char('8')], Do::KeyOf(Person::B), "each your own", InFooter),
        bind(Scope::While, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::While, &[SPACE], Do::PauseLamp, "pause", Everywhere),
        bind(Scope::Breathe, &[ENTER], Do::Choose, "go on", InFooter),
        bind(Scope::Breathe, &[SPACE], Do::PauseLamp, "pause", Everywhere),
        bind(Scope::Breathe, &[LEFT], Do::Left, "slower, faster", InFooter),
        bind(Scope::Breathe, &[RIGHT], Do::Right, "slower, faster", InFooter),
        bind(Scope::Breathe, &[Key::char('v')], Do::WordsOnly, "words only", Everywhere),
        bind(Scope::Sitting, &[Key::ctrl('x')], Do::StopSitting, "stop", InFooter),
        bind(Scope::Paused, &[UP], Do::Up, "choose", InFooter),
        bind(Scope::Paused, &[DOWN], Do::Down, "choose", InFooter),
        bind(Scope::Paused, &[ENTER], Do::Choose, "do it", InFooter),
        bind(Scope::Signals, &[SPACE], Do::PauseLamp, "pause", InFooter),
        bind(Scope::Signals, &[Key::char('1')], Do::Signal(Person::A, Signal::Go), "keep going", InHelp),
        bind(Scope::Signals, &[Key::char('8')], Do::Signal(Person::B, Signal::Go), "keep going", InHelp),
        bind(Scope::Signals, &[Key::char('2')], Do::Signal(Person::A, Signal::Slower), "slower", InHelp),
        bind(Scope::Signals, &[Key::char('9')], Do::Signal(Person::B, Signal::Slower), "slower", InHelp),
        bind(Scope::Signals, &[Key::char('3')], Do::Signal(Person::A, Signal::Stop), "stop", InFooter),
        bind(Scope::Signals, &[Key::char('0')], Do::Signal(Person::B, Signal::Stop), "stop", InFooter),
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
        bind(Scope::Global, &[Key::ctrl('y')], Do::Redo, "redo what was undone", InMenu),
        bind(Scope::Global, &[Key::char('q')], Do::AskToClose, "close", Everywhere),
    ]
};
