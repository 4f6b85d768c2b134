//! How the Worker asks the archive of an organisation. Who reads, the directory has said before.

use hushdesk_archive::{Envelope, Question, Reader, Refused};
use hushdesk_directory::FindSession;
use hushdesk_edge::ObjectClient;
use hushdesk_protocol::rest::{Role, Session};
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
        let session = call.directory()?.ask(&FindSession).await?;
        let organisation = call.site.organisation.as_str();
        Ok(Self {
            object: ObjectClient::new(&call.env, ARCHIVE_BINDING, organisation)?,
            reader: reader(session),
        })
    }

    /// Asks and waits for the answer. A refusal becomes the [`Problem`] the client is told.
    pub(crate) async fn ask<Q: Question>(&self, question: &Q) -> Result<Q::Answer, Problem> {
        let reader = &self.reader;
        let envelope = Envelope { reader, question };
        let answer: Result<Q::Answer, Refused> = self.object.ask(Q::PATH, &envelope).await?;
        Ok(answer?)
    }
}

/// What somebody may read.
fn reader(session: Session) -> Reader {
    match session.role {
        Role::Administrator => Reader::Administrator,
        Role::Operator => Reader::Operator {
            name: session.name,
            reads: [].into(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administrators_read_everything_and_operators_what_is_theirs() {
        let session = |role| Session {
            name: "ann".parse().unwrap(),
            display: "Ann".parse().unwrap(),
            role,
            queues: vec![],
            demonstration: false,
        };
        assert_eq!(reader(session(Role::Administrator)), Reader::Administrator);
        let own = Reader::Operator {
            name: "ann".parse().unwrap(),
            reads: [].into(),
        };
        assert_eq!(reader(session(Role::Operator)), own);
    }
}
