//! Messages that guests leave where nobody is there.

use hushdesk_archive::{AnswerMessage, DeleteMessage as Delete, FindMessage, Leave, ListMessages};
use hushdesk_directory::{AdmitMessage, FindMessageQueues, MessageQueues};
use hushdesk_edge::{now, random};
use hushdesk_mail::message;
use hushdesk_protocol::ids::{MailId, MessageId, OperatorName, Timestamp};
use hushdesk_protocol::rest::{
    DeleteMessage, DeleteMessageAnswer, GetMessage, GetMessages, LeftMessage, Message, MessageRow,
    Page, PostMessage, PostMessageAnswer,
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

/// What it says is put where it is kept before it is left: what is not left after all is deleted.
impl Serve for PostMessage {
    async fn serve(self, call: &Call, left: LeftMessage) -> Result<Reply<()>, Problem> {
        let admit = AdmitMessage {
            snippet: self.snippet,
        };
        let admitted = call.directory()?.ask(&admit).await?;
        let mailer = Mailer::by(admitted.sender)?;
        let (words, at) = (words(left.language.as_ref()), now());
        let shown = [("dateStyle", "medium"), ("timeStyle", "short")];
        let shown = Clock::of(words.language().tag(), None, &shown)?.shows(at)?;
        let list = format!("{}/console/messages", call.site.origin);
        let time = format!("{shown} UTC");
        let letter = message::of(words, &admitted.desk, &left, (&list, &time));
        let to = (admitted.to.clone(), Some(left.email.clone()));
        let mail = mailer.write(to, letter);

        let leave = Leave {
            id: MessageId::from_bytes(random::bytes()?),
            queue: admitted.queue,
            at,
            name: left.name,
            email: left.email,
            page: left.page,
            mail: MailId::from_bytes(random::bytes()?),
            to: admitted.to,
        };
        let (texts, mails) = (texts(call)?, kept(call)?);
        texts.put(&leave.id, &left.text).await?;
        mails.put(&leave.mail, &mail).await?;
        let taken = archive_client::leave(call, &leave).await;
        if taken.is_err() {
            texts.delete(&leave.id).await?;
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
        let find = FindMessage {
            message: message.clone(),
            queues,
        };
        let row = ArchiveClient::of(call).await?.ask(&find).await?;
        let text = texts(call)?.find(&message).await?;
        let text = text.ok_or(Problem::Expired)?;
        Ok(Reply::of(Message { row, text }))
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
        texts(call)?.delete(&self.message).await?;
        let mails = kept(call)?;
        for mail in withdrawn {
            mails.delete(&mail).await?;
        }
        Ok(Reply::of(()))
    }
}

fn texts(call: &Call) -> Result<KeptMessages, Problem> {
    let organisation = call.site.organisation.clone();
    Ok(KeptMessages::of(&call.env, organisation)?)
}

async fn queues(call: &Call) -> Result<MessageQueues, Problem> {
    call.directory()?.ask(&FindMessageQueues).await
}
