//! How the Worker reaches the object of a queue. Requests to it are made here from nothing, so that no header
//! of a client gets through: what the object is told of an operator, the Worker has checked.

use hushdesk_protocol::ids::{OrganisationName, QueueName};
use hushdesk_queue_object::routes::{
    ADDRESS_HEADER, BINDING, CONFIG_HEADER, CONFIGURE, ConfigRecord, DESK, GUEST, NO_ROOM,
    OPENS_HEADER, OPERATOR_HEADER, STAFFED, Staffed, StaffedBy, ascii, object_name,
};
use serde::Serialize;
use worker::{Method, Request, RequestInit, Response, Stub};

use crate::address::AddressKey;
use crate::call::Call;
use crate::directory::{Admitted, AdmittedGuest, QueueConfig, TooMany};
use crate::problem::Problem;

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
        let organisation = call.site.organisation.clone();
        let name = object_name(&organisation, queue);
        let stub = call.env.durable_object(BINDING)?.get_by_name(&name)?;
        let queue = queue.clone();
        Ok(Self {
            stub,
            organisation,
            queue,
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
        address: Option<&AddressKey>,
    ) -> Result<Response, Problem> {
        let request = request(GUEST)?;
        if let Some(opens) = &admitted.opens {
            set(&request, OPENS_HEADER, opens)?;
        }
        if let Some(address) = address {
            request
                .headers()
                .set(ADDRESS_HEADER, &address.to_string())?;
        }
        self.socket(request, admitted.config).await
    }

    /// Opens a socket for an operator, whose sign-in and assignment have been checked.
    pub(crate) async fn desk_socket(&self, admitted: Admitted) -> Result<Response, Problem> {
        let request = request(DESK)?;
        let by = StaffedBy {
            name: admitted.operator,
            display: admitted.display,
        };
        set(&request, OPERATOR_HEADER, &by)?;
        self.socket(request, admitted.config).await
    }

    /// Tells the object how it is set.
    pub(crate) async fn configure(&self, config: QueueConfig) -> Result<(), Problem> {
        let mut init = RequestInit::new();
        init.with_method(Method::Post)
            .with_body(Some(self.record(config)?.as_str().into()));
        let request = Request::new_with_init(&address(CONFIGURE), &init)?;
        let response = self.stub.fetch_with_request(request).await?;
        if response.status_code() == 200 {
            Ok(())
        } else {
            Err(Problem::failed("setting a queue"))
        }
    }

    /// What the object has to know of itself, as JSON.
    fn record(&self, config: QueueConfig) -> Result<String, Problem> {
        let record = ConfigRecord {
            organisation: Some(self.organisation.clone()),
            name: Some(self.queue.clone()),
            settings: config.settings,
            version: config.version,
            queues: config.queues,
        };
        serde_json::to_string(&record).map_err(|_| Problem::failed("writing a queue's settings"))
    }

    async fn socket(&self, request: Request, config: QueueConfig) -> Result<Response, Problem> {
        let headers = request.headers();
        headers.set(CONFIG_HEADER, &ascii(&self.record(config)?))?;
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

/// Says something in a header, as JSON in ASCII.
fn set(request: &Request, header: &str, value: &impl Serialize) -> Result<(), Problem> {
    let json = serde_json::to_string(value).map_err(|_| Problem::failed("writing a header"))?;
    Ok(request.headers().set(header, &ascii(&json))?)
}

/// The host is of no meaning: the stub leads to the object.
fn request(path: &str) -> Result<Request, Problem> {
    Ok(Request::new(&address(path), Method::Get)?)
}

fn address(path: &str) -> String {
    format!("https://queue{path}")
}
