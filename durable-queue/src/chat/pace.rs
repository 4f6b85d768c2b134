//! How much, and how fast, the ends of a chat may write.

use hushdesk_protocol::frames::{Party, Refusal};
use hushdesk_protocol::ids::Timestamp;

use crate::limits::{CHAT_BYTES_MAX, CHAT_MESSAGES_MAX, MESSAGE_BURST, MESSAGE_PACE_MILLIS};
use crate::stored::{Tally, Written};

/// The counts with one message more.
///
/// # Errors
///
/// The chat has had as much as a chat may have, or the guest's messages come too fast.
pub(crate) fn count(
    written: Written,
    from: Party,
    bytes: usize,
    now: Timestamp,
) -> Result<Written, Refusal> {
    match from {
        Party::Operator => Ok(Written {
            operator: add(written.operator, bytes)?,
            ..written
        }),
        Party::Guest => Ok(Written {
            guest: add(written.guest, bytes)?,
            rested_at: put_off(written.rested_at, now)?,
            ..written
        }),
    }
}

fn add(tally: Tally, bytes: usize) -> Result<Tally, Refusal> {
    let messages = tally.messages.saturating_add(1);
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    let bytes = tally.bytes.saturating_add(bytes);
    if messages > CHAT_MESSAGES_MAX || bytes > CHAT_BYTES_MAX {
        return Err(Refusal::ChatFull);
    }
    Ok(Tally { messages, bytes })
}

/// A bucket of [`MESSAGE_BURST`] messages that fills by one in each [`MESSAGE_PACE_MILLIS`], kept as the moment
/// at which it will be full.
fn put_off(rested_at: Timestamp, now: Timestamp) -> Result<Timestamp, Refusal> {
    let later = rested_at.max(now).plus(MESSAGE_PACE_MILLIS);
    let ahead = later.since(now.plus(MESSAGE_BURST * MESSAGE_PACE_MILLIS));
    if ahead > 0 {
        return Err(Refusal::TooFast { wait_millis: ahead });
    }
    Ok(later)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guest_writes_a_burst_and_then_two_messages_a_second() {
        let now = Timestamp(1_000_000);
        let mut written = Written::default();
        for _ in 0..MESSAGE_BURST {
            written = count(written, Party::Guest, 10, now).unwrap();
        }
        let refused = count(written, Party::Guest, 10, now);
        assert_eq!(refused, Err(Refusal::TooFast { wait_millis: 500 }));
        let refused = count(written, Party::Guest, 10, now.plus(499));
        assert_eq!(refused, Err(Refusal::TooFast { wait_millis: 1 }));
        let written = count(written, Party::Guest, 10, now.plus(500)).unwrap();
        assert_eq!(written.guest.messages, MESSAGE_BURST + 1);
        assert!(count(written, Party::Operator, 10, now.plus(500)).is_ok());
    }

    #[test]
    fn a_chat_has_an_end_of_messages_and_of_bytes() {
        let full = Written {
            operator: Tally {
                messages: CHAT_MESSAGES_MAX,
                bytes: 0,
            },
            guest: Tally {
                messages: 0,
                bytes: CHAT_BYTES_MAX,
            },
            rested_at: Timestamp(0),
        };
        for from in [Party::Operator, Party::Guest] {
            let refused = count(full, from, 1, Timestamp(5));
            assert_eq!(refused, Err(Refusal::ChatFull));
        }
    }
}
