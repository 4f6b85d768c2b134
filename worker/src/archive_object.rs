//! The Durable Object around the archive. It only carries: what a queue tells, in; a question in, its answer out; and what is
//! to be deleted where transcripts are kept, what is to be mailed and to be told to other programs, and what is done with many
//! chats.

#![expect(
    missing_docs,
    reason = "`#[durable_object]` makes methods for JavaScript without a docstring"
)]

use durable_queue::to_archive::ToIndex;
use futures_util::future::join_all;
use hushdesk_archive::{
    Alert, Archive, ArchiveError, BulkOver, Call, Leave, Refused, Went, answer,
};
use hushdesk_directory::{Address, Asker, Bulk, BulkNote, FindQueue};
use hushdesk_edge::{Alarm, ObjectClient, ObjectDatabase, now, panics, random};
use hushdesk_protocol::ids::{ChatId, MailId, OrganisationName, QueueName};
use hushdesk_protocol::strict;
use hushdesk_queue_object::kept_transcripts::KeptTranscripts;
use hushdesk_queue_object::object_name::ObjectName;
use hushdesk_queue_object::routes::{BINDING as QUEUE_BINDING, FORGET_TRANSCRIPT, INDEX, TAKE};
use worker::{
    DurableObject, Env, Error, Request, Response, Result, State, console_error, durable_object,
};

use crate::alert_mails;
use crate::directory_client::{BINDING as DIRECTORY, DirectoryClient};
use crate::directory_object::NOTE_BULK;
use crate::kept_mails::KeptMails;
use crate::mailer::NotTaken;
use crate::opening_hours;
use crate::problem::Problem;
use crate::webhook_call;

/// The address at which a message of a guest is left.
pub(crate) const LEAVE: &str = "/leave";

/// The address at which a guest says something of a chat that is over.
pub(crate) const SURVEY: &str = "/survey";

/// The Durable Object of one organisation's archive. It is reached by the Worker, and by the organisation's queues.
#[durable_object(alarm)]
pub struct ArchiveObject {
    state: State,
    env: Env,
    archive: Archive<ObjectDatabase>,
    alarm: Alarm,
}

impl DurableObject for ArchiveObject {
    fn new(state: State, env: Env) -> Self {
        panics::log_places_only();
        let archive = Archive::new(ObjectDatabase::of(&state.storage()));
        Self {
            state,
            env,
            archive,
            alarm: Alarm::default(),
        }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let body = request.text().await?;
        let path = request.path();
        if path == TAKE {
            self.archive.take(strict::from_str(&body)?)?;
            self.arm().await?;
            return Response::empty();
        }
        if path == INDEX {
            let told: ToIndex = strict::from_str(&body)?;
            return Response::from_json(&self.archive.index(&told, random::bytes()?)?);
        }
        if path == LEAVE {
            return self.message_comes(&strict::from_str(&body)?).await;
        }
        if path == SURVEY {
            self.archive.survey(&strict::from_str(&body)?)?;
            return Response::empty();
        }
        match answer(&self.archive, &path, &body) {
            Ok(answer) => {
                self.arm().await?;
                Response::ok(answer)
            }
            Err(error) => {
                console_error!("archive: {path} failed: {error}");
                Response::error("the archive failed", 500)
            }
        }
    }

    async fn alarm(&self) -> Result<Response> {
        self.alarm.rings();
        let due = self.archive.due_removals(now())?;
        join_all(due.iter().map(|chat| self.remove(chat))).await;
        let unstaffed = self.archive.due_watches(now())?;
        join_all(unstaffed.iter().map(|queue| self.look_at(queue))).await;
        let alerts = self.archive.due_alerts(now())?;
        join_all(alerts.iter().map(|alert| self.put_alert(alert))).await;
        let mails = self.archive.due_mails(now())?;
        join_all(mails.iter().map(|mail| self.mail(mail))).await;
        let calls = self.archive.due_calls(now())?;
        join_all(calls.iter().map(|call| self.call(call))).await;
        let mut withdrawn = self.archive.work_bulk(now())?;
        withdrawn.extend(self.archive.work_schedule(now())?);
        // What stays there goes by itself.
        join_all(withdrawn.iter().map(|mail| self.forget_mail(mail))).await;
        let over = self.archive.bulk_to_note(now())?;
        join_all(over.iter().map(|over| self.note(over))).await;
        self.arm().await?;
        Response::empty()
    }
}

/// What the directory answered, for the log.
fn said(problem: Problem) -> Error {
    Error::RustError(format!("{problem:?}"))
}

impl ArchiveObject {
    /// A guest leaves a message: whether it was taken is answered as a question is.
    async fn message_comes(&self, message: &Leave) -> Result<Response> {
        let left: std::result::Result<(), Refused> = match self.archive.leave(message) {
            Ok(()) => Ok(()),
            Err(ArchiveError::Refused(refused)) => Err(refused),
            Err(ArchiveError::Database(error)) => return Err(error.into()),
        };
        self.arm().await?;
        Response::from_json(&left)
    }

    /// Has the audit log note what was done with many chats.
    async fn note(&self, over: &BulkOver) {
        let noted = self.tell_log(over).await;
        let noted = noted.and_then(|()| Ok(self.archive.bulk_is_noted(&over.act.id)?));
        if let Err(error) = noted {
            console_error!("archive: what was done with many chats was not noted: {error}");
        }
    }

