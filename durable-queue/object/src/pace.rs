//! How fast a client may send frames, whatever they are, and how much may come from one address before anybody has
//! claimed it. What is written in a chat has its own pace in the queue; frames count for what costs the queue nothing
//! but time: typing notices, acknowledgements, what is no frame.
//!
//! It is kept in memory only. A flood keeps the object awake, and after a sleep everybody is rested.

use std::collections::BTreeMap;

use durable_queue::{ConnectionId, Event, GuestSays, HolderSays, OperatorSays};
use hushdesk_protocol::frames::Body;
use hushdesk_protocol::ids::Timestamp;

use crate::attachment::{Attachment, Visitor};

/// Frames of an operator at once: all that the bounds of ten chats let them send again after a cut, and as many
/// acknowledgements, 10 * 2 * 240: rounded up.
const OPERATOR_FRAMES: Bucket = Bucket {
    burst: 5_000,
    millis: 20,
};

/// Frames of a guest whose chat somebody holds: that of one chat, 2 * 240, and as much again.
const GUEST_FRAMES: Bucket = Bucket {
    burst: 1_000,
    millis: 20,
};

/// Frames of a guest whose chat nobody holds, and of whoever has yet to say who they are: the messages that may be
/// undelivered, 200, their typing, and as much again; then 5 a second.
const WAITING_FRAMES: Bucket = Bucket {
    burst: 500,
    millis: 200,
};

/// Typing notices: one at each start and end of typing. Nobody misses one more.
const TYPING: Bucket = Bucket {
    burst: 20,
    millis: 500,
};

/// What an operator says to colleagues: a quick exchange, then a text each two seconds.
const TELLING: Bucket = Bucket {
    burst: 20,
    millis: 2_000,
};

/// Bytes from one address into chats that nobody holds: 26 of the longest first questions at once, 26 * 40,000, and 2 KB
/// a second. So one address keeps at most 1 MB + 11 minutes * 60 * 2 KB = 2.4 MB in chats that wait as long as a queue
/// lets them until it is set otherwise.
const WAITING_BYTES: Bucket = Bucket {
    burst: 524_288,
    millis: 1,
};

/// How many bytes are one of [`WAITING_BYTES`].
const BYTES_IN_ONE: usize = 2;

/// A network of 48 bits may send what so many addresses may.
const NETWORK_ADDRESSES: u64 = 4;

/// Sockets, and addresses, whose pace is kept at once: as many as there may be. When there are more, all are rested anew.
const KEPT_MAX: usize = 3_000;

/// So many at once, and one more in each so many milliseconds.
#[derive(Clone, Copy)]
struct Bucket {
    burst: u64,
    millis: u64,
}

impl Bucket {
    /// When it will be full again after so many more at `now`.
    ///
    /// # Errors
    ///
    /// That is too much: after so many milliseconds it is not.
    fn take(self, many: u64, full_at: Timestamp, now: Timestamp) -> Result<Timestamp, u64> {
        let later = full_at.max(now).plus(many.saturating_mul(self.millis));
        let ahead = later.since(now.plus(self.burst * self.millis));
        if ahead > 0 { Err(ahead) } else { Ok(later) }
    }
}

/// When the buckets of a socket will be full again.
#[derive(Clone, Copy, Debug, Default)]
struct Rest {
    frames: Timestamp,
    typing: Timestamp,
    telling: Timestamp,
}

/// The paces of all sockets and addresses.
#[derive(Debug, Default)]
pub(crate) struct Paces {
    sockets: BTreeMap<ConnectionId, Rest>,
    addresses: BTreeMap<String, Timestamp>,
}

impl Paces {
    /// Counts a frame; `waits` says whether nobody holds the chat it is for. Gives whether the socket may still send any.
    pub(crate) fn count_frame(&mut self, from: &Attachment, waits: bool, now: Timestamp) -> bool {
        let bucket = match from.visitor {
            _ if waits => WAITING_FRAMES,
            Visitor::Guest { .. } => GUEST_FRAMES,
            Visitor::Operator(_) => OPERATOR_FRAMES,
        };
        let rest = self.rest(from.connection);
        let later = bucket.take(1, rest.frames, now);
        rest.frames = later.unwrap_or(rest.frames);
        later.is_ok()
    }

    /// Counts an event if it is a typing notice. Gives whether it is to be done.
    pub(crate) fn count_typing(&mut self, event: &Event, now: Timestamp) -> bool {
        let Some(connection) = typing(event) else {
            return true;
        };
        let rest = self.rest(connection);
        let later = TYPING.take(1, rest.typing, now);
        rest.typing = later.unwrap_or(rest.typing);
        later.is_ok()
    }

