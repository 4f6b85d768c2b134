//! When the guest is told that the operator is writing.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use hushdesk_protocol::ids::ChatId;
use hushdesk_web::session::desk::DeskEvent;
use yew::prelude::*;

use super::office::Office;

/// Milliseconds without a key after which the operator is thinking, not writing.
const IDLE_MILLIS: u32 = 5_000;

/// What the guest of the open chat has been told.
struct Told {
    chat: ChatId,
    office: Office,
    /// Tells that the operator has stopped.
    idle: Option<Timeout>,
}

impl Told {
    fn tell(&self, typing: bool) {
        self.office.handle(&DeskEvent::Typing {
            chat: self.chat.clone(),
            typing,
        });
    }

    /// Tells that the operator has stopped, if the guest believes otherwise.
    fn stop(&mut self) {
        if self.idle.take().is_some() {
            self.tell(false);
        }
    }
}

/// Whoever leaves a chat has stopped writing there.
impl Drop for Told {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Takes each change of the draft in `chat` - there is something, or nothing any more - and tells the guest
/// when the operator begins, and when the operator stops, sends or goes elsewhere.
#[hook]
pub(super) fn use_typing(chat: Option<ChatId>, office: &Office) -> Callback<bool> {
    let ontyping = use_memo((chat, office.clone()), |(chat, office)| match chat {
        None => Callback::noop(),
        Some(chat) => {
            let (chat, office) = (chat.clone(), office.clone());
            let told = Rc::new(RefCell::new(Told {
                chat,
                office,
                idle: None,
            }));
            Callback::from(move |typing| changed(&told, typing))
        }
    });
    (*ontyping).clone()
}

fn changed(told: &Rc<RefCell<Told>>, typing: bool) {
    let mut now = told.borrow_mut();
    if !typing {
        return now.stop();
    }
    let later = Rc::downgrade(told);
    let idle = Timeout::new(IDLE_MILLIS, move || {
        if let Some(told) = later.upgrade() {
            told.borrow_mut().stop();
        }
    });
    if now.idle.replace(idle).is_none() {
        now.tell(true);
    }
}
