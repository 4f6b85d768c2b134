//! The hibernating sockets: accepting them, finding them, what is attached to them, sending, closing.

use durable_queue::{Closing, ConnectionId, End};
use hushdesk_protocol::close;
use hushdesk_protocol::limits::{HEARTBEAT, HEARTBEAT_ANSWER};
use serde::Serialize;
use worker::{Response, Result, State, WebSocket, WebSocketPair, WebSocketRequestResponsePair};

use crate::attachment::{Attachment, tag};

/// Lets the runtime answer heartbeats, without waking the object.
pub(crate) fn answer_heartbeats(state: &State) -> Result<()> {
    let pair = WebSocketRequestResponsePair::new(HEARTBEAT, HEARTBEAT_ANSWER)?;
    state.set_websocket_auto_response(&pair);
    Ok(())
}

/// Accepts a socket that may hibernate. The answer to the request carries the client's end of it.
pub(crate) fn accept(state: &State, attachment: &Attachment) -> Result<Response> {
    let pair = WebSocketPair::new()?;
    state.accept_websocket_with_tags(&pair.server, &[&tag(attachment.connection)]);
    attach(&pair.server, attachment)?;
    Response::from_websocket(pair.client)
}

/// What is attached to a socket; nothing if it is not ours or cannot be read.
pub(crate) fn attachment(socket: &WebSocket) -> Option<Attachment> {
    let json: String = socket.deserialize_attachment().ok()??;
    serde_json::from_str(&json).ok()
}

/// Notes who is behind a socket.
pub(crate) fn admit(state: &State, connection: ConnectionId, end: Option<End>) -> Result<()> {
    for socket in find(state, connection) {
        if let Some(attachment) = attachment(&socket) {
            attach(
                &socket,
                &Attachment {
                    end: end.clone(),
                    ..attachment
                },
            )?;
        }
    }
    Ok(())
}

/// Sends a frame. An error means that the socket is of no use any more.
pub(crate) fn send(state: &State, connection: ConnectionId, frame: &impl Serialize) -> Result<()> {
    let text = serde_json::to_string(frame)?;
    find(state, connection)
        .iter()
        .try_for_each(|socket| socket.send_with_str(&text))
}

/// Closes a socket for a reason of the queue. Nobody is behind it from here on, should it linger.
pub(crate) fn close(state: &State, connection: ConnectionId, why: Closing) -> Result<()> {
    let (code, reason) = match why {
        Closing::Replaced => (close::REPLACED, "a newer socket took its place"),
        Closing::Refused => (close::REFUSED, "the first frame was refused"),
        Closing::Later => (close::FAILED, "the chat is on its way; connect again"),
        Closing::Moved => (close::MOVED, "the chat has gone to another queue"),
        Closing::ShiftOver => (close::SHIFT_OVER, "the shift is over"),
        Closing::Over => (close::OVER, "the chat is over"),
    };
    admit(state, connection, None)?;
    for socket in find(state, connection) {
        close_socket(&socket, code, reason);
    }
    Ok(())
}

/// Closes a socket. One that is closed already stays so.
pub(crate) fn close_socket(socket: &WebSocket, code: u16, reason: &str) {
    if socket.close(Some(code), Some(reason)).is_err() {
        worker::console_debug!("a socket was closed before");
    }
}

fn attach(socket: &WebSocket, attachment: &Attachment) -> Result<()> {
    socket.serialize_attachment(serde_json::to_string(attachment)?)
}

fn find(state: &State, connection: ConnectionId) -> Vec<WebSocket> {
    state.get_websockets_with_tag(&tag(connection))
}
