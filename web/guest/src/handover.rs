//! A chat that goes along with its guest into a window of its own, or into another tab.
//!
//! A window that was opened for a chat asks whoever opened it. A page in which there is no chat asks those of the same site in other
//! tabs; the one that has it says so, and gives it when the guest wants it there. The page in which the chat goes on falls silent, so that nothing is
//! acknowledged there any more, and gives all that it keeps; once that has been kept in the window, the page takes note that the
//! chat goes on there, and is told from then on what is kept, so that it can go on there again. Where nothing can be kept nothing
//! is taken, and the chat stays where it is.
//!
//! Nothing leaves the browser by that, nor the origin: what is said to the other window names our origin as the only one it is for.

use hushdesk_protocol::ids::{ChatId, SnippetName};
use hushdesk_web::ambient::random_bytes;
use hushdesk_web::listener::Listener;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, EventTarget, MessageChannel, MessageEvent, MessagePort, Window};

use crate::host::POPPED_OUT;
use crate::window_storage::Stored;

/// With what our messages begin.
const NAME: &str = "hushdesk";

/// What two pages say to each other of a chat.
#[derive(Clone, Eq, PartialEq)]
pub(crate) enum Said {
    /// The other is to give it.
    Ask,
    /// It is here, and is given to who asks.
    Here,
    /// Here it is.
    Give(Stored),
    /// It has been kept, and goes on here.
    Taken,
    /// This is what is kept of it by now.
    Kept(Vec<u8>),
    /// This stands in its field by now.
    Drafted(Vec<u8>),
    /// It is kept no longer.
    Forgotten,
}

/// The way between two pages.
#[derive(Clone, Eq, PartialEq)]
pub(crate) struct Way(Port);

/// Its end in this page.
#[derive(Clone, Eq, PartialEq)]
enum Port {
    /// To a window and to who opened it: nobody else is there.
    Window(MessagePort),
    /// To another tab: a name that both know.
    Tab(BroadcastChannel),
}

impl Way {
    /// To the page that opened this window, if it is one of ours, which is asked by that.
    pub(crate) fn to_opener() -> Option<Self> {
        let window = web_sys::window()?;
        let opener = window.opener().ok().filter(JsValue::is_object)?;
        // A window of another page is not one of this page's `Window`s.
        let opener: Window = opener.unchecked_into();
        let channel = MessageChannel::new().ok()?;
        let message = message(&Said::Ask);
        let origin = window.location().origin().ok()?;
        let ports = Array::of1(&channel.port2());
        opener
            .post_message_with_transfer(&message, &origin, &ports)
            .ok()?;
        Some(Self(Port::Window(channel.port1())))
    }

    /// To the page in another tab that has a chat of this snippet, if there is one: it is asked whether it has.
    pub(crate) fn to_tabs(snippet: &SnippetName) -> Option<Self> {
        let name = ChatId::from_bytes(random_bytes()).to_string();
        let way = Self::named(&name)?;
        let tabs = all_tabs(snippet)?;
        // What can be copied can be posted.
        let _posted = tabs.post_message(&name.into());
        // A page that is there to hear another one ask, open or not, is not kept to be gone back to.
        tabs.close();
        Some(way)
    }

    fn named(name: &str) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        Some(Self(Port::Tab(channel)))
    }

    /// Whether it leads to another tab.
    pub(crate) const fn is_to_tab(&self) -> bool {
        matches!(self.0, Port::Tab(_))
    }

    /// Says it to the other end.
    pub(crate) fn say(&self, said: &Said) {
        let message = message(said);
        // What can be copied can be posted.
        let _posted = match &self.0 {
            Port::Window(port) => port.post_message(&message),
            Port::Tab(channel) => channel.post_message(&message),
        };
    }

    /// Hears what is said, as long as what is given back is kept.
    pub(crate) fn hear(&self, heard: impl Fn(Said) + 'static) -> Listener {
        let target: &EventTarget = match &self.0 {
            Port::Window(port) => port,
            Port::Tab(channel) => channel,
        };
        let listener = Listener::new(target, "message", move |event| {
            let event: &MessageEvent = event.unchecked_ref();
            if let Some(said) = said(&event.data()) {
                heard(said);
            }
        });
        if let Port::Window(port) = &self.0 {
            port.start();
        }
        listener
    }
}

/// Opens the chat's own page in a window beside this one, and hears it ask for the chat. None if the browser opens none.
pub(crate) fn open_window(
    snippet: &SnippetName,
    asked: impl Fn(Way) + 'static,
) -> Option<Listener> {
    let window = web_sys::window()?;
    let features = "popup,width=420,height=680";
    let address = format!("/chat/{snippet}{POPPED_OUT}");
    let opened = window.open_with_url_and_target_and_features(&address, "_blank", features);
    let opened = JsValue::from(opened.ok()??);
    let origin = window.location().origin().ok()?;
    Some(Listener::new(&window, "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        let is_it = event.origin() == origin && JsValue::from(event.source()) == opened;
        let port = event.ports().get(0).dyn_into::<MessagePort>();
        if let (true, Some(Said::Ask), Ok(port)) = (is_it, said(&event.data()), port) {
            asked(Way(Port::Window(port)));
        }
    }))
}

/// Hears pages in other tabs ask for the chat of this snippet. None if the browser lets tabs not speak to each other.
pub(crate) fn hear_tabs(snippet: &SnippetName, asked: impl Fn(Way) + 'static) -> Option<Listener> {
    let tabs = all_tabs(snippet)?;
    Some(Listener::new(&tabs, "message", move |event| {
        let event: &MessageEvent = event.unchecked_ref();
        if let Some(way) = event.data().as_string().and_then(|name| Way::named(&name)) {
            asked(way);
        }
    }))
}

/// Where the pages of a snippet ask each other: those of our origin on one site, as browsers part them.
fn all_tabs(snippet: &SnippetName) -> Option<BroadcastChannel> {
    BroadcastChannel::new(&format!("{NAME}.{snippet}")).ok()
}

/// What is said as a list: the name of our messages, what it is, and what goes with it.
fn message(said: &Said) -> JsValue {
    let (word, bytes): (&str, &[&[u8]]) = match said {
        Said::Ask => ("ask", &[]),
        Said::Here => ("here", &[]),
        Said::Taken => ("taken", &[]),
        Said::Forgotten => ("forgotten", &[]),
        Said::Kept(chat) => ("kept", &[chat]),
        Said::Drafted(draft) => ("drafted", &[draft]),
        Said::Give(stored) => ("give", &[&stored.chat, &stored.snippet, &stored.draft]),
    };
    let message = Array::of2(&NAME.into(), &word.into());
    for bytes in bytes {
        message.push(&Uint8Array::from(*bytes));
    }
    message.into()
}

/// What a message says; none if it is not one of ours.
fn said(message: &JsValue) -> Option<Said> {
    let message: &Array = message.dyn_ref()?;
    let bytes = |place| {
        let bytes = message.get(place).dyn_into().ok();
        bytes.map(|it: Uint8Array| it.to_vec())
    };
    (message.get(0) == NAME).then_some(())?;
    match message.get(1).as_string()?.as_str() {
        "ask" => Some(Said::Ask),
        "here" => Some(Said::Here),
        "taken" => Some(Said::Taken),
        "forgotten" => Some(Said::Forgotten),
        "kept" => Some(Said::Kept(bytes(2)?)),
        "drafted" => Some(Said::Drafted(bytes(2)?)),
        "give" => Some(Said::Give(Stored {
            chat: bytes(2)?,
            snippet: bytes(3)?,
            draft: bytes(4)?,
        })),
        _ => None,
    }
}
