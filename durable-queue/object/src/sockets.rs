//! The hibernating sockets: accepting them, sending, closing.

use durable_queue::{Closing, ConnectionId, End};
use hushdesk_protocol::close;
use hushdesk_protocol::limits::{HEARTBEAT, HEARTBEAT_ANSWER};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::{Response, Result, State, WebSocket, WebSocketPair, WebSocketRequestResponsePair};

use crate::attachment::{Attachment, Standing, Visitor};
use crate::lines::Lines;

/// Sockets of one object at once. The guests of 500 chats that run and of as many that are over, 500 windows, and as
/// many again that the runtime still lists: 2 * 1,500. It takes 32,768.
const SOCKETS_MAX: usize = 3_000;

/// Guests' sockets from one address at once, an IPv6 address being that of its network of 64 bits. A reading room of 60
/// guests comes back while the runtime still lists their former sockets. Together with those it can open and leave, 120
/// a minute for the 2 minutes that a chat waits for its guest, one address gets 120 + 240 chats: it alone does not fill
/// a queue of 500.
const SOCKETS_PER_ADDRESS_MAX: usize = 120;

/// Guests' sockets at once from one network of 48 bits, which is what one customer gets: four reading rooms.
const SOCKETS_PER_NETWORK_MAX: usize = 480;

#[wasm_bindgen]
extern "C" {
    /// The part of the runtime's state whose errors the `worker` crate makes a panic of.
    type SocketState;

    #[wasm_bindgen(method, catch, js_name = acceptWebSocket)]
    fn accept(this: &SocketState, socket: &JsValue) -> std::result::Result<(), JsValue>;
}

/// Lets the runtime answer heartbeats, without waking the object.
pub(crate) fn answer_heartbeats(state: &State) -> Result<()> {
    let pair = WebSocketRequestResponsePair::new(HEARTBEAT, HEARTBEAT_ANSWER)?;
    state.set_websocket_auto_response(&pair);
    Ok(())
}

/// Whether there is room for one more socket, from where it comes if that is to be counted.
pub(crate) fn has_room(lines: &Lines, visitor: &Visitor) -> Result<bool> {
    let bounds = [SOCKETS_PER_ADDRESS_MAX, SOCKETS_PER_NETWORK_MAX];
    for (address, max) in visitor.addresses().iter().zip(bounds) {
        if lines.count_from(address)? >= max {
            return Ok(false);
        }
    }
    Ok(lines.count()? < SOCKETS_MAX)
}

/// Accepts a socket that may hibernate. The answer to the request carries the client's end of it.
pub(crate) fn accept(state: &State, lines: &Lines, attachment: Attachment) -> Result<Response> {
    let pair = WebSocketPair::new()?;
    let raw: &JsValue = pair.server.as_ref().as_ref();
    let state: &SocketState = state.as_raw().unchecked_ref();
    state.accept(raw)?;
    lines.attach(&pair.server, attachment)?;
    Response::from_websocket(pair.client)
}

/// Notes who is behind a socket.
pub(crate) fn admit(lines: &Lines, connection: ConnectionId, end: End) -> Result<()> {
    lines.stand(connection, Standing::Admitted { end })
}

/// Sends a frame. An error means that the socket is of no use any more.
pub(crate) fn send(lines: &Lines, connection: ConnectionId, frame: &impl Serialize) -> Result<()> {
    match lines.get(connection)? {
        Some(line) => line.socket.send(frame),
        None => Ok(()),
    }
}

/// Closes a socket for a reason of the queue.
pub(crate) fn close(lines: &Lines, connection: ConnectionId, why: Closing) {
    let (code, reason) = match why {
        Closing::Replaced => (close::REPLACED, "a newer socket took its place"),
        Closing::Refused => (close::REFUSED, "the first frame was refused"),
        Closing::Later => (close::FAILED, "the chat is on its way; connect again"),
        Closing::Moved => (close::MOVED, "the chat has gone to another queue"),
        Closing::ShiftOver => (close::SHIFT_OVER, "the shift is over"),
        Closing::Over => (close::OVER, "the chat is over"),
    };
    dismiss(lines, connection, code, reason);
}

/// Closes a socket. Nobody is behind it from here on, should it linger.
pub(crate) fn dismiss(lines: &Lines, connection: ConnectionId, code: u16, reason: &str) {
    if lines.stand(connection, Standing::Gone).is_err() {
        worker::console_error!("a socket cannot be marked as closed");
    }
    if let Ok(Some(line)) = lines.get(connection) {
        close_socket(&line.socket, code, reason);
    }
}

/// Closes a socket. One that is closed already stays so.
pub(crate) fn close_socket(socket: &WebSocket, code: u16, reason: &str) {
    if socket.close(Some(code), Some(reason)).is_err() {
        worker::console_debug!("a socket was closed before");
    }
}
