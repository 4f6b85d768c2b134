//! Who is really there. A socket can stay open when nobody is behind it any more, so it is gone by: clients send
//! heartbeats, which the runtime answers and notes; one that has been silent is asked by a heartbeat of ours,
//! and answers it by one of its own, as a page in the background, whose timers are slowed down, still can; one
//! that has not answered by the next check is dead.
//!
//! The sum, while chats run: after the last heartbeat a socket is asked within `SILENT_MILLIS + CHECK_MILLIS` = 20 s
//! and found dead within 8 s more, which is within 30 s.
//!
//! Each check sets the alarm anew, and each setting is a row written. So while no chat runs and only operators wait for
//! one, checks are `IDLE_CHECK_MILLIS` apart: 60 rows an hour, and an operator whose machine has died keeps the queue
//! staffed for 80 s at most. A chat that is opened brings the next check forward. An empty queue is not looked at.

use durable_queue::ConnectionId;
use hushdesk_protocol::close;
use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::limits::HEARTBEAT;
use js_sys::Date;
use wasm_bindgen::prelude::*;
use worker::{Result, State, WebSocket};

use crate::attachment::{Attachment, Standing};
use crate::lines::{Line, Lines};
use crate::sockets;

/// How long between two checks, while it matters.
pub(crate) const CHECK_MILLIS: u64 = 8_000;

/// How long between two checks while operators wait for chats.
pub(crate) const IDLE_CHECK_MILLIS: u64 = 60_000;

/// A client sends a heartbeat every 10 s; one that is 2 s late is asked.
const SILENT_MILLIS: u64 = 12_000;

/// How long a client has for its first frame.
const FIRST_FRAME_MILLIS: u64 = 20_000;

/// How the socket of somebody is closed who is not there any more.
const SILENT: (u16, &str) = (close::SILENT, "silent for too long");

/// What a check of all sockets comes to.
#[derive(Debug, Default)]
pub(crate) struct Check {
    /// Those that were closed.
    pub(crate) dead: Vec<ConnectionId>,
    /// Whether one has yet to answer, or to send its first frame.
    pub(crate) is_pending: bool,
    /// When the first session ends that has let one in.
    pub(crate) ends: Option<Timestamp>,
}

impl Check {
    /// After how many milliseconds the next one has to be, at the latest.
    pub(crate) fn next_after(&self, now: Timestamp) -> Option<u64> {
        let pending = self.is_pending.then_some(CHECK_MILLIS);
        let ends = self.ends.map(|ends| ends.since(now));
        pending.into_iter().chain(ends).min()
    }
}

/// What a check of one socket leads to.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Verdict {
    Alive,
    Ask,
    Wait,
    Dead,
    /// The session that let it in is over.
    SignedOut,
}

/// Looks at all sockets, asks the silent ones and closes the dead ones.
pub(crate) fn check(state: &State, lines: &Lines, now: Timestamp) -> Result<Check> {
    let mut check = Check::default();
    for Line { socket, attachment } in lines.all()? {
        let connection = attachment.connection;
        let verdict = judge(&attachment, last_seen(state, &socket, &attachment), now);
        check.is_pending |= match verdict {
            Verdict::Alive => attachment.standing == Standing::New,
            Verdict::Ask | Verdict::Wait => true,
            Verdict::Dead | Verdict::SignedOut => false,
        };
        let closed = match verdict {
            Verdict::Alive | Verdict::Wait => None,
            Verdict::Ask => ask(lines, &socket, &attachment, now).err().map(|_| SILENT),
            Verdict::Dead => Some(SILENT),
            Verdict::SignedOut => Some((close::SIGNED_OUT, "the session is over")),
        };
        if let Some((code, reason)) = closed {
            sockets::dismiss(lines, connection, code, reason);
            check.dead.push(connection);
        } else {
            check.ends = check.ends.into_iter().chain(ends(&attachment)).min();
        }
    }
    Ok(check)
}

/// When the session ends that has let a socket in, if it is open.
fn ends(attachment: &Attachment) -> Option<Timestamp> {
    let is_open = attachment.standing != Standing::Gone;
    attachment.visitor.ends().filter(|_| is_open)
}

/// Asks whether anybody is there, and notes that in the attachment: the memory may be gone by the next check.
fn ask(lines: &Lines, socket: &WebSocket, attachment: &Attachment, now: Timestamp) -> Result<()> {
    let asked = Attachment {
        asked: Some(now),
        ..attachment.clone()
    };
    lines.attach(socket, asked)?;
    socket.send_with_str(HEARTBEAT)
}

