//! Who is really there. A socket can stay open when nobody is behind it any more, so it is gone by: clients send
//! heartbeats, which the runtime answers and notes; one that has been silent is asked by a heartbeat of ours,
//! and answers it by one of its own, as a page in the background, whose timers are slowed down, still can; one
//! that has not answered by the next look is dead.
//!
//! The sum: after the last heartbeat a socket is asked within `SILENT_MILLIS + LOOK_MILLIS` = 20 s and found dead
//! within 8 s more, which is within 30 s.

use std::collections::BTreeMap;

use durable_queue::ConnectionId;
use hushdesk_protocol::close;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::limits::HEARTBEAT;
use js_sys::Date;
use wasm_bindgen::prelude::*;
use worker::{State, WebSocket};

use crate::attachment::Attachment;
use crate::sockets;

/// How long between two looks, while it matters.
pub(crate) const LOOK_MILLIS: u64 = 8_000;

/// A client sends a heartbeat every 10 s; one that is 2 s late is asked.
const SILENT_MILLIS: u64 = 12_000;

/// How long a client has for its first frame.
const FIRST_FRAME_MILLIS: u64 = 30_000;

/// Which sockets were asked, and when. Lost with the memory, at the price of asking again.
#[derive(Debug, Default)]
pub(crate) struct Liveness {
    asked: BTreeMap<ConnectionId, Timestamp>,
}

/// What a look at one socket leads to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Verdict {
    Alive,
    Ask,
    Wait,
    Dead,
}

impl Liveness {
    /// Looks at all sockets, asks the silent ones and closes the dead ones. Gives the admitted ones among those.
    pub(crate) fn look(&mut self, state: &State, now: Timestamp) -> Vec<ConnectionId> {
        let mut dead = Vec::new();
        let mut asked = BTreeMap::new();
        for socket in state.get_websockets() {
            let Some(attachment) = sockets::attachment(&socket) else {
                continue;
            };
            let connection = attachment.connection;
            let before = self.asked.get(&connection).copied();
            match judge(
                &attachment,
                last_seen(state, &socket, &attachment),
                before,
                now,
            ) {
                Verdict::Alive => {}
                Verdict::Ask => {
                    asked.insert(connection, now);
                    if socket.send_with_str(HEARTBEAT).is_err() {
                        dead.push(connection);
                    }
                }
                Verdict::Wait => asked.extend(before.map(|at| (connection, at))),
                Verdict::Dead => {
                    sockets::close_socket(&socket, close::SILENT, "silent for too long");
                    dead.push(connection);
                }
            }
        }
        self.asked = asked;
        dead
    }
}

fn judge(
    attachment: &Attachment,
    seen: Timestamp,
    asked: Option<Timestamp>,
    now: Timestamp,
) -> Verdict {
    let is_mute = attachment.end.is_none() && now.since(attachment.opened) > FIRST_FRAME_MILLIS;
    match asked {
        _ if is_mute => Verdict::Dead,
        Some(at) if seen < at && now.since(at) >= LOOK_MILLIS => Verdict::Dead,
        Some(at) if seen < at => Verdict::Wait,
        Some(_) | None if now.since(seen) > SILENT_MILLIS => Verdict::Ask,
        Some(_) | None => Verdict::Alive,
    }
}

#[wasm_bindgen]
extern "C" {
    /// The part of the runtime's state that the `worker` crate leaves out.
    type HeartbeatState;

    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn last_answer(this: &HeartbeatState, socket: &JsValue) -> Result<Option<Date>, JsValue>;
}

/// The last heartbeat of a socket, or its opening.
fn last_seen(state: &State, socket: &WebSocket, attachment: &Attachment) -> Timestamp {
    let state: &HeartbeatState = state.as_raw().unchecked_ref();
    let raw: &JsValue = socket.as_ref().as_ref();
    let answered = state
        .last_answer(raw)
        .ok()
        .flatten()
        .and_then(|date| millis(&date));
    answered.map_or(attachment.opened, |at| at.max(attachment.opened))
}

fn millis(date: &Date) -> Option<Timestamp> {
    let millis = worker::Date::from(date.clone()).as_millis();
    Some(Timestamp(millis))
}

#[cfg(test)]
mod tests {
    use durable_queue::End;
    use hushdesk_protocol::ids::ChatId;

    use super::*;
    use crate::attachment::Visitor;

    fn admitted() -> Attachment {
        let end = Some(End::Guest {
            chat: ChatId::from_bytes([1; 16]),
        });
        Attachment {
            connection: ConnectionId(1),
            visitor: Visitor::Guest,
            opened: Timestamp(0),
            end,
        }
    }

    fn judge_at(seen: u64, asked: Option<u64>, now: u64) -> Verdict {
        judge(
            &admitted(),
            Timestamp(seen),
            asked.map(Timestamp),
            Timestamp(now),
        )
    }

    #[test]
    fn who_was_heard_of_is_alive() {
        assert_eq!(judge_at(100_000, None, 112_000), Verdict::Alive);
        assert_eq!(judge_at(100_000, Some(99_000), 112_000), Verdict::Alive);
    }

    #[test]
    fn who_is_silent_is_asked_once_and_dead_by_the_next_look() {
        assert_eq!(judge_at(100_000, None, 112_001), Verdict::Ask);
        assert_eq!(judge_at(100_000, Some(112_001), 113_000), Verdict::Wait);
        assert_eq!(judge_at(100_000, Some(112_001), 120_001), Verdict::Dead);
    }

    #[test]
    fn who_never_said_anything_is_dead_after_a_while() {
        let mute = Attachment {
            end: None,
            ..admitted()
        };
        let now = Timestamp(FIRST_FRAME_MILLIS + 1);
        assert_eq!(judge(&mute, now, None, now), Verdict::Dead);
    }
}
