//! How the Worker reaches the object of a queue. What the object is told of an operator, the Worker has checked.

use durable_queue::from_directory::QueueConfig;
use hushdesk_directory::{Admitted, AdmittedGuest, TooMany};
use hushdesk_edge::ObjectClient;
use hushdesk_edge::outbox::Delivery;
use hushdesk_protocol::ids::{ChatId, OrganisationName, QueueName};
use hushdesk_protocol::rest::{RolloverLevel, Transcript};
use hushdesk_queue_object::object_name::ObjectName;
use hushdesk_queue_object::routes::{
    ADDRESS_HEADER, BINDING, CONFIG_HEADER, DESK, FORGET_TRANSCRIPT, GUEST, GuestOf, MAY_MAIL,
    MAY_SURVEY, NO_ROOM, OPENS_HEADER, OPERATOR_HEADER, RATE, RatedBy, STAFFED, Staffed, StaffedBy,
    TELL, TRANSCRIPT, ascii,
};
use serde::Serialize;
use worker::{Env, Headers, Response};

use crate::call::Call;
use crate::problem::Problem;

/// When to try again at a queue that has as many sockets as it may have.
const NO_ROOM_SECONDS: u64 = 10;

/// Whether somebody staffs a queue, or one to which its chats are passed on if nobody answers them there.
pub(crate) async fn is_any_staffed(
    call: &Call,
    first: &QueueName,
    levels: &[RolloverLevel],
) -> Result<bool, Problem> {
    let later = levels.iter().map(|level| &level.queue);
    for queue in std::iter::once(first).chain(later) {
        if QueueClient::of(call, queue)?.is_staffed().await? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The object of one queue, seen from the Worker.
pub(crate) struct QueueClient {
    object: ObjectClient,
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
        let name = ObjectName {
            organisation: organisation.clone(),
            queue: queue.clone(),
        };
        let object = ObjectClient::new(env, BINDING, &name.to_string())?;
        Ok(Self { object })
    }

    /// Whether somebody staffs it.
    pub(crate) async fn is_staffed(&self) -> Result<bool, Problem> {
        let answer: Staffed = self.object.ask(STAFFED, &()).await?;
        Ok(answer.staffed)
    }

    /// Whether chats run there.
    pub(crate) async fn is_busy(&self) -> Result<bool, Problem> {
        let answer: Staffed = self.object.ask(STAFFED, &()).await?;
        Ok(answer.busy)
    }

    /// Opens a guest's socket, counted with those that come from where it does.
    pub(crate) async fn guest_socket(&self, admitted: AdmittedGuest) -> Result<Response, Problem> {
        let headers = Headers::new();
        if !admitted.from.is_empty() {
            headers.set(ADDRESS_HEADER, &admitted.from.join(","))?;
        }
        if let Some(opens) = &admitted.opens {
            say(&headers, OPENS_HEADER, opens)?;
        }
        self.socket(GUEST, &headers, &admitted.config).await
    }

    /// Opens a socket for an operator, whose sign-in and assignment have been checked.
    pub(crate) async fn desk_socket(&self, admitted: Admitted) -> Result<Response, Problem> {
        let staffed_by = StaffedBy {
            name: admitted.operator,
            display: admitted.display,
            session: admitted.session.to_string(),
            ends: admitted.ends,
        };
        let headers = Headers::new();
        say(&headers, OPERATOR_HEADER, &staffed_by)?;
        self.socket(DESK, &headers, &admitted.config).await
    }

    /// Brings the object what the directory has to tell. That it returns says that the object has taken it.
    pub(crate) async fn tell(&self, delivery: &Delivery<serde_json::Value>) -> Result<(), Problem> {
        Ok(self.object.tell(TELL, delivery).await?)
    }

    /// What has been said in a chat, while it runs there or has yet to be put where that is kept.
    pub(crate) async fn transcript(&self, chat: &ChatId) -> Result<Option<Transcript>, Problem> {
        Ok(self.object.ask(TRANSCRIPT, chat).await?)
    }

    /// Has it keep what was said in a chat no longer.
    pub(crate) async fn forget_transcript(&self, chat: &ChatId) -> Result<(), Problem> {
        Ok(self.object.tell(FORGET_TRANSCRIPT, chat).await?)
    }

    /// Tells it how a chat went, as its guest says.
    pub(crate) async fn rate(&self, rated: &RatedBy) -> Result<(), Problem> {
        Ok(self.object.tell(RATE, rated).await?)
    }

    /// Whether somebody may say what it asks at the end of a chat.
    pub(crate) async fn may_survey(&self, by: &GuestOf) -> Result<bool, Problem> {
        Ok(self.object.ask(MAY_SURVEY, by).await?)
    }

    /// Whether somebody may have mailed what was said in a chat.
    pub(crate) async fn may_mail(&self, by: &GuestOf) -> Result<bool, Problem> {
        Ok(self.object.ask(MAY_MAIL, by).await?)
    }

    async fn socket(
        &self,
        path: &str,
        headers: &Headers,
        config: &QueueConfig,
    ) -> Result<Response, Problem> {
        say(headers, CONFIG_HEADER, config)?;
        let response = self.object.open_socket(path, headers).await?;
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
    let json = serde_json::to_string(what).map_err(|_| Problem::failed("writing to a queue"))?;
    Ok(headers.set(name, &ascii(&json))?)
}