    async fn tell_log(&self, over: &BulkOver) -> Result<()> {
        let act = &over.act;
        let note = BulkNote {
            id: act.id.clone(),
            act: act.act,
            by: act.by.clone(),
            address: over.address.clone(),
            says: Bulk {
                chats: act.chats,
                transcripts: act.transcripts,
                done: act.done,
                narrowed: serde_json::from_str(&over.narrowed)?,
            },
        };
        let directory = ObjectClient::new(&self.env, DIRECTORY, self.organisation()?.as_str())?;
        Ok(directory.tell(NOTE_BULK, &note).await?)
    }

    /// Deletes what was said in a chat where it is kept, and takes note of how that went.
    async fn remove(&self, chat: &ChatId) {
        let removed = self.remove_kept(chat).await;
        if let Err(error) = &removed {
            console_error!("archive: a transcript was not deleted: {error}");
        }
        if let Err(error) = self.archive.removal_went(chat, removed.is_ok(), now()) {
            console_error!("archive: how deleting went was not kept: {error}");
        }
    }

    /// A queue that is about to put it there hears of it first.
    async fn remove_kept(&self, chat: &ChatId) -> Result<()> {
        if let Some(queue) = self.archive.not_told(chat)? {
            let name = ObjectName {
                organisation: self.organisation()?,
                queue,
            };
            let queue = ObjectClient::new(&self.env, QUEUE_BINDING, &name.to_string())?;
            queue.tell(FORGET_TRANSCRIPT, chat).await?;
        }
        self.kept()?.delete(chat).await
    }

    /// Hands a mail over, and takes note of how that went. Only then what it says is deleted: whoever dies in between hands it over
    /// again, and does not find nothing.
    async fn mail(&self, id: &MailId) {
        let went = self.hand_over(id).await.unwrap_or_else(|error| {
            console_error!("archive: a mail was not handed over: {error}");
            Went::NotTaken
        });
        match self.archive.mail_went(id, went, now()) {
            // What stays there goes by itself.
            Ok(true) => drop(self.forget_mail(id).await),
            Ok(false) => {}
            Err(error) => console_error!("archive: how mailing went was not kept: {error}"),
        }
    }

    async fn forget_mail(&self, id: &MailId) -> Result<()> {
        KeptMails::of(&self.env, self.organisation()?)?
            .delete(id)
            .await
    }

    async fn hand_over(&self, id: &MailId) -> Result<Went> {
        let kept = KeptMails::of(&self.env, self.organisation()?)?;
        // What was put there a moment ago, elsewhere, may be seen here a minute later.
        let Some(mail) = kept.find(id).await? else {
            return Ok(Went::NotTaken);
        };
        match mail.send(&self.env).await {
            Ok(()) => Ok(Went::Taken),
            Err(NotTaken(why)) => {
                console_error!("archive: a mail was not taken: {why}");
                Ok(Went::NotTaken)
            }
        }
    }

    /// Says whether a queue is open where nobody is. What the directory does not answer is asked again.
    async fn look_at(&self, queue: &QueueName) {
        let looked = self.try_to_look_at(queue).await;
        if let Err(error) = looked {
            console_error!("archive: a queue where nobody is was not looked at: {error}");
        }
    }

    async fn try_to_look_at(&self, queue: &QueueName) -> Result<()> {
        let find = FindQueue {
            queue: queue.clone(),
        };
        let directory = DirectoryClient::of(
            &self.env,
            &self.organisation()?,
            Asker::nobody(Address::unknown()),
        );
        let directory = directory.map_err(said)?;
        let hours = match directory.ask(&find).await {
            Ok(hours) => hours,
            // It is there no more.
            Err(Problem::NotFound(_)) => None,
            Err(problem) => return Err(said(problem)),
        };
        let hours = hours.and_then(|hours| opening_hours::standing(&hours, now()));
        Ok(self.archive.looked_at(queue, hours.as_ref(), now())?)
    }

    /// Has an alert mailed. What comes to nothing is tried again.
    async fn put_alert(&self, alert: &Alert) {
        if let Err(error) = self.try_to_put(alert).await {
            console_error!("archive: an alert was not mailed: {error}");
        }
    }

    async fn try_to_put(&self, alert: &Alert) -> Result<()> {
        let put = alert_mails::put(&self.env, &self.organisation()?, alert).await;
        let put = put.map_err(said)?;
        match put {
            Some(mail) => self.archive.alert_is_put(alert, &mail, now())?,
            None => self.archive.alert_is_given_up(alert)?,
        }
        Ok(())
    }

    /// Tells a webhook something, and takes note of how that went.
    async fn call(&self, call: &Call) {
        let answered = webhook_call::make(call).await;
        if let Err(error) = self.archive.call_went(call, answered, now()) {
            console_error!("archive: how a call went was not kept: {error}");
        }
    }

    fn kept(&self) -> Result<KeptTranscripts> {
        KeptTranscripts::of(&self.env, self.organisation()?)
    }

    fn organisation(&self) -> Result<OrganisationName> {
        let name = self.state.id().name();
        let organisation: Option<OrganisationName> = name.and_then(|name| name.parse().ok());
        organisation
            .ok_or_else(|| Error::RustError("the object has no name of an organisation".to_owned()))
    }

    /// Sees to it that the alarm rings when something is to be done next.
    async fn arm(&self) -> Result<()> {
        let next = [
            self.archive.next_removal()?,
            self.archive.next_mail()?,
            self.archive.next_alert()?,
            self.archive.next_call()?,
            self.archive.next_bulk()?,
            self.archive.next_scheduled()?,
        ];
        match next.into_iter().flatten().min() {
            Some(at) => {
                let storage = self.state.storage();
                self.alarm.ring_by(&storage, at, now()).await
            }
            None => Ok(()),
        }
    }
}
