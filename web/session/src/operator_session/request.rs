//! The request for earlier messages: a window that has nothing of what was said before asks the guest for it, and
//! puts together what comes.

use std::rc::Rc;

use hushdesk_protocol::earlier::{Earlier as Record, EarlierText, REQUESTS_MAX};
use hushdesk_protocol::ids::Number;
use hushdesk_protocol::limits::{EARLIER_BYTES_MAX, EARLIER_TEXTS_MAX};
use serde::{Deserialize, Serialize};

use super::{OperatorSession, Turn};
use crate::clock::EdgeClock;
use crate::ends::Sends;
use crate::note::Note;
use crate::sealing::Sealing;
use crate::text::Text;

/// How it stands with what was said before this window took up the chat.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Earlier {
    /// There is nothing to be asked for.
    #[default]
    None,
    /// The guest can be asked.
    Askable {
        /// And has been before, without success.
        again: bool,
    },
    /// The guest has been asked and has not answered yet.
    Asked,
    /// The guest's browser sends it.
    Receiving {
        /// Parts that have come.
        arrived: u32,
        /// All parts.
        of: u32,
    },
    /// It is here.
    Received,
    /// The guest has declined, and is not asked again.
    Declined,
}

/// A request, and what has come of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Request {
    stage: Stage,
    /// How often the guest has been asked.
    asked: u32,
    texts: Rc<Vec<EarlierText>>,
}

/// What is kept of it over a reload. What was on its way is asked for again.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
pub(super) struct KeptRequest {
    stage: KeptStage,
    asked: u32,
    texts: Rc<Vec<EarlierText>>,
}

/// Where a kept request stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
enum KeptStage {
    None,
    Askable,
    Asked,
    Received,
    Declined,
}

#[derive(Clone, Debug, Default)]
enum Stage {
    #[default]
    None,
    Askable,
    /// Under this number once it is sent. Until the guest has it, each key exchange begins it anew.
    Asked {
        number: Option<Number>,
        delivered: bool,
    },
    Receiving {
        arrived: u32,
        of: u32,
        bytes: Vec<u8>,
    },
    Received,
    Declined,
}

impl Stage {
    /// The request is made, and goes out with the next keys.
    const UNSENT: Self = Self::Asked {
        number: None,
        delivered: false,
    };
}

impl Request {
    pub(super) fn restore(kept: KeptRequest) -> Self {
        Self {
            stage: match kept.stage {
                KeptStage::None => Stage::None,
                KeptStage::Askable => Stage::Askable,
                KeptStage::Asked => Stage::UNSENT,
                KeptStage::Received => Stage::Received,
                KeptStage::Declined => Stage::Declined,
            },
            asked: kept.asked,
            texts: kept.texts,
        }
    }

    pub(super) fn to_keep(&self) -> KeptRequest {
        KeptRequest {
            stage: match self.stage {
                Stage::None => KeptStage::None,
                Stage::Askable => KeptStage::Askable,
                Stage::Asked { .. } | Stage::Receiving { .. } => KeptStage::Asked,
                Stage::Received => KeptStage::Received,
                Stage::Declined => KeptStage::Declined,
            },
            asked: self.asked,
            texts: self.texts.clone(),
        }
    }

    /// There is something that this window does not have.
    pub(super) fn possible(&mut self) {
        self.fail();
    }

    /// Under another lease the guest may be asked as often again.
    pub(super) fn new_lease(&mut self) {
        self.asked = 0;
        self.stage = match self.stage {
            Stage::Received => Stage::Received,
            Stage::None => Stage::None,
            Stage::Askable | Stage::Asked { .. } | Stage::Receiving { .. } | Stage::Declined => {
                Stage::Askable
            }
        };
    }

    /// The guest's end takes this window for a new one: whoever has been asked is asked again.
    pub(super) fn start_anew(&mut self) {
        if let Stage::Asked { .. } | Stage::Receiving { .. } = self.stage {
            self.stage = Stage::UNSENT;
        }
    }

    /// The texts that the guest has sent.
    pub(super) fn texts(&self) -> Rc<Vec<EarlierText>> {
        self.texts.clone()
    }

    pub(super) const fn standing(&self) -> Earlier {
        match &self.stage {
            Stage::None => Earlier::None,
            Stage::Askable => Earlier::Askable {
                again: self.asked > 0,
            },
            Stage::Asked { .. } => Earlier::Asked,
            Stage::Receiving { arrived, of, .. } => Earlier::Receiving {
                arrived: *arrived,
                of: *of,
            },
            Stage::Received => Earlier::Received,
            Stage::Declined => Earlier::Declined,
        }
    }

