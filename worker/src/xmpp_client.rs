//! How the Worker reaches the object of an XMPP session, and what it tells it of whoever comes.

use hushdesk_directory::Address;
use hushdesk_edge::ObjectClient;
use hushdesk_queue_object::routes::ascii;
use serde::{Deserialize, Serialize};
use worker::{Headers, Response};

use crate::call::Call;
use crate::problem::Problem;

/// The binding's name in `wrangler.toml`.
const BINDING: &str = "XMPP";

/// `POST` of a [`Poll`]: the answer is held until there is one.
pub(crate) const POLL: &str = "/poll";

/// `GET` with an upgrade to a WebSocket, and [`VISIT_HEADER`].
pub(crate) const SOCKET: &str = "/socket";

/// The header that says who opens a socket: the JSON of a [`Visit`] in ASCII.
pub(crate) const VISIT_HEADER: &str = "x-hushdesk-visit";

/// Who comes.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Visit {
    /// From where, to be counted.
    pub(crate) address: Address,
    /// To which host.
    pub(crate) host: String,
    /// What the program says of itself.
    pub(crate) agent: String,
}

impl Visit {
    pub(crate) fn of(call: &Call, agent: String) -> Result<Self, Problem> {
        let url = call.url()?;
        Ok(Self {
            address: call.address(),
            host: url.host_str().unwrap_or_default().to_owned(),
            agent,
        })
    }
}

/// A poll, as it is passed on.
#[derive(Serialize, Deserialize)]
pub(crate) struct Poll {
    pub(crate) visit: Visit,
    pub(crate) body: String,
}

/// The object of one session.
pub(crate) struct XmppClient {
    object: ObjectClient,
}

impl XmppClient {
    /// The one of this id, in the organisation the call is for.
    pub(crate) fn of(call: &Call, sid: &str) -> Result<Self, Problem> {
        let name = format!("{}/{sid}", call.site.organisation);
        let object = ObjectClient::new(&call.env, BINDING, &name)?;
        Ok(Self { object })
    }

    /// Passes a poll on, and waits for its answer.
    pub(crate) async fn poll(&self, visit: &Visit, body: &str) -> Result<String, Problem> {
        let poll = Poll {
            visit: visit.clone(),
            body: body.to_owned(),
        };
        Ok(self.object.ask(POLL, &poll).await?)
    }

    /// Opens a socket.
    pub(crate) async fn socket(&self, visit: &Visit) -> Result<Response, Problem> {
        let headers = Headers::new();
        let visit = serde_json::to_string(visit);
        let visit = visit.map_err(|_| Problem::failed("writing to an XMPP session"))?;
        headers.set(VISIT_HEADER, &ascii(&visit))?;
        Ok(self.object.open_socket(SOCKET, &headers).await?)
    }
}
