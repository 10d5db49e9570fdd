//! Warning signs and whom to call: one page, wherever it is opened from.

use super::{Ask, Prompt, World};
use crate::domain::content::When;

/// The warning signs of what the two are recovering from, and those that are for everybody: what
/// is urgent first. Nothing is said twice.
pub(super) fn page(world: World<'_>) -> Prompt {
    let ids = world.archive.recovery().map_or(&[][..], |(_, ids)| ids);
    let situations = world.content.watched(ids);
    let mut prompt = Prompt::new("Whom to call", "New, sudden, or not what you know?", Ask::Go)
        .line("In an emergency: the emergency number of where you live.");
    let mut say = |words: &str| {
        if !prompt.lines.iter().any(|said| said == words) {
            prompt.lines.push(words.to_owned());
        }
    };
    situations.clone().for_each(|situation| say(&situation.call));
    for when in When::ALL {
        let mut signs =
            situations.clone().flat_map(|one| &one.watch).filter(|watch| watch.when == when).peekable();
        if signs.peek().is_some() {
            say(heading(when));
        }
        signs.for_each(|watch| say(&watch.text));
    }
    prompt.note("This is not a full list. Your own team decides.")
}

fn heading(when: When) -> &'static str {
    match when {
        When::Now => "Stop, and call the emergency number or your hotline:",
        When::Today => "Call your team today:",
        When::Know => "Good to know:",
    }
}
