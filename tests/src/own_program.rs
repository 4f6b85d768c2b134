//! An operator's own program that does OTR itself, as Pidgin with its plugin does, and gets its stanzas by polls.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, anyhow};
use hushdesk_protocol::frames::ChatKind;
use hushdesk_web::ambient::rng;
use otr_wasm::{Conversation, Identity, InstanceTag, Outcome, Policy, Timestamp};

use crate::polls::{Mishap, PIDGIN, Program};
use crate::server::Site;

/// What all addresses end with.
const DOMAIN: &str = "chat.test";

/// A program with one chat.
pub struct OwnProgram {
    program: Program,
    conversation: Option<Conversation>,
    guest: String,
    /// How far its transcript has been looked through.
    looked: usize,
    read: Vec<String>,
}

impl OwnProgram {
    /// One that has signed in and is at its operator's queues.
    pub fn sign_in(site: &Site, (name, password): (&str, &str)) -> Result<Program> {
        let mut program = Program::begin(site, PIDGIN)?;
        program.come((name, password), "Nobody waits")?;
        Ok(program)
    }

    /// Claims the chat of this kind that is offered at a queue. In a sealed one it does OTR with this key.
    pub fn claim(
        mut program: Program,
        queue: &str,
        kind: ChatKind,
        identity: Arc<Identity>,
    ) -> Result<Self> {
        program.hear("answer claim")?;
        program.write(&format!("{queue}@queues.{DOMAIN}"), "claim")?;
        program.hear("is yours")?;
        let ending = format!("@guests.{DOMAIN}");
        let mut words = program.transcript().split('\'').rev();
        let guest = words.find(|it| it.ends_with(&ending));
        let guest = guest.context("no guest has appeared")?.to_owned();
        let conversation = match kind {
            ChatKind::Open => None,
            ChatKind::Sealed => {
                let policy = Policy {
                    allow_v2: false,
                    ..Policy::default()
                };
                let tag = InstanceTag::generate(&mut rng());
                Some(Conversation::new(identity, tag, policy))
            }
        };
        Ok(Self {
            program,
            conversation,
            guest,
            looked: 0,
            read: Vec::new(),
        })
    }

    /// It finds that the server knows it no more, and signs in again. Of an open chat it is shown all from the beginning.
    pub fn sign_in_again(&mut self, site: &Site, credentials: (&str, &str)) -> Result<()> {
        let mut program = Program::begin(site, PIDGIN)?;
        program.come(credentials, "is yours")?;
        self.program = program;
        self.looked = 0;
        if self.conversation.is_none() {
            self.read.clear();
        }
        self.take_new()
    }

    /// What it has read of the guest.
    pub fn read(&self) -> &[String] {
        &self.read
    }

    /// Polls once, and takes what has come.
    pub fn listen(&mut self) -> Result<()> {
        self.listen_by(None)
    }

    /// The same by way of a mishap.
    pub fn listen_by(&mut self, mishap: Option<Mishap>) -> Result<()> {
        self.program.say_by(mishap, "")?;
        self.take_new()
    }

    /// Writes to the guest.
    pub fn write(&mut self, text: &str) -> Result<()> {
        let lines = match &mut self.conversation {
            None => vec![text.to_owned()],
            Some(conversation) => {
                conversation
                    .send(text, &[], now()?, &mut rng())
                    .map_err(|error| anyhow!("it cannot be sealed: {error:?}"))?
                    .send
            }
        };
        self.send(lines)
    }

    /// Types something into the window of a queue.
    pub fn command(&mut self, queue: &str, words: &str) -> Result<()> {
        self.program
            .write(&format!("{queue}@queues.{DOMAIN}"), words)
    }

    fn take_new(&mut self) -> Result<()> {
        for text in self.new_texts() {
            self.take(text)?;
        }
        Ok(())
    }

    fn take(&mut self, text: String) -> Result<()> {
        let Some(conversation) = &mut self.conversation else {
            self.read.push(text);
            return Ok(());
        };
        // What is no line of OTR that concerns it, a program shows as it is.
        let Ok(output) = conversation.receive(&text, now()?, &mut rng()) else {
            return Ok(());
        };
        for outcome in output.outcomes {
            if let Outcome::Text(text) = outcome {
                self.read.push(text);
            }
        }
        self.send(output.send)
    }

    fn send(&mut self, lines: Vec<String>) -> Result<()> {
        for line in lines {
            self.program.write(&self.guest, &line)?;
        }
        Ok(())
    }

    /// The bodies of the guest's messages that have come since this was asked last.
    fn new_texts(&mut self) -> Vec<String> {
        let all = self.program.transcript();
        let from = format!("from='{}'", self.guest);
        let mut texts = Vec::new();
        while let Some(rest) = all.get(self.looked..) {
            let Some((before, message)) = rest.split_once("<message ") else {
                break;
            };
            let Some((message, _)) = message.split_once("</message>") else {
                break;
            };
            self.looked += before.len() + "<message ".len() + message.len();
            let body = message.split_once("<body>");
            let body = body.and_then(|(_, rest)| rest.split_once("</body>"));
            // What operators have said comes with their names before it, when an open chat is shown from its beginning.
            let is_guests = |body: &str| message.contains(&from) && !body.starts_with('[');
            if let Some((body, _)) = body.filter(|(body, _)| is_guests(body)) {
                texts.push(body.to_owned());
            }
        }
        texts
    }
}

fn now() -> Result<Timestamp> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH)?;
    Ok(Timestamp::from_millis(u64::try_from(since.as_millis())?))
}
