//! How the Worker asks the archive of an organisation. Who reads, the directory has said before.

use hushdesk_archive::{Envelope, Leave, Question, Reader, Refused, Survey};
use hushdesk_directory::{FindReading, Reading};
use hushdesk_edge::ObjectClient;
use hushdesk_protocol::ids::OrganisationName;
use hushdesk_queue_object::routes::ARCHIVE_BINDING;
use worker::Env;

use crate::archive_object::{LEAVE, SURVEY};
use crate::call::Call;
use crate::directory_client::DirectoryClient;
use crate::problem::Problem;

/// The archive of one organisation, as somebody reads it.
pub(crate) struct ArchiveClient {
    object: ObjectClient,
    reader: Reader,
}

/// Leaves a message of a guest, who reads nothing there.
pub(crate) async fn leave(call: &Call, message: &Leave) -> Result<(), Problem> {
    let organisation = call.site.organisation.as_str();
    let object = ObjectClient::new(&call.env, ARCHIVE_BINDING, organisation)?;
    let left: Result<(), Refused> = object.ask(LEAVE, message).await?;
    Ok(left?)
}

/// Tells it what a guest says of a chat that is over.
pub(crate) async fn survey(call: &Call, survey: &Survey) -> Result<(), Problem> {
    let organisation = call.site.organisation.as_str();
    let object = ObjectClient::new(&call.env, ARCHIVE_BINDING, organisation)?;
    Ok(object.tell(SURVEY, survey).await?)
}

impl ArchiveClient {
    /// The archive of the organisation the call is for, read by whoever calls.
    pub(crate) async fn of(call: &Call) -> Result<Self, Problem> {
        let directory = call.directory()?;
        Self::asked_by(&call.env, &call.site.organisation, &directory).await
    }

    /// The archive of the organisation the call is for, asked about a chat for its guest: that it is theirs the queue has said.
    pub(crate) fn for_guest(call: &Call) -> Result<Self, Problem> {
        let organisation = call.site.organisation.as_str();
        Ok(Self {
            object: ObjectClient::new(&call.env, ARCHIVE_BINDING, organisation)?,
            reader: Reader::Administrator,
        })
    }

    /// The archive of an organisation, read by whoever asks this directory of it.
    pub(crate) async fn asked_by(
        env: &Env,
        organisation: &OrganisationName,
        directory: &DirectoryClient,
    ) -> Result<Self, Problem> {
        let reader = match directory.ask(&FindReading).await? {
            Reading::Everything => Reader::Administrator,
            Reading::Own { name, queues } => Reader::Operator {
                name,
                reads: queues,
            },
        };
        Ok(Self {
            object: ObjectClient::new(env, ARCHIVE_BINDING, organisation.as_str())?,
            reader,
        })
    }

    /// Refuses what is for administrators.
    pub(crate) fn must_administer(&self) -> Result<(), Problem> {
        match &self.reader {
            Reader::Administrator => Ok(()),
            Reader::Operator { .. } => Err(Problem::Forbidden("only an administrator may")),
        }
    }

    /// Asks and waits for the answer. A refusal becomes the [`Problem`] the client is told.
    pub(crate) async fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer, Problem> {
        let reader = &self.reader;
        let envelope = Envelope { reader, question };
        let answer: Result<Q::Answer, Refused> = self.object.ask(Q::PATH, &envelope).await?;
        Ok(answer?)
    }
}
