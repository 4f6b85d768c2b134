//! The hibernating sockets: accepting them, finding them, what is attached to them, sending, closing.

use durable_queue::{Closing, ConnectionId, End};
use hushdesk_protocol::close;
use hushdesk_protocol::limits::{HEARTBEAT, HEARTBEAT_ANSWER};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::{Response, Result, State, WebSocket, WebSocketPair, WebSocketRequestResponsePair};

use crate::attachment::{Attachment, Standing, tag};

/// Sockets of one object at once. The guests of 500 chats that run and of as many that are over, 500 windows, and as
/// many again that the runtime still lists: 2 * 1,500. It takes 32,768.
const SOCKETS_MAX: usize = 3_000;

/// Guests' sockets from one address at once. A reading room of 60 guests comes back while the runtime still lists
/// their former sockets. Together with those it can open and leave, 120 a minute for the 2 minutes that a chat waits
/// for its guest, one address gets 120 + 240 chats: it alone does not fill a queue of 500.
const SOCKETS_PER_ADDRESS_MAX: usize = 120;

#[wasm_bindgen]
extern "C" {
    /// The part of the runtime's state whose errors the `worker` crate makes a panic of.
    type SocketState;

    #[wasm_bindgen(method, catch, js_name = acceptWebSocket)]
    fn accept(
        this: &SocketState,
        socket: &JsValue,
        tags: Vec<String>,
    ) -> std::result::Result<(), JsValue>;
}

/// Lets the runtime answer heartbeats, without waking the object.
pub(crate) fn answer_heartbeats(state: &State) -> Result<()> {
    let pair = WebSocketRequestResponsePair::new(HEARTBEAT, HEARTBEAT_ANSWER)?;
    state.set_websocket_auto_response(&pair);
    Ok(())
}

/// Whether there is room for one more socket, from this address if it is to be counted.
pub(crate) fn has_room(state: &State, address: Option<&str>) -> bool {
    let from_there = address.map(|address| state.get_websockets_with_tag(&address_tag(address)));
    let from_there = from_there.map_or(0, |sockets| sockets.len());
    from_there < SOCKETS_PER_ADDRESS_MAX && state.get_websockets().len() < SOCKETS_MAX
}

/// Accepts a socket that may hibernate. The answer to the request carries the client's end of it.
pub(crate) fn accept(
    state: &State,
    attachment: &Attachment,
    address: Option<&str>,
) -> Result<Response> {
    let pair = WebSocketPair::new()?;
    let tags = std::iter::once(tag(attachment.connection));
    let tags = tags.chain(address.map(address_tag)).collect();
    let raw: &JsValue = pair.server.as_ref().as_ref();
    let state: &SocketState = state.as_raw().unchecked_ref();
    state.accept(raw, tags)?;
    attach(&pair.server, attachment)?;
    Response::from_websocket(pair.client)
}

/// What is attached to a socket; nothing if it is not ours or cannot be read.
pub(crate) fn attachment(socket: &WebSocket) -> Option<Attachment> {
    let json: String = socket.deserialize_attachment().ok()??;
    serde_json::from_str(&json).ok()
}

/// Attaches to a socket what it is to carry.
pub(crate) fn attach(socket: &WebSocket, attachment: &Attachment) -> Result<()> {
    socket.serialize_attachment(serde_json::to_string(attachment)?)
}

/// Notes who is behind a socket.
pub(crate) fn admit(state: &State, connection: ConnectionId, end: &End) -> Result<()> {
    let standing = Standing::Admitted { end: end.clone() };
    find(state, connection)
        .iter()
        .try_for_each(|socket| stand(socket, standing.clone()))
}

/// Sends a frame. An error means that the socket is of no use any more.
pub(crate) fn send(state: &State, connection: ConnectionId, frame: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string(frame)?;
    find(state, connection)
        .iter()
        .try_for_each(|socket| socket.send_with_str(&text))
}

/// Closes a socket for a reason of the queue.
pub(crate) fn close(state: &State, connection: ConnectionId, why: Closing) {
    let (code, reason) = match why {
        Closing::Replaced => (close::REPLACED, "a newer socket took its place"),
        Closing::Refused => (close::REFUSED, "the first frame was refused"),
        Closing::Later => (close::FAILED, "the chat is on its way; connect again"),
        Closing::Moved => (close::MOVED, "the chat has gone to another queue"),
        Closing::ShiftOver => (close::SHIFT_OVER, "the shift is over"),
        Closing::Over => (close::OVER, "the chat is over"),
    };
    dismiss_all(state, connection, code, reason);
}

/// Closes a socket by its number.
pub(crate) fn dismiss_all(state: &State, connection: ConnectionId, code: u16, reason: &str) {
    for socket in find(state, connection) {
        dismiss(&socket, code, reason);
    }
}

/// Closes a socket. Nobody is behind it from here on, should it linger.
pub(crate) fn dismiss(socket: &WebSocket, code: u16, reason: &str) {
    if stand(socket, Standing::Gone).is_err() {
        worker::console_error!("a socket cannot be marked as closed");
    }
    close_socket(socket, code, reason);
}

/// Closes a socket. One that is closed already stays so.
pub(crate) fn close_socket(socket: &WebSocket, code: u16, reason: &str) {
    if socket.close(Some(code), Some(reason)).is_err() {
        worker::console_debug!("a socket was closed before");
    }
}

fn stand(socket: &WebSocket, standing: Standing) -> Result<()> {
    match attachment(socket) {
        Some(attachment) => attach(
            socket,
            &Attachment {
                standing,
                ..attachment
            },
        ),
        None => Ok(()),
    }
}

fn find(state: &State, connection: ConnectionId) -> Vec<WebSocket> {
    state.get_websockets_with_tag(&tag(connection))
}

fn address_tag(address: &str) -> String {
    format!("from {address}")
}
