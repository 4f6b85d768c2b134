//! Mails of what was said in open chats.

use hushdesk_archive::{AskMail, FindMailable, ListMails, Mailable, MailedBy};
use hushdesk_directory::{AddressGuestMail, AdmitGuestMail, FindLetterhead, Letterhead};
use hushdesk_edge::{now, random};
use hushdesk_mail::transcript::{self, Occasion};
use hushdesk_protocol::ids::{ChatId, MailId};
use hushdesk_protocol::rest::{
    ChatMail, GetChatMails, GuestMail, MailTo, Page, PostChatMail, PostGuestMail, Transcript,
};
use hushdesk_queue_object::routes::GuestOf;

use super::Serve;
use super::transcripts;
use crate::archive_client::ArchiveClient;
use crate::call::Call;
use crate::clock::Clock;
use crate::kept_mails::KeptMails;
use crate::mailer::{Mail, Mailer, words_of};
use crate::problem::Problem;
use crate::queue_client::QueueClient;
use crate::reply::Reply;

impl Serve for PostChatMail {
    async fn serve(self, call: &Call, address: MailTo) -> Result<Reply<()>, Problem> {
        let chat = self.chat;
        let archive = ArchiveClient::of(call).await?;
        let find = FindMailable { chat: chat.clone() };
        let mailable = archive.ask(&find).await?;
        let letterhead = FindLetterhead {
            queue: mailable.text.queue.clone(),
            skin: mailable.skin.clone(),
        };
        let (name, letterhead) = call.directory()?.ask(&letterhead).await?;
        let said = transcripts::read(call, &chat, &mailable.text).await?;
        let mail = write((&mailable, &said), letterhead, &address)?;
        let to = address.to;
        put(
            call,
            &archive,
            (chat, MailedBy::Operator { name, to }),
            mail,
        )
        .await
    }
}

/// That there is such a queue is asked first: of one that is made up no object is made. The queue knows whose chat it was; where the
/// mail goes stands in the mail alone.
impl Serve for PostGuestMail {
    async fn serve(self, call: &Call, asks: GuestMail) -> Result<Reply<()>, Problem> {
        let Self { queue, chat } = self;
        let directory = call.directory()?;
        let admit = AdmitGuestMail {
            queue: queue.clone(),
        };
        directory.ask(&admit).await?;
        let by = GuestOf {
            chat: chat.clone(),
            token: asks.token,
        };
        if !QueueClient::of(call, &queue)?.may_mail(&by).await? {
            return Err(Problem::NotFound("chat"));
        }
        let archive = ArchiveClient::for_guest(call)?;
        let mailable = archive.ask(&FindMailable { chat: chat.clone() }).await?;
        // Only what can be mailed counts as a mail to there.
        let said = transcripts::read(call, &chat, &mailable.text).await?;
        let to = asks.mail;
        let letterhead = AddressGuestMail {
            queue: mailable.text.queue.clone(),
            skin: mailable.skin.clone(),
            to: to.to.clone(),
        };
        let letterhead = directory.ask(&letterhead).await?;
        let mail = write((&mailable, &said), letterhead, &to)?;
        put(call, &archive, (chat, MailedBy::Guest), mail).await
    }
}

/// What was said, as a mail.
fn write(
    (mailable, said): (&Mailable, &Transcript),
    letterhead: Letterhead,
    address: &MailTo,
) -> Result<Mail, Problem> {
    let mailer = Mailer::by(letterhead.sender)?;
    let words = words_of(address);
    let clock = |shown| Clock::of(words.language().tag(), address.zone.as_ref(), shown);
    let time = clock(&[("timeStyle", "short")])?;
    let occasion = Occasion {
        organisation: mailer.organisation(),
        desk: &letterhead.desk,
        answers: letterhead.answers.as_ref().map(|name| name.as_str()),
        day: &clock(&[("dateStyle", "long")])?.shows(mailable.started)?,
    };
    let time = |at| time.shows(at).unwrap_or_default();
    let letter = transcript::of(words, &occasion, said, &time);
    Ok(mailer.write((address.to.clone(), letterhead.reply_to), letter))
}

/// What it says is put where it is kept before it is asked for: what is not asked for after all is deleted.
async fn put(
    call: &Call,
    archive: &ArchiveClient,
    (chat, by): (ChatId, MailedBy),
    mail: Mail,
) -> Result<Reply<()>, Problem> {
    let id = MailId::from_bytes(random::bytes()?);
    let kept = kept(call)?;
    kept.put(&id, &mail).await?;
    let ask = AskMail {
        id: id.clone(),
        chat,
        by,
        now: now(),
    };
    let asked = archive.ask(&ask).await;
    if asked.is_err() {
        kept.delete(&id).await?;
    }
    Ok(Reply::of(asked?))
}

impl Serve for GetChatMails {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<ChatMail>>, Problem> {
        let list = ListMails { chat: self.chat };
        let items = ArchiveClient::of(call).await?.ask(&list).await?;
        Ok(Reply::of(Page { items, next: None }))
    }
}

/// What mails say that have not gone yet.
pub(super) fn kept(call: &Call) -> Result<KeptMails, Problem> {
    let organisation = call.site.organisation.clone();
    Ok(KeptMails::of(&call.env, organisation)?)
}
