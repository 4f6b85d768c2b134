//! What keys and palette ask for, and who does it: the frame, or the page in its slot.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

use yew::prelude::*;

use crate::desk::Direction;

/// Something that can be asked for from everywhere.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Act {
    /// Find something, or do something by its name.
    Find,
    /// Show what the keys do.
    Help,
    /// Take chats, or do not any more.
    Available,
    /// Claim the chat that waits for longest.
    Claim,
    /// Open the chat at this place of one's own.
    Mine(usize),
    /// To the chat before or after the open one.
    Chat(Ordering),
    /// Keep the open chat beside the next one, or not any more.
    Beside,
    /// Pass the open chat on.
    PassOn,
    /// End the open chat.
    End,
    /// Show what is known of the open chat, or fold it away.
    About,
    /// Talk with colleagues, or not any more.
    Colleagues,
    /// To the region before or after this one.
    Region(Direction),
}

impl Act {
    /// Whether it is done at the desk, so that from another page one goes there first.
    const fn is_for_the_desk(self) -> bool {
        match self {
            Self::Claim | Self::Mine(_) | Self::Chat(_) | Self::Colleagues => true,
            Self::Find
            | Self::Help
            | Self::Available
            | Self::Beside
            | Self::PassOn
            | Self::End
            | Self::About
            | Self::Region(_) => false,
        }
    }
}

/// Between those who ask and the page that does it. It comes as a context.
#[derive(Clone, Default)]
pub(crate) struct Acts(Rc<Hands>);

#[derive(Default)]
struct Hands {
    page: RefCell<Option<Callback<Act>>>,
    /// What the desk is to do as soon as it is shown.
    due: Cell<Option<Act>>,
}

/// The same ones.
impl PartialEq for Acts {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Acts {
    /// Asks the page to do it. Gives whether the desk has to be shown first; it then does it.
    pub(crate) fn ask(&self, act: Act) -> bool {
        let page = self.0.page.borrow().clone();
        match page {
            Some(page) => {
                page.emit(act);
                false
            }
            None if act.is_for_the_desk() => {
                self.0.due.set(Some(act));
                true
            }
            None => false,
        }
    }

    fn serve(&self, does: Callback<Act>) {
        let due = self.0.due.take();
        self.0.page.replace(Some(does.clone()));
        if let Some(act) = due {
            does.emit(act);
        }
    }

    fn leave(&self) {
        self.0.page.take();
    }
}

/// The page does what is asked for as long as it is shown.
#[hook]
pub(crate) fn use_acts(does: Callback<Act>) {
    let acts = use_context::<Acts>().unwrap_or_default();
    use_effect_with((acts, does), |(acts, does)| {
        acts.serve(does.clone());
        let acts = acts.clone();
        move || acts.leave()
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_for_the_desk_is_done_as_soon_as_it_is_shown_and_once() {
        let acts = Acts::default();
        assert!(acts.ask(Act::Claim), "one goes to the desk");
        assert!(!acts.ask(Act::Region(Direction::Onward)));
        let done = Rc::new(RefCell::new(Vec::new()));
        let does = {
            let done = done.clone();
            Callback::from(move |act| done.borrow_mut().push(act))
        };
        acts.serve(does.clone());
        assert_eq!(*done.borrow(), [Act::Claim]);
        assert!(!acts.ask(Act::Mine(2)));
        acts.serve(does);
        assert_eq!(*done.borrow(), [Act::Claim, Act::Mine(2)]);
    }
}
