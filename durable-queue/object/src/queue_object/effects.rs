//! Events to the queue, and what it says to where it belongs.

use std::collections::VecDeque;

use durable_queue::{ConnectionId, Effect, Event};
use hushdesk_edge::now;
use hushdesk_protocol::close;
use wasm_bindgen::JsValue;
use worker::{Result, WebSocket, console_error};

use super::QueueObject;
use crate::sockets;

impl QueueObject {
    /// Hands an event to the queue, stores what it says, then does what it says.
    pub(super) fn handle(&self, event: Event) -> Result<()> {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let effects = self.with_queue(|queue| {
                let effects = queue.handle(event, now());
                self.writer.write(&effects)?;
                Ok(effects)
            })?;
            self.count_effects(&effects);
            for effect in effects {
                if let Some(connection) = self.carry_out(effect) {
                    events.push_back(Event::Disconnected { connection });
                }
            }
        }
        Ok(())
    }

    /// Does what an effect says. Gives the socket if it turned out to be of no use any more.
    pub(super) fn carry_out(&self, effect: Effect) -> Option<ConnectionId> {
        let (connection, done) = match effect {
            Effect::Store(_)
            | Effect::Forget(_)
            | Effect::Tell(_)
            | Effect::TellOfQueue(_)
            | Effect::Retain(_) => return None,
            Effect::Post { to, letter } => {
                if let Err(error) = self.post(to, *letter) {
                    console_error!("a letter was not sent: {error}");
                }
                return None;
            }
            Effect::Admit { connection, end } => {
                (connection, sockets::admit(&self.lines, connection, end))
            }
            Effect::ToGuest { connection, frame } => {
                (connection, sockets::send(&self.lines, connection, &frame))
            }
            Effect::ToOperator { connection, frame } => {
                (connection, sockets::send(&self.lines, connection, &frame))
            }
            Effect::Close { connection, why } => {
                sockets::close(&self.lines, connection, why);
                return None;
            }
        };
        done.err().map(|_| {
            sockets::dismiss(&self.lines, connection, close::FAILED, "connect again");
            connection
        })
    }

    /// Closes a socket, behind which nobody is any more.
    pub(super) fn end(&self, connection: ConnectionId, code: u16, reason: &str) -> Result<JsValue> {
        sockets::dismiss(&self.lines, connection, code, reason);
        self.paces()?.forget(connection);
        self.handle(Event::Disconnected { connection })?;
        self.arm_later(None)
    }

    pub(super) fn socket_is_gone(&self, socket: &WebSocket) -> Result<JsValue> {
        if let Some(attachment) = self.lines.attachment(socket)? {
            let connection = attachment.connection;
            self.paces()?.forget(connection);
            self.handle(Event::Disconnected { connection })?;
            self.lines.forget(connection)?;
        }
        self.arm_later(None)
    }
}
