//! A program that has a socket of its own.

use std::rc::Rc;

use futures_util::StreamExt;
use hushdesk_edge::{NoText, frame_text, now};
use hushdesk_protocol::ids::OrganisationName;
use hushdesk_xmpp::bosh::Ended;
use hushdesk_xmpp::jid::Domain;
use hushdesk_xmpp::pulse::{Beat, Pulse};
use hushdesk_xmpp::websocket::{FRAME_BYTES_MAX, Frame, SUBPROTOCOL, open as greeting};
use hushdesk_xmpp::{Element, Event, Session};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use worker::{Env, Response, Result, WebSocket, WebSocketPair, WebsocketEvent};

use super::connection::{Carrier, Connection};
use crate::xmpp_client::Visit;

/// Opens it.
pub(super) fn open(
    env: &Env,
    (organisation, visit): (OrganisationName, &Visit),
    id: String,
) -> Result<(Rc<Connection>, Response)> {
    let WebSocketPair { client, server } = WebSocketPair::new()?;
    let host = Domain::of(&visit.host);
    let carrier = Carrier::Socket(server.clone(), Pulse::begin(now()));
    let connection = Connection::new(env, (organisation, visit), id, (carrier, host));
    spawn_local(listen(Rc::clone(&connection), server));
    let response = Response::from_websocket(client)?;
    response
        .headers()
        .set("Sec-WebSocket-Protocol", SUBPROTOCOL)?;
    Ok((connection, response))
}

async fn listen(connection: Rc<Connection>, socket: WebSocket) {
    let Ok(mut events) = socket.events() else {
        return;
    };
    if socket.accept().is_err() {
        return;
    }
    while let Some(Ok(WebsocketEvent::Message(message))) = events.next().await {
        match read(&message.as_ref().data()) {
            Ok(Frame::Open(domain)) => connection.opened(&socket, domain),
            Ok(Frame::Close) => break,
            Ok(Frame::Stanza(stanza)) => {
                if let Some(upto) = connection.has_received(&stanza) {
                    connection.drive(Event::Received(upto));
                }
                connection.drive(Event::Said(stanza));
            }
            Err(condition) => connection.finish(Ended::StreamError(condition)),
        }
    }
    connection.finish(Ended::Terminated);
}

/// A frame, or the error of the stream that it is (RFC 6120, section 4.9.3).
fn read(message: &JsValue) -> std::result::Result<Frame, &'static str> {
    let text = frame_text(message, FRAME_BYTES_MAX).map_err(|no_text| match no_text {
        NoText::Binary => "not-well-formed",
        NoText::TooLong => "policy-violation",
    })?;
    Frame::read(&text).map_err(|_| "not-well-formed")
}

impl Connection {
    /// What a stanza tells of what the program has.
    fn has_received(&self, stanza: &Element) -> Option<u64> {
        match &mut *self.carrier.borrow_mut() {
            Carrier::Socket(_, pulse) => pulse.hears(stanza, now()),
            Carrier::Polls { .. } => None,
        }
    }

    /// Asks a program at a socket from time to time whether it is there.
    pub(super) fn feel_pulse(self: &Rc<Self>) -> Beat {
        let session = self.session.borrow();
        let Carrier::Socket(socket, pulse) = &mut *self.carrier.borrow_mut() else {
            return Beat::Rest;
        };
        let beat = pulse.beat(session.is_bound(), now());
        if let Beat::Ask(id) = &beat
            && let Some(ping) = session.ping(id)
        {
            // Without an answer it is gone.
            socket.send_with_str(ping).ok();
        }
        beat
    }

    fn opened(self: &Rc<Self>, socket: &WebSocket, domain: Option<Domain>) {
        let domain = domain.unwrap_or_else(Domain::none);
        if !self.session.borrow().is_begun() {
            self.session.replace(Session::new(domain.clone()));
        }
        socket.send_with_str(greeting(&domain, &self.id)).ok();
        self.drive(Event::Opened);
    }
}
