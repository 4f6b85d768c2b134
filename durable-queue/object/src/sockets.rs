//! The hibernating sockets: accepting them, sending, closing.

use durable_queue::{Closing, ConnectionId, End};
use hushdesk_protocol::close;
use hushdesk_protocol::limits::{HEARTBEAT, HEARTBEAT_ANSWER};
use serde::Serialize;
use wasm_bindgen::prelude::*;
use worker::{Response, Result, State, WebSocket, WebSocketPair, WebSocketRequestResponsePair};

use crate::attachment::{Attachment, Standing, Visitor};
use crate::lines::{Crowd, Lines};

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
    let crowd = lines.crowd()?;
    Ok(is_room_in(&crowd, visitor))
}

fn is_room_in(crowd: &Crowd, visitor: &Visitor) -> bool {
    let bounds = [SOCKETS_PER_ADDRESS_MAX, SOCKETS_PER_NETWORK_MAX];
    let mut counted = visitor.addresses().iter().zip(bounds);
    crowd.count() < SOCKETS_MAX && counted.all(|(address, max)| crowd.count_from(address) < max)
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

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::Timestamp;

    use super::*;
    use crate::routes::StaffedBy;

    fn guest(from: &[&str]) -> Visitor {
        let from = from.iter().map(|&key| key.to_owned()).collect();
        Visitor::Guest { opens: None, from }
    }

    /// Somebody in the nth network of 64 bits of a site.
    fn guest_in(site: &str, network: usize) -> Visitor {
        let network = format!("{site}:{network:x}::/64");
        guest(&[&network, &format!("{site}::/48")])
    }

    fn operator() -> Visitor {
        Visitor::Operator(StaffedBy {
            name: "ann".parse().unwrap(),
            display: "Ann".parse().unwrap(),
            session: "ab".to_owned(),
            ends: Timestamp(1_000),
        })
    }

    /// How many sockets of this visitor find room in a crowd.
    fn fill(crowd: &mut Crowd, visitor: &Visitor) -> usize {
        let mut opened = 0;
        while is_room_in(crowd, visitor) {
            crowd.add(visitor);
            opened += 1;
        }
        opened
    }

    #[test]
    fn guests_of_one_address_have_so_many_sockets_at_once() {
        let mut crowd = Crowd::default();
        let here = guest(&["198.51.100.7"]);
        assert_eq!(fill(&mut crowd, &here), 120);
        assert!(is_room_in(&crowd, &guest(&["198.51.100.8"])));
        crowd.remove(&here);
        assert_eq!(fill(&mut crowd, &here), 1);
    }

    #[test]
    fn guests_of_one_network_have_as_many_sockets_as_four_addresses() {
        let mut crowd = Crowd::default();
        let site = "2001:db8:1";
        for network in 0..4 {
            assert_eq!(fill(&mut crowd, &guest_in(site, network)), 120, "{network}");
        }
        assert_eq!(fill(&mut crowd, &guest_in(site, 4)), 0);
        assert_eq!(fill(&mut crowd, &guest_in("2001:db8:2", 4)), 120);
        crowd.remove(&guest_in(site, 0));
        assert_eq!(fill(&mut crowd, &guest_in(site, 4)), 1);
    }

    #[test]
    fn operators_and_guests_who_are_not_counted_have_what_room_there_is() {
        let mut crowd = Crowd::default();
        for network in 0..4 {
            fill(&mut crowd, &guest_in("2001:db8:1", network));
        }
        assert_eq!(fill(&mut crowd, &operator()), 3_000 - 480);
        assert!(!is_room_in(&crowd, &guest(&[])));
        assert!(!is_room_in(&crowd, &guest(&["198.51.100.7"])));
        crowd.remove(&operator());
        assert_eq!(fill(&mut crowd, &guest(&[])), 1);
    }
}
