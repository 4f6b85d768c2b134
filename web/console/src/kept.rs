//! What a browser keeps for the console in the clear: nothing that anybody could read a chat with. A window's seat, its
//! shift and its open conversation are in its session storage; what its operator chose last is there for all windows.
//! What is sealed lies beside it ([`crate::keeper`]). Through the same storage windows tell each other what stays nowhere.

use hushdesk_protocol::ids::{ChatId, SeatId};
use hushdesk_web::ambient;
use hushdesk_web::listener::Listener;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsCast;
use web_sys::{Storage, StorageEvent};

use crate::desk::{AlertSettings, Habit, Shift};

const SEAT: &str = "hushdesk.seat";
const SHIFT: &str = "hushdesk.shift";
const OPEN_CHAT: &str = "hushdesk.open-chat";
const HABIT: &str = "hushdesk.habit";
const ALERTS: &str = "hushdesk.alerts";
const WORD: &str = "hushdesk.word";

/// The seat of this window: the one it has had, or a new one.
pub(crate) fn seat() -> SeatId {
    read(of_window(), SEAT).unwrap_or_else(|| {
        let seat = SeatId::from_bytes(ambient::random_bytes());
        keep(of_window(), SEAT, &seat);
        seat
    })
}

/// The conversation that was open.
pub(crate) fn open_chat() -> Option<ChatId> {
    read(of_window(), OPEN_CHAT)
}

/// Keeps which conversation is open; none leaves the last one, for before a desk has answered none is.
pub(crate) fn keep_open_chat(chat: Option<&ChatId>) {
    if let Some(chat) = chat {
        keep(of_window(), OPEN_CHAT, chat);
    }
}

/// The shift of this window, if it has begun one.
pub(crate) fn shift() -> Option<Shift> {
    read(of_window(), SHIFT)
}

/// Keeps the shift of this window.
pub(crate) fn keep_shift(shift: &Shift) {
    keep(of_window(), SHIFT, shift);
}

/// Keeps something else of the shift of this window, while there is one.
pub(crate) fn change_shift(change: impl FnOnce(Shift) -> Shift) {
    if let Some(shift) = shift() {
        keep_shift(&change(shift));
    }
}

/// The shift has ended with the sign-in.
pub(crate) fn forget_shift() {
    if let Some(storage) = of_window() {
        let _gone = storage.remove_item(SHIFT);
    }
}

/// What was chosen last in this browser.
pub(crate) fn habit() -> Habit {
    read(of_browser(), HABIT).unwrap_or_default()
}

/// Keeps what was chosen.
pub(crate) fn keep_habit(habit: &Habit) {
    keep(of_browser(), HABIT, habit);
}

/// How the operator wants to be called in this browser.
pub(crate) fn alerts() -> AlertSettings {
    read(of_browser(), ALERTS).unwrap_or_default()
}

/// Keeps how the operator wants to be called.
pub(crate) fn keep_alerts(settings: &AlertSettings) {
    keep(of_browser(), ALERTS, settings);
}

/// Tells the other windows of this browser something.
pub(crate) fn tell(word: &impl Serialize) {
    let storage = of_browser();
    keep(storage.clone(), WORD, word);
    if let Some(storage) = storage {
        let _gone = storage.remove_item(WORD);
    }
}

/// Hears what the other windows of this browser tell.
pub(crate) fn on_word<Word: DeserializeOwned>(act: impl Fn(Word) + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(Listener::new(&window, "storage", move |event| {
        let event: &StorageEvent = event.unchecked_ref();
        let word = event
            .new_value()
            .filter(|_| event.key().as_deref() == Some(WORD));
        let word = word.and_then(|word| serde_json::from_str(&word).ok());
        word.into_iter().for_each(&act);
    }))
}

fn read<Kept: DeserializeOwned>(storage: Option<Storage>, name: &str) -> Option<Kept> {
    let kept = storage?.get_item(name).ok().flatten()?;
    serde_json::from_str(&kept).ok()
}

/// Without storage the window begins anew after a reload; its chats come along all the same.
fn keep(storage: Option<Storage>, name: &str, value: &impl Serialize) {
    if let (Some(storage), Ok(value)) = (storage, serde_json::to_string(value)) {
        let _kept = storage.set_item(name, &value);
    }
}

fn of_window() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}

fn of_browser() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
