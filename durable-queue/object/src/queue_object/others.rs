//! What others than clients tell the queue: the Worker, the directory, other queues.

use durable_queue::from_directory::{Dismissal, FromDirectory, QueueConfig};
use durable_queue::{Event, Letter, StoredConfig};
use hushdesk_edge::outbox::Delivery;
use hushdesk_edge::{ObjectDatabase, outbox};
use hushdesk_protocol::ids::QueueName;
use worker::{Error, Request, Response, Result, console_error};

use super::QueueObject;
use crate::attachment::Standing;
use crate::letters::Envelope;
use crate::object_name::ObjectName;
use crate::routes::CONFIG_HEADER;
use crate::{letters, sockets};

impl QueueObject {
    /// Takes note of what the Worker says of this queue.
    pub(super) fn configure(&self, request: &Request) -> Result<()> {
        match request.headers().get(CONFIG_HEADER)? {
            Some(json) => self.set(serde_json::from_str(&json)?),
            None => self.with_queue(|_| Ok(())),
        }
    }

    pub(super) fn set(&self, config: QueueConfig) -> Result<()> {
        let name = self.name()?;
        let config = StoredConfig {
            organisation: Some(name.organisation),
            name: Some(name.queue),
            settings: config.settings,
            version: config.version,
            queues: config.queues,
        };
        let is_new = self.with_queue(|queue| Ok(*queue.config() != config))?;
        if is_new {
            self.handle(Event::Configured(Box::new(config)))?;
        }
        Ok(())
    }

    /// The organisation's directory tells something, perhaps not for the first time.
    pub(super) fn directory_says(&self, delivery: Delivery<FromDirectory>) -> Result<()> {
        // The tables may have to be made.
        self.with_queue(|_| Ok(()))?;
        let database = ObjectDatabase::of(&self.state.storage());
        outbox::once(&database, delivery, |says| match says {
            FromDirectory::Configure(config) => self.set(config),
            FromDirectory::Dismiss(gone) => self.dismiss(&gone),
            FromDirectory::Reskin(skin) => self.handle(Event::Reskinned(skin)),
        })
    }

    /// What let some sockets in is gone: they are closed.
    pub(super) fn dismiss(&self, who: &Dismissal) -> Result<()> {
        for line in self.lines.all()? {
            let Some(code) = line.attachment.visitor.dismissed_by(who) else {
                continue;
            };
            if line.attachment.standing != Standing::Gone {
                let connection = line.attachment.connection;
                let reason = "what let this socket in is gone";
                sockets::dismiss(&self.lines, connection, code, reason);
                self.handle(Event::Disconnected { connection })?;
            }
        }
        Ok(())
    }

    pub(super) async fn letter_came(
        &self,
        Envelope { from, letter }: Envelope,
    ) -> Result<Response> {
        let letter = Box::new(letter);
        self.handle(Event::Letter { from, letter })?;
        self.arm(None).await?;
        Response::empty()
    }

    /// Sends a letter after what is stored. Should it not come, the queue says it again.
    pub(super) fn post(&self, to: QueueName, letter: Letter) -> Result<()> {
        let name = self.name()?;
        let (env, to) = (self.env.clone(), name.beside(to));
        let from = name.queue;
        self.state.wait_until(async move {
            if let Err(error) = letters::post(&env, &to, &Envelope { from, letter }).await {
                console_error!("a letter did not come: {error}");
            }
        });
        Ok(())
    }

    /// What this object is called.
    pub(super) fn name(&self) -> Result<ObjectName> {
        let name = self.state.id().name();
        let name = name.and_then(|name| name.parse().ok());
        name.ok_or_else(|| Error::RustError("the object has no name of a queue".to_owned()))
    }
}