    /// A new key exchange: what was not delivered never will be.
    pub(super) const fn exchange(&mut self) {
        if let Stage::Asked {
            number,
            delivered: false,
        } = &mut self.stage
        {
            *number = None;
        }
    }

    /// The guest's end has all up to this number.
    pub(super) fn delivered(&mut self, upto: Number) {
        if let Stage::Asked { number, delivered } = &mut self.stage {
            *delivered |= number.is_some_and(|number| number <= upto);
        }
    }

    /// It came to nothing: the guest can be asked once more, or not any more.
    fn fail(&mut self) {
        self.stage = if self.asked < REQUESTS_MAX {
            Stage::Askable
        } else {
            Stage::Declined
        };
    }

    /// A part of the log. The first one begins it, also anew; one that does not follow ends it.
    fn part(&mut self, (part, parts): (u32, u32), more: &[u8]) -> Result<(), Broken> {
        match &mut self.stage {
            Stage::Asked { .. } | Stage::Receiving { .. } if part == 1 => {
                self.stage = Stage::Receiving {
                    arrived: 1,
                    of: parts,
                    bytes: more.to_vec(),
                };
                Ok(())
            }
            Stage::Receiving { arrived, of, bytes }
                if *of == parts
                    && arrived.checked_add(1) == Some(part)
                    && bytes.len().saturating_add(more.len()) <= EARLIER_BYTES_MAX =>
            {
                *arrived = part;
                bytes.extend_from_slice(more);
                Ok(())
            }
            Stage::Asked { .. } | Stage::Receiving { .. } => Err(Broken),
            Stage::None | Stage::Askable | Stage::Received | Stage::Declined => Ok(()),
        }
    }

    /// The end of the log: how many texts there are to be shown; none if nothing was being sent.
    fn end(&mut self, count: u32, clock: EdgeClock) -> Result<Option<usize>, Broken> {
        let texts = match &self.stage {
            Stage::Asked { .. } if count == 0 => Vec::new(),
            Stage::Receiving { arrived, of, bytes } if arrived == of => read(bytes, count, clock)?,
            Stage::Asked { .. } | Stage::Receiving { .. } => return Err(Broken),
            Stage::None | Stage::Askable | Stage::Received | Stage::Declined => return Ok(None),
        };
        let shown = texts.len();
        self.stage = Stage::Received;
        self.texts = Rc::new(texts);
        Ok(Some(shown))
    }
}

/// What came does not fit together.
struct Broken;

/// The texts, as they can be shown; a text of which nothing is left is left out. More than can be shown are none.
fn read(json: &[u8], count: u32, clock: EdgeClock) -> Result<Vec<EarlierText>, Broken> {
    if usize::try_from(count).is_ok_and(|count| count > EARLIER_TEXTS_MAX) {
        return Err(Broken);
    }
    let texts: Vec<EarlierText> = serde_json::from_slice(json).map_err(|_| Broken)?;
    if u32::try_from(texts.len()) != Ok(count) {
        return Err(Broken);
    }
    let shown = texts.into_iter().filter_map(|text| {
        let shown = Text::received(&text.text)?.as_str().to_owned();
        Some(EarlierText {
            at: clock.here(text.at),
            text: shown,
            ..text
        })
    });
    Ok(shown.collect())
}

impl<S: Sealing> OperatorSession<S> {
    /// The operator wants to read what was said before.
    pub(crate) fn ask_for_earlier(&mut self) {
        if let (Stage::Askable, true) = (&self.request.stage, self.writable()) {
            self.request.asked = self.request.asked.saturating_add(1);
            self.request.stage = Stage::UNSENT;
        }
    }

    /// A record from the guest's end. What is no answer to the request changes nothing.
    pub(super) fn record(&mut self, record: Record, turn: &Turn<'_>) {
        let asked = self.request.asked;
        let done = match record {
            Record::Declined { request } if request == asked => return self.declined(turn),
            Record::Part {
                request,
                part,
                parts,
                bytes,
            } if request == asked => self.request.part((part, parts), &bytes).map(|()| None),
            Record::End { request, texts } if request == asked => {
                self.request.end(texts, turn.clock)
            }
            Record::Request { .. }
            | Record::Declined { .. }
            | Record::Part { .. }
            | Record::End { .. } => Ok(None),
        };
        match done {
            Ok(Some(texts)) => self
                .delivery
                .log
                .note(Note::EarlierSent { texts }, turn.now),
            Ok(None) => {}
            Err(Broken) => {
                self.request.fail();
                self.delivery.log.note(Note::EarlierBroken, turn.now);
            }
        }
    }

