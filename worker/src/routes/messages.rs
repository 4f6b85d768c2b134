//! Messages that guests leave where nobody is there.

use hushdesk_archive::{AnswerMessage, DeleteMessage as Delete, FindMessage, Leave, ListMessages};
use hushdesk_directory::{AdmitMessage, AdmittedMessage, FindMessageQueues, MessageQueues};
use hushdesk_edge::{now, random};
use hushdesk_mail::{Letter, Words, message};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::ids::{MailId, MessageId, OperatorName, SnippetName, Timestamp};
use hushdesk_protocol::rest::{
    DeleteMessage, DeleteMessageAnswer, GetMessage, GetMessages, LeftMessage, LeftNote, Message,
    MessageRow, MessageSaid, Page, PostMessage, PostMessageAnswer, PostSealedNote, Writer,
};

use super::Serve;
use super::chat_mails::kept;
use crate::archive_client::{self, ArchiveClient};
use crate::call::Call;
use crate::clock::Clock;
use crate::kept_messages::KeptMessages;
use crate::mailer::{Mailer, words};
use crate::problem::Problem;
use crate::reply::Reply;

impl Serve for PostMessage {
    async fn serve(self, call: &Call, left: LeftMessage) -> Result<Reply<()>, Problem> {
        let desk = Desk::admitting(call, self.snippet, false).await?;
        let words = words(left.language.as_ref());
        let (list, time) = desk.list_and_time(call, words)?;
        let letter = message::of(words, &desk.admitted.desk, &left, (&list, &time));
        let letter = (letter, Some(left.email.clone()));
        let writer = Writer::Open {
            name: left.name,
            email: left.email,
            page: left.page,
        };
        desk.takes(call, (writer, MessageSaid::Open(left.text)), letter)
            .await
    }
}

impl Serve for PostSealedNote {
    async fn serve(self, call: &Call, left: LeftNote) -> Result<Reply<()>, Problem> {
        let desk = Desk::admitting(call, self.snippet, true).await?;
        let words = words(left.language.as_ref());
        let (list, time) = desk.list_and_time(call, words)?;
        let letter = message::of_sealed(words, &desk.admitted.desk, (&list, &time));
        let message = (Writer::Sealed, MessageSaid::Sealed(left.note));
        desk.takes(call, message, (letter, None)).await
    }
}

/// Where a message is left, and when.
struct Desk {
    admitted: AdmittedMessage,
    mailer: Mailer,
    at: Timestamp,
}

impl Desk {
    /// That of this snippet, if a message may be left there.
    async fn admitting(call: &Call, snippet: SnippetName, sealed: bool) -> Result<Self, Problem> {
        let admit = AdmitMessage { snippet, sealed };
        let admitted = call.directory()?.ask(&admit).await?;
        let mailer = Mailer::by(admitted.sender.clone())?;
        Ok(Self {
            admitted,
            mailer,
            at: now(),
        })
    }

    /// Where all messages are listed, and when it is.
    fn list_and_time(&self, call: &Call, words: Words) -> Result<(String, String), Problem> {
        let shown = [("dateStyle", "medium"), ("timeStyle", "short")];
        let shown = Clock::of(words.language().tag(), None, &shown)?.shows(self.at)?;
        let list = format!("{}/console/messages", call.site.origin);
        Ok((list, format!("{shown} UTC")))
    }

    /// Takes one, and has it mailed. What it says is put where it is kept before it is left: what is not left after all is deleted.
    async fn takes(
        self,
        call: &Call,
        (writer, said): (Writer, MessageSaid),
        (letter, answered_at): (Letter, Option<EmailAddress>),
    ) -> Result<Reply<()>, Problem> {
        let to = (self.admitted.to.clone(), answered_at);
        let mail = self.mailer.write(to, letter);
        let leave = Leave {
            id: MessageId::from_bytes(random::bytes()?),
            queue: self.admitted.queue,
            at: self.at,
            writer,
            mail: MailId::from_bytes(random::bytes()?),
            to: self.admitted.to,
        };
        let (kept, mails) = (kept_messages(call)?, kept(call)?);
        kept.put(&leave.id, &said).await?;
        mails.put(&leave.mail, &mail).await?;
        let taken = archive_client::leave(call, &leave).await;
        if taken.is_err() {
            kept.delete(&leave.id).await?;
            mails.delete(&leave.mail).await?;
        }
        Ok(Reply::of(taken?))
    }
}

impl Serve for GetMessages {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<MessageRow>>, Problem> {
        let MessageQueues { queues, .. } = queues(call).await?;
        let list = ListMessages {
            queues,
            after: self.after,
        };
        Ok(Reply::of(ArchiveClient::of(call).await?.ask(&list).await?))
    }
}

impl Serve for GetMessage {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Message>, Problem> {
        let MessageQueues { queues, .. } = queues(call).await?;
        let message = self.message;
        let find = FindMessage { message, queues };
        let row = ArchiveClient::of(call).await?.ask(&find).await?;
        let said = kept_messages(call)?.find(&row).await?;
        let said = said.ok_or(Problem::Expired)?;
        Ok(Reply::of(Message { row, said }))
    }
}

impl Serve for PostMessageAnswer {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        answer(call, self.message, |by| Some((by, now()))).await
    }
}

impl Serve for DeleteMessageAnswer {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        answer(call, self.message, |_| None).await
    }
}

async fn answer(
    call: &Call,
    message: MessageId,
    answered: impl FnOnce(OperatorName) -> Option<(OperatorName, Timestamp)>,
) -> Result<Reply<()>, Problem> {
    let MessageQueues { name, queues } = queues(call).await?;
    let answer = AnswerMessage {
        message,
        queues,
        answered: answered(name),
    };
    Ok(Reply::of(
        ArchiveClient::of(call).await?.ask(&answer).await?,
    ))
}

/// The row goes first: what it says is found by nobody then, and goes by itself should deleting it fail.
impl Serve for DeleteMessage {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let MessageQueues { queues, .. } = queues(call).await?;
        let delete = Delete {
            message: self.message.clone(),
            queues,
        };
        let withdrawn = ArchiveClient::of(call).await?.ask(&delete).await?;
        kept_messages(call)?.delete(&self.message).await?;
        let mails = kept(call)?;
        for mail in withdrawn {
            mails.delete(&mail).await?;
        }
        Ok(Reply::of(()))
    }
}

fn kept_messages(call: &Call) -> Result<KeptMessages, Problem> {
    let organisation = call.site.organisation.clone();
    Ok(KeptMessages::of(&call.env, organisation)?)
}

async fn queues(call: &Call) -> Result<MessageQueues, Problem> {
    call.directory()?.ask(&FindMessageQueues).await
}
