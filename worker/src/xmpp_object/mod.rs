//! The Durable Object of one XMPP session: it carries stanzas between a program and the machine that understands them
//! ([`hushdesk_xmpp`]), and frames between that and queues' objects, to which it is an operator's window.
//!
//! Nothing of it is stored. What a program has not been given is still with the queue, which is told that it has come only when it
//! has; so when the object dies, the program signs in again and has it all. What the program itself had just sent may be lost:
//! programs do not repeat it.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

mod asking;
mod connection;
mod lines;
mod socket;
mod work;

use std::cell::RefCell;
use std::rc::Rc;

use hushdesk_edge::panics;
use hushdesk_protocol::ids::OrganisationName;
use hushdesk_xmpp::bosh::{Program, Request as Polled, lost, malformed};
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::xmpp_client::{POLL, Poll, SOCKET, VISIT_HEADER, Visit};
use connection::Connection;

/// The Durable Object of one XMPP session. It is reached by the Worker only.
#[durable_object(fetch)]
pub struct XmppObject {
    state: State,
    env: Env,
    connection: RefCell<Option<Rc<Connection>>>,
}

impl DurableObject for XmppObject {
    fn new(state: State, env: Env) -> Self {
        panics::log_places_only();
        Self {
            state,
            env,
            connection: RefCell::default(),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        match request.path().as_str() {
            POLL => {
                let poll: Poll = serde_json::from_str(&request.text().await?)?;
                Response::from_json(&self.poll(poll).await?)
            }
            SOCKET => {
                let visit = request.headers().get(VISIT_HEADER)?.unwrap_or_default();
                self.socket(serde_json::from_str(&visit)?)
            }
            _ => Response::error("nothing has this address", 404),
        }
    }
}

impl XmppObject {
    async fn poll(&self, poll: Poll) -> Result<String> {
        let program = Program::of(&poll.visit.agent);
        let Ok(request) = Polled::read(&poll.body, &poll.visit.agent) else {
            return Ok(malformed(program));
        };
        let known = self.connection.borrow().clone();
        let connection = match known {
            Some(connection) => connection,
            None if request.sid.is_some() => return Ok(lost(program)),
            None => {
                let (organisation, sid) = self.name()?;
                let begun =
                    Connection::polled(&self.env, (organisation, &poll.visit), sid, &request);
                self.connection.replace(Some(Rc::clone(&begun)));
                begun
            }
        };
        let answer = connection.take(request).await;
        Ok(answer.unwrap_or_else(|| lost(program)))
    }

    fn socket(&self, visit: Visit) -> Result<Response> {
        let (organisation, sid) = self.name()?;
        let (connection, response) = socket::open(&self.env, (organisation, &visit), sid)?;
        self.connection.replace(Some(connection));
        Ok(response)
    }

    /// Whose session it is, and by what it is known.
    fn name(&self) -> Result<(OrganisationName, String)> {
        let name = self.state.id().name().unwrap_or_default();
        let parts = name.split_once('/');
        let (organisation, sid) = parts.ok_or("the object has no name")?;
        let organisation = organisation.parse();
        let organisation = organisation.map_err(|_| "the object's name is none")?;
        Ok((organisation, sid.to_owned()))
    }
}