fn judge(attachment: &Attachment, seen: Timestamp, now: Timestamp) -> Verdict {
    let open_for = now.since(attachment.opened);
    match (&attachment.standing, attachment.asked) {
        (Standing::Gone, _) => Verdict::Alive,
        _ if attachment.visitor.is_over(now) => Verdict::SignedOut,
        (Standing::New, _) if open_for > FIRST_FRAME_MILLIS => Verdict::Dead,
        (Standing::New, _) => Verdict::Alive,
        (Standing::Admitted { .. }, Some(at)) if seen < at && now.since(at) >= CHECK_MILLIS => {
            Verdict::Dead
        }
        (Standing::Admitted { .. }, Some(at)) if seen < at => Verdict::Wait,
        (Standing::Admitted { .. }, _) if now.since(seen) > SILENT_MILLIS => Verdict::Ask,
        (Standing::Admitted { .. }, _) => Verdict::Alive,
    }
}

#[wasm_bindgen]
extern "C" {
    /// The part of the runtime's state that the `worker` crate leaves out.
    type HeartbeatState;

    #[wasm_bindgen(method, catch, js_name = getWebSocketAutoResponseTimestamp)]
    fn last_answer(
        this: &HeartbeatState,
        socket: &JsValue,
    ) -> std::result::Result<Option<Date>, JsValue>;
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
    use durable_queue::{End, Seat};
    use hushdesk_protocol::ids::{ChatId, SeatId};

    use super::*;
    use crate::attachment::Visitor;
    use crate::routes::StaffedBy;

    fn new() -> Attachment {
        let visitor = Visitor::Guest {
            opens: None,
            from: vec![],
        };
        Attachment::new(ConnectionId(1), visitor, Timestamp(0))
    }

    fn judge_at(seen: u64, asked: Option<u64>, now: u64) -> Verdict {
        let end = End::Guest {
            chat: ChatId::from_bytes([1; 16]),
            from: None,
        };
        let admitted = Attachment {
            asked: asked.map(Timestamp),
            standing: Standing::Admitted { end },
            ..new()
        };
        judge(&admitted, Timestamp(seen), Timestamp(now))
    }

    #[test]
    fn who_was_heard_of_is_alive() {
        assert_eq!(judge_at(100_000, None, 112_000), Verdict::Alive);
        assert_eq!(judge_at(100_000, Some(99_000), 112_000), Verdict::Alive);
    }

    #[test]
    fn who_is_silent_is_asked_once_and_dead_by_the_next_check() {
        assert_eq!(judge_at(100_000, None, 112_001), Verdict::Ask);
        assert_eq!(judge_at(100_000, Some(112_001), 113_000), Verdict::Wait);
        assert_eq!(judge_at(100_000, Some(112_001), 120_001), Verdict::Dead);
    }

    #[test]
    fn who_never_said_anything_is_dead_after_a_while() {
        let late = Timestamp(FIRST_FRAME_MILLIS + 1);
        assert_eq!(
            judge(&new(), late, Timestamp(FIRST_FRAME_MILLIS)),
            Verdict::Alive
        );
        assert_eq!(judge(&new(), late, late), Verdict::Dead);
    }

    #[test]
    fn an_operators_socket_ends_with_their_session_however_lively_it_is() {
        let ann = StaffedBy {
            name: "ann".parse().unwrap(),
            display: "Ann".parse().unwrap(),
            session: "ab".to_owned(),
            ends: Timestamp(500_000),
        };
        let end = End::Seat(Seat {
            operator: ann.name.clone(),
            window: SeatId::from_bytes([1; 16]),
        });
        let socket = |standing| Attachment {
            visitor: Visitor::Operator(ann.clone()),
            opened: Timestamp(499_000),
            standing,
            ..new()
        };
        for standing in [Standing::New, Standing::Admitted { end }] {
            let socket = socket(standing);
            let at = |now| judge(&socket, Timestamp(now), Timestamp(now));
            assert_eq!(at(499_999), Verdict::Alive);
            assert_eq!(at(500_000), Verdict::SignedOut);
            assert_eq!(at(560_000), Verdict::SignedOut);
            let silent = judge(&socket, Timestamp(499_000), Timestamp(560_000));
            assert_eq!(silent, Verdict::SignedOut);
        }
        let gone = socket(Standing::Gone);
        let later = Timestamp(500_000);
        assert_eq!(judge(&gone, later, later), Verdict::Alive);
    }

    #[test]
    fn who_was_closed_is_not_looked_at_again() {
        let gone = Attachment {
            standing: Standing::Gone,
            ..new()
        };
        assert_eq!(
            judge(&gone, Timestamp(0), Timestamp(1_000_000)),
            Verdict::Alive
        );
    }

    #[test]
    fn the_next_check_is_at_the_end_of_the_first_session_at_the_latest() {
        let now = Timestamp(1_000);
        let after = |is_pending, ends: Option<u64>| {
            let check = Check {
                dead: vec![],
                is_pending,
                ends: ends.map(Timestamp),
            };
            check.next_after(now)
        };
        assert_eq!(after(false, None), None);
        assert_eq!(after(true, None), Some(CHECK_MILLIS));
        assert_eq!(after(false, Some(21_000)), Some(20_000));
        assert_eq!(after(true, Some(21_000)), Some(CHECK_MILLIS));
        assert_eq!(after(true, Some(1_500)), Some(500));
    }
}
