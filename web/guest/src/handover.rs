//! A chat that goes along with its guest: into a window of its own, or into another tab of the same site.
//!
//! A page that finds no chat of its snippet asks whoever may have one: the window that opened it, and the other pages of this
//! origin, as far as the browser lets these know of each other (pages of one site; `docs/operations.md` says where). The one in
//! which the chat goes on answers with all that it keeps, takes note that it goes on elsewhere once that has been kept there,
//! and is told from then on what is kept, so that it can go on there again. Where nothing can be kept nothing is taken, and the
//! chat stays where it is.
//!
//! Nothing leaves the browser by that, nor the origin: what is said to another window names our origin as the only one it is for.

use hushdesk_protocol::ids::SnippetName;
use hushdesk_web::listener::Listener;
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, EventTarget, MessageChannel, MessageEvent, MessagePort, Window};

use crate::host::POPPED_OUT;

/// All that is kept of a chat.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Parcel {
    /// The session.
    pub(crate) chat: Vec<u8>,
    /// What the snippet stood for when it was begun, as JSON.
    pub(crate) snippet: Vec<u8>,
    /// What was written and not sent.
    pub(crate) draft: Vec<u8>,
}

/// What pages say to each other of a chat.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Said {
    /// Whoever has a chat of this snippet is to give it to the one who asks.
    Ask,
    /// Here it is.
    Give(Parcel),
    /// It has been kept, and goes on here.
    Taken,
    /// This is what is kept of it by now.
    Kept(Vec<u8>),
}

/// A way between two pages, or to all of them.
#[derive(Clone)]
pub(crate) enum Way {
    /// To the one at its other end.
    Port(MessagePort),
    /// To all of this origin that listen for this snippet.
    Channel(BroadcastChannel),
}

impl Way {
    /// To all pages that may have a chat of this snippet; none where the browser has no such ways.
    pub(crate) fn to_all(snippet: &SnippetName) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("hushdesk.{snippet}")).ok()?;
        Some(Self::Channel(channel))
    }

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
        Some(Self::Port(channel.port1()))
    }

    /// Says it to whoever is there.
    pub(crate) fn say(&self, said: &Said) {
        let message = message(said);
        // What can be copied can be posted.
        let _posted = match self {
            Self::Port(port) => port.post_message(&message),
            Self::Channel(channel) => channel.post_message(&message),
        };
    }

    /// Hears what is said, as long as what is given back is kept.
    pub(crate) fn hear(&self, heard: impl Fn(Said) + 'static) -> Listener {
        let target: &EventTarget = match self {
            Self::Port(port) => port,
            Self::Channel(channel) => channel,
        };
        let listener = Listener::new(target, "message", move |event| {
            let event: &MessageEvent = event.unchecked_ref();
            if let Some(said) = said(&event.data()) {
                heard(said);
            }
        });
        if let Self::Port(port) = self {
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
            asked(Way::Port(port));
        }
    }))
}

fn message(said: &Said) -> JsValue {
    let message = Object::new();
    let set = |name: &str, value: &JsValue| {
        // Setting a property of a plain object cannot fail.
        let _set = Reflect::set(&message, &name.into(), value);
    };
    let bytes = |bytes: &Vec<u8>| JsValue::from(Uint8Array::from(bytes.as_slice()));
    match said {
        Said::Ask => set("hushdesk", &"ask".into()),
        Said::Taken => set("hushdesk", &"taken".into()),
        Said::Kept(chat) => {
            set("hushdesk", &"kept".into());
            set("chat", &bytes(chat));
        }
        Said::Give(parcel) => {
            set("hushdesk", &"give".into());
            set("chat", &bytes(&parcel.chat));
            set("snippet", &bytes(&parcel.snippet));
            set("draft", &bytes(&parcel.draft));
        }
    }
    message.into()
}

/// What a message says; none if it is not one of ours.
fn said(message: &JsValue) -> Option<Said> {
    let get = |name: &str| Reflect::get(message, &name.into()).ok();
    let bytes = |name: &str| get(name)?.dyn_into().ok().map(|it: Uint8Array| it.to_vec());
    match get("hushdesk")?.as_string()?.as_str() {
        "ask" => Some(Said::Ask),
        "taken" => Some(Said::Taken),
        "kept" => Some(Said::Kept(bytes("chat")?)),
        "give" => Some(Said::Give(Parcel {
            chat: bytes("chat")?,
            snippet: bytes("snippet")?,
            draft: bytes("draft")?,
        })),
        _ => None,
    }
}