    /// Counts an event if somebody says something to colleagues by it.
    ///
    /// # Errors
    ///
    /// They have said too much: after so many milliseconds they have not.
    pub(crate) fn count_telling(&mut self, event: &Event, now: Timestamp) -> Result<(), u64> {
        let Event::OperatorSaid {
            connection,
            says: OperatorSays::Tell { .. },
        } = event
        else {
            return Ok(());
        };
        let rest = self.rest(*connection);
        rest.telling = TELLING.take(1, rest.telling, now)?;
        Ok(())
    }

    /// Counts the bytes of what a guest writes into a chat that nobody holds.
    ///
    /// # Errors
    ///
    /// Too many have come from that address, or from its network: after so many milliseconds they have not.
    pub(crate) fn count_bytes(
        &mut self,
        event: &Event,
        from: &Attachment,
        now: Timestamp,
    ) -> Result<(), u64> {
        let units = written(event).div_ceil(BYTES_IN_ONE);
        let units = u64::try_from(units).unwrap_or(u64::MAX);
        if units == 0 {
            return Ok(());
        }
        if self.addresses.len() >= KEPT_MAX {
            self.addresses.clear();
        }
        let mut counted = Vec::new();
        for (address, addresses) in from.visitor.addresses().iter().zip([1, NETWORK_ADDRESSES]) {
            let full_at = self.addresses.get(address).copied().unwrap_or_default();
            let later = WAITING_BYTES.take(units.div_ceil(addresses), full_at, now)?;
            counted.push((address.clone(), later));
        }
        self.addresses.extend(counted);
        Ok(())
    }

    /// A socket is closed.
    pub(crate) fn forget(&mut self, connection: ConnectionId) {
        self.sockets.remove(&connection);
    }

    fn rest(&mut self, connection: ConnectionId) -> &mut Rest {
        if self.sockets.len() >= KEPT_MAX && !self.sockets.contains_key(&connection) {
            self.sockets.clear();
        }
        self.sockets.entry(connection).or_default()
    }
}

/// How many bytes a guest writes, if that is what an event says.
fn written(event: &Event) -> usize {
    let Event::GuestSaid { says, .. } = event else {
        return 0;
    };
    match says {
        GuestSays::KeyExchange { commit, .. } => commit.as_str().len(),
        GuestSays::Message(message) => match &message.body {
            Body::Sealed { text, .. } => text.as_str().len(),
            Body::Open { text } => text.as_str().len(),
        },
        GuestSays::Ack { .. }
        | GuestSays::Typing { .. }
        | GuestSays::RefuseHolder { .. }
        | GuestSays::End => 0,
    }
}