    fn declined(&mut self, turn: &Turn<'_>) {
        if let Stage::Asked { .. } = self.request.stage {
            self.request.fail();
            self.delivery.log.note(Note::EarlierDeclined, turn.now);
        }
    }

    /// Sends the request, once that is possible.
    pub(super) fn send_request(&mut self, turn: &mut Turn<'_>) {
        let Stage::Asked { number: None, .. } = self.request.stage else {
            return;
        };
        let record = Record::Request {
            request: self.request.asked,
        };
        let bodies = match &mut self.sealed {
            Some(sealed) => sealed.seal_record(&record, turn),
            None => Vec::new(),
        };
        for body in bodies {
            let sent = self.post(body, turn);
            self.request.stage = Stage::Asked {
                number: Some(sent),
                delivered: false,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Request {
        Request {
            stage: Stage::Asked {
                number: Some(Number(1)),
                delivered: true,
            },
            asked: 1,
            texts: Rc::default(),
        }
    }

    const TEXT: &[u8] = br#"[{"at":7,"from":"guest","operator":null,"text":"hello"}]"#;

    #[test]
    fn parts_in_order_and_the_end_make_the_log() {
        let mut request = asked();
        assert!(request.part((1, 2), &TEXT[..9]).is_ok());
        assert!(request.part((2, 2), &TEXT[9..]).is_ok());
        assert!(matches!(request.end(1, EdgeClock::default()), Ok(Some(1))));
        assert_eq!(request.standing(), Earlier::Received);
        assert_eq!(request.texts()[0].text, "hello");
    }

    #[test]
    fn the_first_part_begins_it_anew() {
        let mut request = asked();
        assert!(request.part((1, 2), b"lost with the keys").is_ok());
        assert!(request.part((1, 1), TEXT).is_ok());
        assert!(matches!(request.end(1, EdgeClock::default()), Ok(Some(1))));
    }

    #[test]
    fn what_does_not_fit_together_ends_it() {
        assert!(asked().part((2, 2), TEXT).is_err(), "no first part");
        assert!(
            asked().end(1, EdgeClock::default()).is_err(),
            "no part at all"
        );
        let begun = || {
            let mut request = asked();
            assert!(request.part((1, 3), TEXT).is_ok());
            request
        };
        assert!(begun().part((3, 3), TEXT).is_err(), "a part is missing");
        assert!(begun().part((2, 4), TEXT).is_err(), "another count");
        assert!(
            begun().end(1, EdgeClock::default()).is_err(),
            "the end is too early"
        );
        let mut whole = asked();
        assert!(whole.part((1, 1), TEXT).is_ok());
        assert!(
            whole.end(2, EdgeClock::default()).is_err(),
            "another number of texts"
        );
        let mut torn = asked();
        assert!(torn.part((1, 1), b"[{}]").is_ok());
        assert!(torn.end(1, EdgeClock::default()).is_err(), "not a log");
    }

    #[test]
    fn a_log_that_is_too_long_ends_it() {
        let mut request = asked();
        let half = vec![b' '; EARLIER_BYTES_MAX / 2 + 1];
        assert!(request.part((1, 2), &half).is_ok());
        assert!(request.part((2, 2), &half).is_err());
    }

    #[test]
    fn more_texts_than_can_be_shown_end_it() {
        let texts = |count: usize| {
            let text = std::str::from_utf8(TEXT).unwrap().trim_matches(['[', ']']);
            format!("[{}]", vec![text; count].join(","))
        };
        for (count, fits) in [(EARLIER_TEXTS_MAX, true), (EARLIER_TEXTS_MAX + 1, false)] {
            let mut request = asked();
            assert!(request.part((1, 1), texts(count).as_bytes()).is_ok());
            assert_eq!(
                request
                    .end(u32::try_from(count).unwrap(), EdgeClock::default())
                    .is_ok(),
                fits
            );
        }
    }

    #[test]
    fn what_nobody_asked_for_is_passed_over() {
        let mut request = Request::default();
        assert!(request.part((1, 1), TEXT).is_ok());
        assert!(matches!(request.end(1, EdgeClock::default()), Ok(None)));
        assert_eq!(request.standing(), Earlier::None);
    }
}
