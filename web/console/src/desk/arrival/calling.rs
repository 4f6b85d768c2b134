//! Who calls the operator, and when again: a chat that waits rings when it comes, and for as long as nobody takes it.
//!
//! Pure: who waits goes in with the moment, what is to be done comes out, and [`Calling::next`] says when to ask again.

use std::collections::BTreeMap;

use hushdesk_protocol::ids::{ChatId, Timestamp};

/// Milliseconds between two rings of a chat that has just come.
const PAUSE_MILLIS: u64 = 20_000;

/// Milliseconds between two rings once it waits for long.
const INSISTENT_PAUSE_MILLIS: u64 = 10_000;

/// Rings after which one is insisted: in the second minute.
const CALM_RINGS: u32 = 4;

/// Rings after which one is not heard by anybody, most likely; it rings each minute from then on.
const RINGS_MAX: u32 = 30;

/// Milliseconds between two rings then.
const TIRED_PAUSE_MILLIS: u64 = 60_000;

/// What is to be done.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Call {
    /// It has come: ring, and say so.
    Came(ChatId),
    /// It waits still: ring again.
    Waits {
        /// Which.
        chat: ChatId,
        /// It has waited for so long that the ring is to be a louder one.
        insists: bool,
    },
    /// It does not wait any more: what was said of it is taken back.
    Gone(ChatId),
}

/// The chats that call.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Calling {
    rings: BTreeMap<ChatId, Ring>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Ring {
    count: u32,
    next: Timestamp,
}

impl Calling {
    /// These chats wait for this operator now. Those that come ring; those that are there already ring again when it is
    /// time, if that is wanted.
    pub(crate) fn hear(&mut self, waiting: &[ChatId], again: bool, now: Timestamp) -> Vec<Call> {
        let is_gone = |chat: &ChatId| !waiting.contains(chat);
        let gone: Vec<_> = self
            .rings
            .keys()
            .filter(|chat| is_gone(chat))
            .cloned()
            .collect();
        self.rings.retain(|chat, _| !is_gone(chat));
        let mut calls: Vec<_> = gone.into_iter().map(Call::Gone).collect();
        for chat in waiting {
            match self.rings.get_mut(chat) {
                None => {
                    self.rings.insert(chat.clone(), Ring::first(now));
                    calls.push(Call::Came(chat.clone()));
                }
                Some(ring) if again && ring.next <= now => {
                    *ring = ring.again(now);
                    calls.push(Call::Waits {
                        chat: chat.clone(),
                        insists: ring.insists(),
                    });
                }
                Some(_) => {}
            }
        }
        calls
    }

    /// When the next one rings again.
    pub(crate) fn next(&self) -> Option<Timestamp> {
        self.rings.values().map(|ring| ring.next).min()
    }
}

impl Ring {
    const fn first(now: Timestamp) -> Self {
        Self {
            count: 1,
            next: now.plus(PAUSE_MILLIS),
        }
    }

    const fn again(self, now: Timestamp) -> Self {
        let count = self.count.saturating_add(1);
        let pause = match count {
            0..CALM_RINGS => PAUSE_MILLIS,
            CALM_RINGS..RINGS_MAX => INSISTENT_PAUSE_MILLIS,
            RINGS_MAX.. => TIRED_PAUSE_MILLIS,
        };
        Self {
            count,
            next: now.plus(pause),
        }
    }

    const fn insists(self) -> bool {
        self.count >= CALM_RINGS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn chat(digit: u8) -> ChatId {
        ChatId::from_bytes([digit; 16])
    }

    fn waits(digit: u8, insists: bool) -> Call {
        let chat = chat(digit);
        Call::Waits { chat, insists }
    }

    #[test]
    fn a_chat_rings_once_when_it_comes_and_is_taken_back_when_it_goes() {
        let mut calling = Calling::default();
        assert_eq!(calling.hear(&[chat(1)], true, NOW), [Call::Came(chat(1))]);
        assert_eq!(calling.hear(&[chat(1)], true, NOW), []);
        assert_eq!(
            calling.hear(&[chat(2)], true, NOW),
            [Call::Gone(chat(1)), Call::Came(chat(2))]
        );
        assert_eq!(calling.hear(&[], true, NOW), [Call::Gone(chat(2))]);
        assert_eq!(calling.next(), None);
    }

    #[test]
    fn a_chat_that_waits_rings_again_and_in_the_second_minute_more_often_and_louder() {
        let mut calling = Calling::default();
        calling.hear(&[chat(1)], true, NOW);
        let mut heard = vec![];
        for _ in 0..5 {
            let next = calling.next().unwrap();
            assert_eq!(calling.hear(&[chat(1)], true, Timestamp(next.0 - 1)), []);
            heard.push((next.since(NOW), calling.hear(&[chat(1)], true, next)));
        }
        assert_eq!(
            heard,
            [
                (20_000, vec![waits(1, false)]),
                (40_000, vec![waits(1, false)]),
                (60_000, vec![waits(1, true)]),
                (70_000, vec![waits(1, true)]),
                (80_000, vec![waits(1, true)]),
            ]
        );
    }

    #[test]
    fn a_desk_that_nobody_hears_rings_each_minute_in_the_end() {
        let mut calling = Calling::default();
        calling.hear(&[chat(1)], true, NOW);
        let mut last = NOW;
        for _ in 0..40 {
            last = calling.next().unwrap();
            calling.hear(&[chat(1)], true, last);
        }
        assert_eq!(calling.next().unwrap().since(last), 60_000);
    }

    #[test]
    fn who_does_not_want_it_hears_each_chat_once() {
        let mut calling = Calling::default();
        calling.hear(&[chat(1)], false, NOW);
        let later = NOW.plus(10 * PAUSE_MILLIS);
        assert_eq!(calling.hear(&[chat(1)], false, later), []);
        assert_eq!(calling.hear(&[chat(1)], true, later), [waits(1, false)]);
    }
}
