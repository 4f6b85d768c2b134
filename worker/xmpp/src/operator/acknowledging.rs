//! What the queue may forget: only what the program is known to have, however far the desk has read.

use std::collections::{BTreeMap, VecDeque};

use hushdesk_protocol::frames::{FromOperator, HeldCursor};
use hushdesk_protocol::ids::{ChatId, Lease, QueueName, Seq};

/// Acknowledgements on their way from the desk to a queue.
#[derive(Debug, Default)]
pub(super) struct Acknowledgements {
    /// The last stanza that the program is known to have.
    received: u64,
    /// Those that wait until the program has what they are of: up to which stanza.
    waiting: VecDeque<(u64, QueueName, HeldCursor)>,
    /// Up to where each chat was acknowledged.
    released: BTreeMap<(QueueName, ChatId), (Lease, Seq)>,
}

impl Acknowledgements {
    /// The program has all stanzas up to this one. Gives what goes to which queue now.
    pub(super) fn received(&mut self, upto: u64) -> Vec<(QueueName, FromOperator)> {
        self.received = self.received.max(upto);
        let mut frames = Vec::new();
        while let Some((_, queue, cursor)) = self
            .waiting
            .pop_front_if(|(stanza, ..)| *stanza <= self.received)
        {
            self.release(&queue, &cursor);
            frames.push((queue, acknowledgement(cursor)));
        }
        frames
    }

    /// The desk sends a frame when so many stanzas have been said. Gives what of it goes to the queue now.
    pub(super) fn pass(
        &mut self,
        queue: &QueueName,
        frame: FromOperator,
        said: u64,
    ) -> Option<FromOperator> {
        if let FromOperator::Ack {
            chat,
            lease,
            received,
        } = frame
        {
            let cursor = HeldCursor {
                chat,
                lease,
                received,
            };
            if self.received < said {
                self.waiting.push_back((said, queue.clone(), cursor));
                return None;
            }
            self.release(queue, &cursor);
            return Some(acknowledgement(cursor));
        }
        let mut frame = frame;
        if let FromOperator::Hello { chats, .. } = &mut frame {
            for cursor in chats {
                *cursor = self.cap(queue, cursor.clone(), said);
            }
        }
        Some(frame)
    }

    /// A cursor counts as an acknowledgement, too: it says no more than has been acknowledged. The rest waits.
    fn cap(&mut self, queue: &QueueName, cursor: HeldCursor, said: u64) -> HeldCursor {
        if self.received >= said {
            self.release(queue, &cursor);
            return cursor;
        }
        let known = self.released.get(&(queue.clone(), cursor.chat.clone()));
        let known = known.filter(|(lease, _)| *lease == cursor.lease);
        let received = known.map_or(Seq(0), |(_, received)| *received);
        let capped = HeldCursor {
            received: received.min(cursor.received),
            ..cursor.clone()
        };
        let waits = |(_, at, it): &(u64, QueueName, HeldCursor)| at == queue && *it == cursor;
        if capped.received < cursor.received && !self.waiting.iter().any(waits) {
            self.waiting.push_back((said, queue.clone(), cursor));
        }
        capped
    }

    fn release(&mut self, queue: &QueueName, cursor: &HeldCursor) {
        let key = (queue.clone(), cursor.chat.clone());
        self.released.insert(key, (cursor.lease, cursor.received));
    }
}

fn acknowledgement(cursor: HeldCursor) -> FromOperator {
    FromOperator::Ack {
        chat: cursor.chat,
        lease: cursor.lease,
        received: cursor.received,
    }
}