/// Who types, if that is what an event says.
const fn typing(event: &Event) -> Option<ConnectionId> {
    match event {
        Event::GuestSaid {
            connection,
            says: GuestSays::Typing { .. },
        }
        | Event::OperatorSaid {
            connection,
            says:
                OperatorSays::Holding {
                    says: HolderSays::Typing { .. },
                    ..
                },
        } => Some(*connection),
        Event::Woke { .. }
        | Event::GuestOpened { .. }
        | Event::GuestResumed { .. }
        | Event::GuestSaid { .. }
        | Event::OperatorArrived { .. }
        | Event::OperatorSaid { .. }
        | Event::Disconnected { .. }
        | Event::Rated { .. }
        | Event::Configured(_)
        | Event::Reskinned(_)
        | Event::Letter { .. }
        | Event::Tick => None,
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::frames::{Audience, Outgoing};
    use hushdesk_protocol::ids::Number;
    use hushdesk_protocol::text::OpenText;

    use super::*;
    use crate::routes::StaffedBy;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn guest(connection: u64, from: &[&str]) -> Attachment {
        let visitor = Visitor::Guest {
            opens: None,
            from: from.iter().map(|it| (*it).to_owned()).collect(),
        };
        Attachment::new(ConnectionId(connection), visitor, NOW)
    }

    fn operator() -> Attachment {
        let visitor = Visitor::Operator(StaffedBy {
            name: "ann".parse().unwrap(),
            display: "Ann".parse().unwrap(),
            session: "ab".to_owned(),
            ends: Timestamp(1_000),
        });
        Attachment::new(ConnectionId(1), visitor, NOW)
    }

    fn says(says: GuestSays) -> Event {
        let connection = ConnectionId(1);
        Event::GuestSaid { connection, says }
    }

    fn text(bytes: usize) -> Event {
        let text = OpenText::try_from("x".repeat(bytes)).unwrap();
        let body = Body::Open { text };
        let number = Number(1);
        says(GuestSays::Message(Outgoing { number, body }))
    }

    #[test]
    fn typing_is_passed_on_at_a_pace_and_dropped_beyond() {
        let mut paces = Paces::default();
        let types = says(GuestSays::Typing { typing: true });
        let passed = (0..100).filter(|_| paces.count_typing(&types, NOW)).count();
        assert_eq!(passed, 20);
        assert!(!paces.count_typing(&types, NOW.plus(499)));
        assert!(paces.count_typing(&types, NOW.plus(500)));
        let end = says(GuestSays::End);
        assert!(paces.count_typing(&end, NOW), "nothing else is dropped");
    }

    #[test]
    fn colleagues_are_told_so_much_at_once_and_then_a_text_each_two_seconds() {
        let mut paces = Paces::default();
        let says = OperatorSays::Tell {
            to: Audience::Room,
            text: "Lunch?".parse().unwrap(),
        };
        let connection = ConnectionId(1);
        let tells = Event::OperatorSaid { connection, says };
        let passed = (0..100).filter(|_| paces.count_telling(&tells, NOW).is_ok());
        assert_eq!(passed.count(), 20);
        assert_eq!(paces.count_telling(&tells, NOW.plus(1_500)), Err(500));
        assert_eq!(paces.count_telling(&tells, NOW.plus(2_000)), Ok(()));
        let end = self::says(GuestSays::End);
        assert_eq!(
            paces.count_telling(&end, NOW),
            Ok(()),
            "nothing else is counted"
        );
    }

    #[test]
    fn who_waits_sends_far_fewer_frames_than_who_is_at_work() {
        let taken = |from: &Attachment, waits| {
            let mut paces = Paces::default();
            (0..6_000)
                .filter(|_| paces.count_frame(from, waits, NOW))
                .count()
        };
        assert_eq!(taken(&guest(1, &[]), true), 500);
        assert_eq!(taken(&guest(1, &[]), false), 1_000);
        assert_eq!(taken(&operator(), true), 500);
        assert_eq!(taken(&operator(), false), 5_000);
    }

    #[test]
    fn frames_have_a_pace_for_each_socket() {
        let mut paces = Paces::default();
        let one = guest(1, &[]);
        while paces.count_frame(&one, true, NOW) {}
        assert!(paces.count_frame(&guest(2, &[]), true, NOW));
        assert!(paces.count_frame(&one, true, NOW.plus(200)));
        paces.forget(one.connection);
        assert!(paces.count_frame(&one, true, NOW));
    }

    #[test]
    fn an_address_writes_so_much_before_it_is_claimed_and_others_go_on() {
        let mut paces = Paces::default();
        let from = guest(1, &["2001:db8:1:2::/64", "2001:db8:1::/48"]);
        let write = |paces: &mut Paces, from: &Attachment, now| {
            let writes = (0..200).filter(|_| paces.count_bytes(&text(40_000), from, now).is_ok());
            writes.count()
        };
        assert_eq!(write(&mut paces, &from, NOW), 26);
        let refused = paces.count_bytes(&text(40_000), &from, NOW);
        assert_eq!(refused, Err(27 * 20_000 - 524_288));
        let later = NOW.plus(27 * 20_000 - 524_288);
        assert_eq!(paces.count_bytes(&text(40_000), &from, later), Ok(()));
        assert_eq!(write(&mut paces, &guest(2, &["198.51.100.8"]), NOW), 26);
        let rest = (3..20).map(|n| {
            let network = format!("2001:db8:1:{n}::/64");
            write(&mut paces, &guest(n, &[&network, "2001:db8:1::/48"]), NOW)
        });
        assert!(
            (76..=80).contains(&rest.sum::<usize>()),
            "the network has four times that"
        );
        assert_eq!(write(&mut paces, &guest(3, &[]), NOW), 200, "not counted");
    }

    #[test]
    fn the_paces_stay_within_their_bound() {
        let mut paces = Paces::default();
        for number in 0..10_000 {
            let from = guest(number, &[&format!("10.0.0.{number}")]);
            paces.count_frame(&from, true, NOW);
            paces.count_bytes(&text(1), &from, NOW).unwrap();
        }
        assert!(paces.sockets.len() <= KEPT_MAX && paces.addresses.len() <= KEPT_MAX);
    }
}
