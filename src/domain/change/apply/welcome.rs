//! The rule about what is welcome: a new value takes the place of the last one, in its owner's own
//! file of the evening and nowhere else.

use std::sync::Arc;

use crate::domain::archive::Archive;
use crate::domain::change::Refusal;
use crate::domain::people::Person;
use crate::domain::time::Evening;
use crate::domain::welcome::WelcomeList;
use crate::domain::welcome::change::WelcomeChange;

impl Archive {
    pub(super) fn welcome_changed(
        &mut self,
        person: Person,
        change: &WelcomeChange,
        evening: Evening,
    ) -> Result<(), Refusal> {
        let (holds, noted) = (self.welcome_holds(person, evening), self.noted(person, evening));
        let list = self.tonight[person].welcome.clone().unwrap_or_default();
        let list = list.changed(change, evening, holds, noted)?;
        let list = Some(list).filter(|list| *list != WelcomeList::default());
        if list != self.tonight[person].welcome {
            Arc::make_mut(&mut self.tonight[person]).welcome = list;
        }
        Ok(())
    }
}
