//! The archive hears what it has yet to hear.

use std::rc::Rc;

use futures_util::future::join_all;
use hushdesk_edge::outbox::Message;
use hushdesk_edge::{CallError, ObjectClient, now};
use worker::{Env, Result, console_error};

use super::QueueObject;
use crate::object_name::ObjectName;
use crate::routes::{ARCHIVE_BINDING, TAKE};

impl QueueObject {
    /// Tells the archive what is due. Nobody waits for that: should this object die meanwhile, or the archive's not be
    /// reached, the alarm has it told again.
    pub(super) fn tell_archive(&self) -> Result<()> {
        // The tables may have to be made.
        self.with_queue(|_| Ok(()))?;
        let due = self.tellings.take_due(now())?;
        if due.is_empty() {
            return Ok(());
        }
        let (tellings, alarm) = (Rc::clone(&self.tellings), Rc::clone(&self.alarm));
        let (env, name) = (self.env.clone(), self.name()?);
        let storage = self.state.storage();
        self.state.wait_until(async move {
            let heard = join_all(due.iter().map(|message| tell(&env, &name, message))).await;
            for (message, heard) in due.iter().zip(heard) {
                if let Err(error) = &heard {
                    console_error!("the archive was not told: {error}");
                }
                if let Err(error) = tellings.went(message, heard.is_ok(), now()) {
                    console_error!("how a telling went was not kept: {error}");
                }
            }
            if let Ok(Some(next)) = tellings.next()
                && let Err(error) = alarm.ring_by(&storage, next, now()).await
            {
                console_error!("the alarm was not set: {error}");
            }
        });
        Ok(())
    }
}

/// Tells the archive of the queue's organisation one thing.
async fn tell(
    env: &Env,
    name: &ObjectName,
    message: &Message,
) -> std::result::Result<(), CallError> {
    let delivery = message.delivery(name.queue.as_str());
    let delivery = delivery.map_err(|_| CallError::Json)?;
    ObjectClient::new(env, ARCHIVE_BINDING, name.organisation.as_str())?
        .tell(TAKE, &delivery)
        .await
}
