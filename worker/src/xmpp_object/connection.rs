//! A program's connection: the session behind it, what carries its stanzas, and its lines to queues.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use futures_channel::oneshot;
use hushdesk_directory::{Address, Asker};
use hushdesk_edge::now;
use hushdesk_protocol::ids::{OrganisationName, QueueName};
use hushdesk_xmpp::bosh::{Bosh, Request, Ticket};
use hushdesk_xmpp::jid::Domain;
use hushdesk_xmpp::pulse::Pulse;
use hushdesk_xmpp::{Event, Session};
use wasm_bindgen_futures::spawn_local;
use worker::{Delay, Env, WebSocket};

use super::lines::OpenLine;
use super::work::Work;
use crate::directory_client::DirectoryClient;
use crate::problem::Problem;
use crate::session_token::SessionToken;
use crate::xmpp_client::Visit;

/// How long the object goes on after the end, to say so to what comes late.
const LINGER_TICKS: u32 = 20;

/// A program's connection.
pub(super) struct Connection {
    pub(super) env: Env,
    pub(super) organisation: OrganisationName,
    /// By what it is known to the program.
    pub(super) id: String,
    address: Address,
    pub(super) session: RefCell<Session>,
    pub(super) carrier: RefCell<Carrier>,
    /// By what it is signed in.
    pub(super) token: RefCell<Option<SessionToken>>,
    pub(super) lines: RefCell<BTreeMap<QueueName, OpenLine>>,
    /// The number of the last line.
    pub(super) last_line: Cell<u64>,
    pub(super) is_over: Cell<bool>,
    /// What is to be done next, if something is being done.
    pub(super) work: RefCell<Option<Vec<Work>>>,
}

/// What carries stanzas.
pub(super) enum Carrier {
    /// Requests that are held.
    Polls {
        bosh: Box<Bosh>,
        waiting: BTreeMap<Ticket, oneshot::Sender<String>>,
        last: u64,
    },
    /// A socket, which takes also what nobody reads.
    Socket(WebSocket, Pulse),
}

impl Connection {
    /// One that a first request begins.
    pub(super) fn polled(
        env: &Env,
        (organisation, visit): (OrganisationName, &Visit),
        sid: String,
        first: &Request,
    ) -> Rc<Self> {
        let bosh = Bosh::begin(sid.clone(), first, now());
        let carrier = Carrier::Polls {
            bosh: Box::new(bosh),
            waiting: BTreeMap::new(),
            last: 0,
        };
        let domain = first.to.clone().or_else(|| Domain::of(&visit.host));
        let connection = Self::new(env, (organisation, visit), sid, (carrier, domain));
        connection.drive(Event::Opened);
        connection
    }

    pub(super) fn new(
        env: &Env,
        (organisation, visit): (OrganisationName, &Visit),
        id: String,
        (carrier, domain): (Carrier, Option<Domain>),
    ) -> Rc<Self> {
        let connection = Rc::new(Self {
            env: env.clone(),
            organisation,
            id,
            address: visit.address.clone(),
            session: RefCell::new(Session::new(domain.unwrap_or_else(Domain::none))),
            carrier: RefCell::new(carrier),
            token: RefCell::default(),
            lines: RefCell::default(),
            last_line: Cell::new(0),
            is_over: Cell::new(false),
            work: RefCell::default(),
        });
        spawn_local(tick(Rc::clone(&connection)));
        connection
    }

    /// Takes a request. The answer comes when there is one.
    pub(super) async fn take(self: &Rc<Self>, request: Request) -> Option<String> {
        let (answer, answered) = oneshot::channel();
        let outcomes = {
            let Carrier::Polls {
                bosh,
                waiting,
                last,
            } = &mut *self.carrier.borrow_mut()
            else {
                return None;
            };
            *last = last.saturating_add(1);
            let ticket = Ticket(*last);
            waiting.insert(ticket, answer);
            bosh.take(ticket, request, now())
        };
        self.work_through(outcomes.into_iter().map(Work::Outcome).collect());
        answered.await.ok()
    }

    /// Something has happened.
    pub(super) fn drive(self: &Rc<Self>, event: Event) {
        self.work_through(vec![Work::Event(event)]);
    }

    /// The directory, asked by whoever is signed in here.
    pub(super) fn directory(&self) -> Result<DirectoryClient, Problem> {
        let asker = Asker {
            session: self.token.borrow().as_ref().map(SessionToken::hash),
            address: self.address.clone(),
        };
        DirectoryClient::of(&self.env, &self.organisation, asker)
    }
}

/// A second, and another, as long as the program is there.
async fn tick(connection: Rc<Connection>) {
    let mut late = 0;
    let mut ticks = 0_u32;
    while late < LINGER_TICKS {
        Delay::from(Duration::from_secs(1)).await;
        if connection.is_over.get() {
            late += 1;
            continue;
        }
        ticks = ticks.wrapping_add(1);
        connection.beat(ticks);
        connection.work_through(vec![Work::Event(Event::Tick), Work::Look]);
    }
}
