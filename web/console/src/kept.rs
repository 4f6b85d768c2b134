//! What a window keeps over a reload, in its session storage: nothing that anybody could read a chat with.

use hushdesk_protocol::ids::{ChatId, QueueName, SeatId};
use hushdesk_web::ambient;
use web_sys::Storage;

const SEAT: &str = "hushdesk.seat";
const UNSTAFFED: &str = "hushdesk.unstaffed";
const OPEN_CHAT: &str = "hushdesk.open-chat";

/// The seat of this window: the one it has had, or a new one.
pub(crate) fn seat() -> SeatId {
    read(SEAT)
        .and_then(|kept| SeatId::try_from(kept).ok())
        .unwrap_or_else(|| {
            let seat = SeatId::from_bytes(ambient::random_bytes());
            keep(SEAT, seat.as_str());
            seat
        })
}

/// The conversation that was open.
pub(crate) fn open_chat() -> Option<ChatId> {
    ChatId::try_from(read(OPEN_CHAT)?).ok()
}

/// Keeps which conversation is open; none leaves the last one, for before a desk has answered none is.
pub(crate) fn keep_open_chat(chat: Option<&ChatId>) {
    if let Some(chat) = chat {
        keep(OPEN_CHAT, chat.as_str());
    }
}

/// Whether this window is not to staff a queue, although its operator could.
pub(crate) fn is_unstaffed(queue: &QueueName) -> bool {
    let kept = read(UNSTAFFED).unwrap_or_default();
    kept.split(' ').any(|name| name == queue.as_str())
}

/// Keeps which queues this window does not staff.
pub(crate) fn keep_unstaffed<'a>(queues: impl Iterator<Item = &'a QueueName>) {
    let names: Vec<_> = queues.map(QueueName::as_str).collect();
    keep(UNSTAFFED, &names.join(" "));
}

fn read(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// Without storage the window begins anew after a reload; its chats come along all the same.
fn keep(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _kept = storage.set_item(name, value);
    }
}

fn storage() -> Option<Storage> {
    web_sys::window()?.session_storage().ok().flatten()
}
