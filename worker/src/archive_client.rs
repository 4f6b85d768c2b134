//! How the Worker asks the archive of an organisation. Who reads, the directory has said before.

use hushdesk_archive::{Envelope, Question, Reader, Refused};
use hushdesk_directory::{FindReading, Reading};
use hushdesk_edge::ObjectClient;
use hushdesk_queue_object::routes::ARCHIVE_BINDING;

use crate::call::Call;
use crate::problem::Problem;

/// The archive of one organisation, as somebody reads it.
pub(crate) struct ArchiveClient {
    object: ObjectClient,
    reader: Reader,
}

impl ArchiveClient {
    /// The archive of the organisation the call is for, read by whoever calls.
    pub(crate) async fn of(call: &Call) -> Result<Self, Problem> {
        let reader = match call.directory()?.ask(&FindReading).await? {
            Reading::Everything => Reader::Administrator,
            Reading::Own { name, queues } => Reader::Operator {
                name,
                reads: queues,
            },
        };
        let organisation = call.site.organisation.as_str();
        Ok(Self {
            object: ObjectClient::new(&call.env, ARCHIVE_BINDING, organisation)?,
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
