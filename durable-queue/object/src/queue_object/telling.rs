//! The archive hears what it has yet to hear, and what was said in open chats that have ended is put where it is kept.

use std::rc::Rc;

use durable_queue::to_archive::ToIndex;
use futures_util::future::join_all;
use hushdesk_edge::outbox::Message;
use hushdesk_edge::{CallError, ObjectClient, ObjectDatabase, now};
use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::Transcript;
use worker::{Env, Error, Response, Result, console_error};

use super::QueueObject;
use crate::kept_transcripts::KeptTranscripts;
use crate::object_name::ObjectName;
use crate::routes::{ARCHIVE_BINDING, INDEX, TAKE};
use crate::tellings::Tellings;
use crate::transcripts::{self, KEEPER, Standing, Waiting};

/// What is done of the outbox, and by whom.
struct Outgoing {
    env: Env,
    name: ObjectName,
    tellings: Rc<Tellings<ObjectDatabase>>,
    /// For how many days the queue keeps what was said.
    days: Option<u32>,
}

impl QueueObject {
    /// Tells the archive what is due, and puts transcripts where they are kept. Nobody waits for that: should this object die
    /// meanwhile, or the other end not be reached, the alarm has it done again.
    pub(super) fn tell_archive(&self) -> Result<()> {
        // The tables may have to be made.
        let days = self.with_queue(|queue| Ok(queue.config().settings.retain))?;
        let due = self.tellings.take_due(now())?;
        if due.is_empty() {
            return Ok(());
        }
        let (tellings, alarm) = (Rc::clone(&self.tellings), Rc::clone(&self.alarm));
        let outgoing = Outgoing {
            env: self.env.clone(),
            name: self.name()?,
            tellings: Rc::clone(&tellings),
            days,
        };
        let storage = self.state.storage();
        self.state.wait_until(async move {
            // Whoever is to find a chat by its words has to have heard of its end.
            let (kept, told): (Vec<_>, Vec<_>) =
                due.iter().partition(|message| message.receiver == KEEPER);
            join_all(told.into_iter().map(|message| outgoing.carry(message))).await;
            join_all(kept.into_iter().map(|message| outgoing.carry(message))).await;
            if let Ok(Some(next)) = tellings.next()
                && let Err(error) = alarm.ring_by(&storage, next, now()).await
            {
                console_error!("the alarm was not set: {error}");
            }
        });
        Ok(())
    }

    /// What has been said in an open chat: so far, while it runs here, or until it is where it is kept.
    pub(super) fn transcript(&self, chat: &ChatId) -> Result<Option<Transcript>> {
        let (runs, days) = self.with_queue(|queue| {
            let days = queue.config().settings.retain;
            Ok((queue.transcript(chat), days))
        })?;
        if let Some(open) = runs {
            return Ok(Some(Transcript {
                runs: true,
                until: None,
                cut: open.is_cut(),
                entries: open.entries().to_vec(),
            }));
        }
        let Standing::Waiting(waiting) = self.tellings.transcript(chat)? else {
            return Ok(None);
        };
        let until = waiting.until(days);
        if until <= now() {
            return Ok(None);
        }
        let read = waiting.read()?;
        Ok(Some(Transcript {
            runs: false,
            until: Some(until),
            cut: read.cut,
            entries: read.entries,
        }))
    }

    /// What was said in a chat is not to be kept after all.
    pub(super) fn forget_transcript(&self, chat: &ChatId) -> Result<Response> {
        self.with_queue(|_| Ok(()))?;
        self.tellings.forgo_transcript(chat)?;
        Response::empty()
    }
}

impl Outgoing {
    async fn carry(&self, message: &Message) {
        let noted = if message.receiver == KEEPER {
            self.keep(message).await
        } else {
            let heard = self.tell(message).await;
            if let Err(error) = &heard {
                console_error!("the archive was not told: {error}");
            }
            let noted = self.tellings.went(message, heard.is_ok(), now());
            noted.map_err(Error::from)
        };
        if let Err(error) = noted {
            console_error!("how a telling went was not kept: {error}");
        }
    }

    /// Tells the archive of the queue's organisation one thing.
    async fn tell(&self, message: &Message) -> std::result::Result<(), CallError> {
        let delivery = message.delivery(self.name.queue.as_str());
        let delivery = delivery.map_err(|_| CallError::Json)?;
        ObjectClient::new(&self.env, ARCHIVE_BINDING, self.name.organisation.as_str())?
            .tell(TAKE, &delivery)
            .await
    }

    /// Puts what was said in one chat where it is kept, unless somebody is doing so.
    async fn keep(&self, message: &Message) -> Result<()> {
        let chat = transcripts::meant(message)?;
        if !self.tellings.takes_up(&chat) {
            return Ok(());
        }
        let kept = self.keep_that_of(&chat, message).await;
        self.tellings.puts_down(&chat);
        kept
    }

    async fn keep_that_of(&self, chat: &ChatId, message: &Message) -> Result<()> {
        if let Standing::Waiting(waiting) = self.tellings.transcript(chat)?
            && let Err(error) = self.put(chat, &waiting).await
        {
            console_error!("a transcript was not kept: {error}");
            return Ok(self.tellings.went(message, false, now())?);
        }
        // It may have been said meanwhile that it is not to be kept.
        if self.tellings.transcript(chat)? == Standing::Forgone {
            self.kept()?.delete(chat).await?;
        }
        Ok(self.tellings.is_kept(message, chat)?)
    }

    async fn put(&self, chat: &ChatId, waiting: &Waiting) -> Result<()> {
        self.index(chat, waiting).await?;
        let of = (&self.name.queue, waiting.ended);
        let until = (waiting.until(self.days), now());
        self.kept()?.put(chat, &waiting.record, of, until).await
    }

    /// Has the chat be found by its words for as long as what was said is kept.
    async fn index(&self, chat: &ChatId, waiting: &Waiting) -> Result<()> {
        let told = ToIndex {
            chat: chat.clone(),
            texts: waiting.read()?.texts(),
        };
        let archive =
            ObjectClient::new(&self.env, ARCHIVE_BINDING, self.name.organisation.as_str())?;
        let is_done: bool = archive.ask(INDEX, &told).await?;
        if is_done {
            Ok(())
        } else {
            let early = "the archive has yet to hear of the end of the chat";
            Err(Error::RustError(early.to_owned()))
        }
    }

    fn kept(&self) -> Result<KeptTranscripts> {
        KeptTranscripts::of(&self.env, self.name.organisation.clone())
    }
}
