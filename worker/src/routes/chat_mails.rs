//! Mails of what was said in open chats.

use hushdesk_archive::{AskMail, FindMailable, ListMails};
use hushdesk_directory::FindLetterhead;
use hushdesk_edge::{now, random};
use hushdesk_mail::transcript::{self, Occasion};
use hushdesk_protocol::ids::MailId;
use hushdesk_protocol::rest::{ChatMail, GetChatMails, MailTo, Page, PostChatMail};

use super::Serve;
use super::transcripts;
use crate::archive_client::ArchiveClient;
use crate::call::Call;
use crate::clock::Clock;
use crate::kept_mails::KeptMails;
use crate::mailer::{Mailer, words_of};
use crate::problem::Problem;
use crate::reply::Reply;

/// What it says is put where it is kept before it is asked for: what is not asked for after all is deleted.
impl Serve for PostChatMail {
    async fn serve(self, call: &Call, address: MailTo) -> Result<Reply<()>, Problem> {
        let chat = self.chat;
        let archive = ArchiveClient::of(call).await?;
        let find = FindMailable { chat: chat.clone() };
        let mailable = archive.ask(&find).await?;
        let letterhead = FindLetterhead {
            queue: mailable.text.queue.clone(),
            skin: mailable.skin,
        };
        let letterhead = call.directory()?.ask(&letterhead).await?;
        let mailer = Mailer::by(letterhead.sender)?;
        let said = transcripts::read(call, &chat, &mailable.text).await?;

        let words = words_of(&address);
        let clock = |shown| Clock::of(words.language().tag(), address.zone.as_ref(), shown);
        let time = clock(&[("timeStyle", "short")])?;
        let occasion = Occasion {
            organisation: mailer.organisation(),
            desk: &letterhead.desk,
            answers: letterhead.answers.as_ref().map(|name| name.as_str()),
            day: &clock(&[("dateStyle", "long")])?.shows(mailable.started)?,
        };
        let time = |at| time.shows(at).unwrap_or_default();
        let letter = transcript::of(words, &occasion, &said, &time);
        let mail = mailer.write((address.to.clone(), letterhead.reply_to), letter);

        let id = MailId::from_bytes(random::bytes()?);
        let kept = kept(call)?;
        kept.put(&id, &mail).await?;
        let ask = AskMail {
            id: id.clone(),
            chat,
            to: address.to,
            by: letterhead.by,
            now: now(),
        };
        let asked = archive.ask(&ask).await;
        if asked.is_err() {
            kept.delete(&id).await?;
        }
        Ok(Reply::of(asked?))
    }
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
