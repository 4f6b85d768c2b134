//! What a dialog sends: whether it is on its way, and why it was refused. A dialog that is refused stays, with all that was
//! typed.

use std::future::Future;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::components::{Banner, Meaning, Ready};

/// Something that is sent, or was, or will be.
#[derive(Clone, PartialEq)]
pub(crate) struct Sending {
    busy: UseStateHandle<bool>,
    trouble: UseStateHandle<Option<&'static str>>,
}

/// Nothing has been sent yet.
#[hook]
pub(crate) fn use_sending() -> Sending {
    Sending {
        busy: use_state_eq(|| false),
        trouble: use_state(|| None),
    }
}

impl Sending {
    /// Whether the button that sends it can be pressed.
    pub(crate) fn ready(&self) -> Ready {
        if *self.busy { Ready::Busy } else { Ready::Yes }
    }

    /// Why it was refused, if it was.
    pub(crate) fn banner(&self) -> Html {
        let banner = |title| html! { <Banner meaning={Meaning::Bad} {title} live={true} /> };
        (*self.trouble).map(banner).unwrap_or_default()
    }

    /// It is refused before it is sent.
    pub(crate) fn refuse(&self, says: &'static str) {
        self.trouble.set(Some(says));
    }

    /// Something else is to be sent: of that nothing is known.
    pub(crate) fn forgive(&self) {
        self.trouble.set(None);
    }

    /// Sends it. If it is taken, `ondone` is told what came back.
    pub(crate) fn send<T: 'static>(
        &self,
        asking: impl Future<Output = Result<T, &'static str>> + 'static,
        ondone: &Callback<T>,
    ) {
        self.busy.set(true);
        let (sending, ondone) = (self.clone(), ondone.clone());
        spawn_local(async move {
            let answer = asking.await;
            sending.busy.set(false);
            match answer {
                Ok(it) => ondone.emit(it),
                Err(says) => sending.refuse(says),
            }
        });
    }
}
