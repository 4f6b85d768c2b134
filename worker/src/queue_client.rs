//! How the Worker reaches the object of a queue. Requests to it are made here from nothing, so that no header
//! of a client gets through: what the object is told of an operator, the Worker has checked.

use hushdesk_protocol::ids::{OrganisationName, QueueName};
use hushdesk_queue_object::routes::{
    ADDRESS_HEADER, BINDING, CONFIG_HEADER, CONFIGURE, ConfigRecord, DESK, DISMISS, Dismissal,
    GUEST, NO_ROOM, OPENS_HEADER, OPERATOR_HEADER, STAFFED, Staffed, StaffedBy, ascii, object_name,
};
use serde::Serialize;
use worker::{Env, Headers, Method, Request, RequestInit, Response, Stub};

use crate::address::Address;
use crate::call::Call;
use crate::directory::{Admitted, AdmittedGuest, QueueConfig, TooMany};
use crate::problem::Problem;
use crate::session_token::TokenHash;

/// When to try again at a queue that has as many sockets as it may have.
const NO_ROOM_SECONDS: u64 = 10;

/// The object of one queue, seen from the Worker.
pub(crate) struct QueueClient {
    stub: Stub,
    organisation: OrganisationName,
    queue: QueueName,
}

impl QueueClient {
    /// The queue of this name in the organisation the call is for.
    pub(crate) fn of(call: &Call, queue: &QueueName) -> Result<Self, Problem> {
        Self::new(&call.env, &call.site.organisation, queue)
    }

    /// The queue of this name in this organisation.
    pub(crate) fn new(
        env: &Env,
        organisation: &OrganisationName,
        queue: &QueueName,
    ) -> Result<Self, Problem> {
        let name = object_name(organisation, queue);
        Ok(Self {
            stub: env.durable_object(BINDING)?.get_by_name(&name)?,
            organisation: organisation.clone(),
            queue: queue.clone(),
        })
    }

    /// Whether somebody staffs it.
    pub(crate) async fn is_staffed(&self) -> Result<bool, Problem> {
        let mut response = self.stub.fetch_with_request(request(STAFFED)?).await?;
        let answer: Staffed = serde_json::from_str(&response.text().await?)
            .map_err(|_| Problem::failed("reading the queue's answer"))?;
        Ok(answer.staffed)
    }

    /// Opens a guest's socket, counted with those of this address.
    pub(crate) async fn guest_socket(
        &self,
        admitted: AdmittedGuest,
        address: Option<&Address>,
    ) -> Result<Response, Problem> {
        let request = request(GUEST)?;
        let headers = request.headers();
        if let Some(address) = address {
            headers.set(ADDRESS_HEADER, &address.list())?;
        }
        if let Some(opens) = &admitted.opens {
            say(headers, OPENS_HEADER, opens)?;
        }
        self.socket(request, admitted.config).await
    }

    /// Opens a socket for an operator, whose sign-in and assignment have been checked.
    pub(crate) async fn desk_socket(
        &self,
        admitted: Admitted,
        session: TokenHash,
    ) -> Result<Response, Problem> {
        let request = request(DESK)?;
        let staffed_by = StaffedBy {
            name: admitted.operator,
            display: admitted.display,
            session: session.to_string(),
            ends: admitted.ends,
        };
        say(request.headers(), OPERATOR_HEADER, &staffed_by)?;
        self.socket(request, admitted.config).await
    }

    /// Tells the object how it is set.
    pub(crate) async fn configure(&self, config: QueueConfig) -> Result<(), Problem> {
        self.post(CONFIGURE, &self.record(config)).await
    }

    /// Tells the object that this session has ended: it closes its sockets.
    pub(crate) async fn dismiss(&self, session: TokenHash) -> Result<(), Problem> {
        let dismissal = Dismissal::Session(session.to_string());
        self.post(DISMISS, &dismissal).await
    }

    async fn post(&self, path: &str, body: &impl Serialize) -> Result<(), Problem> {
        let mut init = RequestInit::new();
        init.with_method(Method::Post)
            .with_body(Some(json(body)?.as_str().into()));
        let request = Request::new_with_init(&address(path), &init)?;
        let response = self.stub.fetch_with_request(request).await?;
        if response.status_code() == 200 {
            Ok(())
        } else {
            Err(Problem::failed("telling a queue"))
        }
    }

    /// What the object has to know of itself.
    fn record(&self, config: QueueConfig) -> ConfigRecord {
        ConfigRecord {
            organisation: Some(self.organisation.clone()),
            name: Some(self.queue.clone()),
            settings: config.settings,
            version: config.version,
            queues: config.queues,
        }
    }

    async fn socket(&self, request: Request, config: QueueConfig) -> Result<Response, Problem> {
        let headers = request.headers();
        say(headers, CONFIG_HEADER, &self.record(config))?;
        headers.set("Upgrade", "websocket")?;
        let response = self.stub.fetch_with_request(request).await?;
        match response.status_code() {
            101 => Ok(response),
            NO_ROOM => Err(Problem::TooMany(TooMany {
                retry_after_seconds: NO_ROOM_SECONDS,
            })),
            _ => Err(Problem::failed("opening a socket at the queue")),
        }
    }
}

/// Says something in a header.
fn say(headers: &Headers, name: &str, what: &impl Serialize) -> Result<(), Problem> {
    Ok(headers.set(name, &ascii(&json(what)?))?)
}

fn json(what: &impl Serialize) -> Result<String, Problem> {
    serde_json::to_string(what).map_err(|_| Problem::failed("writing to a queue"))
}

/// The host is of no meaning: the stub leads to the object.
fn request(path: &str) -> Result<Request, Problem> {
    Ok(Request::new(&address(path), Method::Get)?)
}

fn address(path: &str) -> String {
    format!("https://queue{path}")
}
