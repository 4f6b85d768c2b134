//! How the Worker reaches the object of a queue. Requests to it are made here from nothing, so that no header
//! of a client gets through: what the object is told of an operator, the Worker has checked.

use hushdesk_protocol::ids::{OperatorName, OrganisationName, QueueName};
use hushdesk_protocol::rest::QueueSettings;
use hushdesk_queue_object::routes::{
    BINDING, CONFIG_QUERY, ConfigRecord, DESK, GUEST, OPERATOR_HEADER, STAFFED, Staffed,
    object_name,
};
use worker::{Method, Request, Response, Stub, Url};

use crate::call::Call;
use crate::problem::Problem;

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

    /// Opens a guest's socket.
    pub(crate) async fn guest_socket(&self, settings: QueueSettings) -> Result<Response, Problem> {
        self.socket(self.configuring(GUEST, settings)?).await
    }

    /// Opens a socket for an operator, whose sign-in and assignment have been checked.
    pub(crate) async fn desk_socket(
        &self,
        operator: &OperatorName,
        settings: QueueSettings,
    ) -> Result<Response, Problem> {
        let request = self.configuring(DESK, settings)?;
        request.headers().set(OPERATOR_HEADER, operator.as_str())?;
        self.socket(request).await
    }

    /// A request that tells the object which queue it is and how it is set.
    fn configuring(&self, path: &str, settings: QueueSettings) -> Result<Request, Problem> {
        let config = ConfigRecord {
            organisation: Some(self.organisation.clone()),
            name: Some(self.queue.clone()),
            settings,
        };
        let json = serde_json::to_string(&config)
            .map_err(|_| Problem::failed("writing a queue's settings"))?;
        let address = Url::parse_with_params(&address(path), [(CONFIG_QUERY, json)])
            .map_err(|_| Problem::failed("addressing a queue"))?;
        Ok(Request::new(address.as_str(), Method::Get)?)
    }

    async fn socket(&self, request: Request) -> Result<Response, Problem> {
        request.headers().set("Upgrade", "websocket")?;
        let response = self.stub.fetch_with_request(request).await?;
        if response.status_code() == 101 {
            Ok(response)
        } else {
            Err(Problem::failed("opening a socket at the queue"))
        }
    }
}

/// The host is of no meaning: the stub leads to the object.
fn request(path: &str) -> Result<Request, Problem> {
    Ok(Request::new(&address(path), Method::Get)?)
}

fn address(path: &str) -> String {
    format!("https://queue{path}")
}
