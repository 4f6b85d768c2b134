//! What a client sends: counted, read, handed to the queue, or refused.

use durable_queue::Event;
use durable_queue::reading::NoEvent;
use hushdesk_edge::{frame_text, now, random};
use hushdesk_protocol::close;
use hushdesk_protocol::frames::{About, Refusal, ToGuest, ToOperator};
use hushdesk_protocol::limits::FRAME_BYTES_MAX;
use wasm_bindgen::JsValue;
use worker::{Result, WebSocket, console_error};

use super::QueueObject;
use crate::attachment::{Attachment, Standing, Visitor};
use crate::intake::Unread;
use crate::{intake, sockets};

impl QueueObject {
    pub(super) fn frame_came(&self, socket: &WebSocket, message: &JsValue) -> Result<JsValue> {
        let Some(from) = self.lines.attachment(socket)? else {
            sockets::close_socket(socket, close::FAILED, "the socket is not known");
            return Ok(JsValue::UNDEFINED);
        };
        if from.standing == Standing::Gone {
            return Ok(JsValue::UNDEFINED);
        }
        let connection = from.connection;
        if from.visitor.is_over(now()) {
            return self.end(connection, close::SIGNED_OUT, "the session is over");
        }
        let waits = self.with_queue(|queue| Ok(queue.is_unanswered(connection)))?;
        if !self.paces()?.count_frame(&from, waits, now()) {
            return self.end(
                connection,
                close::TOO_FAST,
                "too many frames; connect again",
            );
        }
        let text = frame_text(message, FRAME_BYTES_MAX).map_err(Unread::from);
        let read = text.and_then(|text| intake::read(&text, &from));
        match read.and_then(|event| self.check_pace(event, &from, waits)) {
            Ok(Some(event)) => {
                let event = with_random(event)?;
                if let Err(error) = self.handle(event) {
                    console_error!("an event was not kept: {error}");
                    let reason = "the edge failed; connect again";
                    return self.end(connection, close::FAILED, reason);
                }
                self.write_counts(false);
                self.arm_later(None)
            }
            Ok(None) => Ok(JsValue::UNDEFINED),
            Err(unread) => self.refuse(socket, &from, unread),
        }
    }

    /// The event, if it does not come too fast; nothing, if it is dropped.
    pub(super) fn check_pace(
        &self,
        event: Event,
        from: &Attachment,
        waits: bool,
    ) -> std::result::Result<Option<Event>, Unread> {
        let Ok(mut paces) = self.paces.try_borrow_mut() else {
            return Ok(None);
        };
        if !paces.count_typing(&event, now()) {
            return Ok(None);
        }
        let counted = if waits {
            paces.count_bytes(&event, from, now())
        } else {
            paces.count_telling(&event, now())
        };
        match counted {
            Ok(()) => Ok(Some(event)),
            Err(wait_millis) => Err(intake::too_fast(&event, from, wait_millis)),
        }
    }

    /// Tells a client that what it sent is no event.
    pub(super) fn refuse(
        &self,
        socket: &WebSocket,
        from: &Attachment,
        unread: Unread,
    ) -> Result<JsValue> {
        let connection = from.connection;
        let tell = |about, refusal| {
            self.count_refusal(refusal);
            tell_refused(socket, &from.visitor, about, refusal)
        };
        match unread {
            Unread::TooLong => self.end(connection, close::TOO_LONG, "the frame is too long"),
            Unread::NotText => {
                tell(About::Socket, Refusal::Malformed)?;
                self.end(connection, close::NOT_TEXT, "the frame is no text")
            }
            Unread::No(about, NoEvent::Refused(refusal)) => {
                tell(about, refusal)?;
                Ok(JsValue::UNDEFINED)
            }
            Unread::No(about, NoEvent::Hopeless(refusal)) => {
                tell(about, refusal)?;
                self.end(connection, close::REFUSED, "the first frame was refused")
            }
        }
    }
}

/// With random bits, if that is what it needs.
fn with_random(mut event: Event) -> Result<Event> {
    if let Event::GuestOpened { opened, .. } = &mut event {
        opened.random = random::word()?;
    }
    Ok(event)
}

fn tell_refused(
    socket: &WebSocket,
    visitor: &Visitor,
    about: About,
    refusal: Refusal,
) -> Result<()> {
    match visitor {
        Visitor::Guest { .. } => socket.send(&ToGuest::Refused { about, refusal }),
        Visitor::Operator { .. } => socket.send(&ToOperator::Refused { about, refusal }),
    }
}
