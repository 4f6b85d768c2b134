//! What is to be done after open chats.

use hushdesk_archive::{
    AskFollowUp, DeleteFollowUp as Delete, DoFollowUp, FindChat, ListChatFollowUps, ListFollowUps,
};
use hushdesk_directory::{AdmitFollowUp, AdmittedFollowUp, FindSession, ListColleagues};
use hushdesk_edge::{now, random};
use hushdesk_mail::follow_up::{self, About};
use hushdesk_protocol::email_address::EmailAddress;
use hushdesk_protocol::frames::ChatKind;
use hushdesk_protocol::ids::{FollowUpId, MailId, OperatorName, Timestamp};
use hushdesk_protocol::rest::{
    ChatRow, Colleague, DeleteFollowUp, DeleteFollowUpDone, FollowUp, GetChatFollowUps,
    GetColleagues, GetFollowUps, NewFollowUp, Page, PostFollowUp, PostFollowUpDone,
};

use super::Serve;
use super::chat_mails::kept;
use crate::archive_client::ArchiveClient;
use crate::call::Call;
use crate::clock::Clock;
use crate::mailer::{Mail, Mailer, words};
use crate::problem::Problem;
use crate::reply::Reply;

/// What the mail says is put where it is kept before it is asked for: what is not asked for after all is deleted.
impl Serve for PostFollowUp {
    async fn serve(self, call: &Call, new: NewFollowUp) -> Result<Reply<()>, Problem> {
        let archive = ArchiveClient::of(call).await?;
        let find = FindChat { chat: self.chat };
        let chat = archive.ask(&find).await?;
        if chat.kind == ChatKind::Sealed {
            return Err(Problem::Sealed);
        }
        let admit = AdmitFollowUp {
            queue: chat.queue.clone(),
            to: new.to.clone(),
        };
        let admitted = call.directory()?.ask(&admit).await?;
        let mail = mail(call, &chat, &new, &admitted)?;
        let kept = kept(call)?;
        if let Some((id, _, mail)) = &mail {
            kept.put(id, mail).await?;
        }
        let ask = AskFollowUp {
            id: FollowUpId::from_bytes(random::bytes()?),
            chat: chat.chat,
            to: new.to,
            by: admitted.by,
            note: new.note,
            now: now(),
            mail: mail.as_ref().map(|(id, to, _)| (id.clone(), to.clone())),
        };
        let asked = archive.ask(&ask).await;
        if let (Err(_), Some((id, ..))) = (&asked, &mail) {
            kept.delete(id).await?;
        }
        Ok(Reply::of(asked?))
    }
}

/// The mail of it, and where to: none to oneself, to whoever is reached nowhere, or from an organisation that does not mail.
fn mail(
    call: &Call,
    chat: &ChatRow,
    new: &NewFollowUp,
    admitted: &AdmittedFollowUp,
) -> Result<Option<(MailId, EmailAddress, Mail)>, Problem> {
    let Ok(mailer) = Mailer::by(admitted.sender.clone()) else {
        return Ok(None);
    };
    let Some(to) = admitted.email.clone().filter(|_| new.to != admitted.by) else {
        return Ok(None);
    };
    let words = words(new.language.as_ref());
    let clock = |shown| Clock::of(words.language().tag(), new.zone.as_ref(), shown);
    let about = About {
        organisation: mailer.organisation(),
        by: admitted.display.as_str(),
        guest: &chat.guest.0,
        began: &clock(&[("dateStyle", "long")])?.shows(chat.started)?,
        chat: &format!("{}/console/history/{}", call.site.origin, chat.chat),
    };
    let at = clock(&[("timeStyle", "short")])?.shows(now())?;
    let letter = follow_up::of(words, &about, &new.note, &at);
    let id = MailId::from_bytes(random::bytes()?);
    let mail = mailer.write((to.clone(), None), letter);
    Ok(Some((id, to, mail)))
}

impl Serve for GetChatFollowUps {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<FollowUp>>, Problem> {
        let list = ListChatFollowUps { chat: self.chat };
        Ok(Reply::of(ArchiveClient::of(call).await?.ask(&list).await?))
    }
}

impl Serve for GetFollowUps {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<FollowUp>>, Problem> {
        let list = ListFollowUps {
            of: caller(call).await?,
            after: self.after,
        };
        Ok(Reply::of(ArchiveClient::of(call).await?.ask(&list).await?))
    }
}

impl Serve for PostFollowUpDone {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        done(call, self.follow_up, Some(now())).await
    }
}

impl Serve for DeleteFollowUpDone {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        done(call, self.follow_up, None).await
    }
}

async fn done(
    call: &Call,
    follow_up: FollowUpId,
    done: Option<Timestamp>,
) -> Result<Reply<()>, Problem> {
    let by = caller(call).await?;
    let say = DoFollowUp {
        follow_up,
        by,
        done,
    };
    Ok(Reply::of(ArchiveClient::of(call).await?.ask(&say).await?))
}

impl Serve for DeleteFollowUp {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let delete = Delete {
            follow_up: self.follow_up,
            by: caller(call).await?,
        };
        let withdrawn = ArchiveClient::of(call).await?.ask(&delete).await?;
        let mails = kept(call)?;
        for mail in withdrawn {
            mails.delete(&mail).await?;
        }
        Ok(Reply::of(()))
    }
}

impl Serve for GetColleagues {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<Colleague>>, Problem> {
        let list = ListColleagues { queue: self.queue };
        let items = call.directory()?.ask(&list).await?;
        Ok(Reply::of(Page { items, next: None }))
    }
}

/// Who asks.
async fn caller(call: &Call) -> Result<OperatorName, Problem> {
    Ok(call.directory()?.ask(&FindSession).await?.name)
}
