//! `Instances`: a peer that has several clients, each with a conversation of its own.
//!
//! Version 3 tells clients apart by their instance tags. A line that names a client goes to the
//! conversation with that client; a client not met before gets one, also when the peer comes back with
//! a new tag. What names no client (plain texts, queries, version 2) belongs to the conversation that
//! stands for the peer as a whole, which also sends D-H Commits to whoever it may concern.

use std::sync::Arc;

use rand_core::CryptoRng;

use crate::{
    conversation::{Conversation, State},
    error::{Reason, Rejected},
    identity::Identity,
    instance_tag::InstanceTag,
    limits::INSTANCES_MAX,
    output::Output,
    policy::Policy,
    text::{Line, armor, classify, fragment::Fragment},
    timestamp::Timestamp,
    wire::header::{Header, MessageType, Tags},
};

/// Our end of the conversations with all clients of one peer.
#[derive(Clone, Debug)]
pub struct Instances {
    /// With the peer as a whole.
    master: Conversation,
    /// With one client each; the one heard from last at the end.
    clients: Vec<Conversation>,
}

/// Who sent a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Sender {
    /// The line names no client.
    Unnamed,
    /// This client.
    Instance(InstanceTag),
}

/// What a line's head says, as far as it names a client.
struct Address {
    sender: InstanceTag,
    /// The message may open a conversation with a client not met before.
    may_open: bool,
}

impl Instances {
    /// No client is known yet.
    pub fn new(identity: Arc<Identity>, tag: InstanceTag, policy: Policy) -> Self {
        Self {
            master: Conversation::new(identity, tag, policy),
            clients: Vec::new(),
        }
    }

    /// Takes a line that arrived: who sent it, and what comes of it.
    ///
    /// # Errors
    /// If it is refused, nothing has changed; the refusal may carry a reply to send.
    pub fn receive(
        &mut self,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<(Sender, Output), Rejected> {
        let Some(Address { sender, may_open }) = self.address(line) else {
            return Ok((Sender::Unnamed, self.master.receive(line, now, rng)?));
        };
        let known = self
            .clients
            .iter()
            .position(|client| client.their_tag() == Some(sender));
        let output = match known {
            Some(place) => self.receive_from(place, line, now, rng)?,
            None if may_open => self.receive_from_new(sender, line, now, rng)?,
            None => return Err(Reason::OtherInstance(sender).into()),
        };
        Ok((Sender::Instance(sender), output))
    }

    fn receive_from(
        &mut self,
        place: usize,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let Some((client, later)) = self
            .clients
            .get_mut(place..)
            .and_then(<[Conversation]>::split_first_mut)
        else {
            return Ok(Output::default());
        };
        let output = client.receive(line, now, rng)?;
        if !later.is_empty() {
            let client = self.clients.remove(place);
            self.clients.push(client);
        }
        Ok(output)
    }

    fn receive_from_new(
        &mut self,
        sender: InstanceTag,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let mut client = self.master.with_instance(sender);
        let output = client.receive(line, now, rng)?;
        self.make_room(sender)?;
        self.clients.push(client);
        Ok(output)
    }

    /// The conversation with this client.
    pub fn instance(&mut self, tag: InstanceTag) -> Option<&mut Conversation> {
        self.clients
            .iter_mut()
            .find(|client| client.their_tag() == Some(tag))
    }

    /// The conversation to send with: the private one heard from last, else the one heard from last,
    /// else that with the peer as a whole.
    pub fn best(&mut self) -> &mut Conversation {
        let is_private = |client: &Conversation| matches!(client.state(), State::Encrypted { .. });
        let place = self.clients.iter().rposition(is_private);
        match place.or(self.clients.len().checked_sub(1)) {
            Some(place) => self.clients.get_mut(place).unwrap_or(&mut self.master),
            None => &mut self.master,
        }
    }

    /// The conversation with the peer as a whole: for queries, and for starting a key exchange with
    /// whichever client answers.
    pub fn whole(&mut self) -> &mut Conversation {
        &mut self.master
    }

    /// Changes what all conversations may do by themselves.
    pub fn set_policy(&mut self, policy: &Policy) {
        self.master.set_policy(policy.clone());
        self.clients
            .iter_mut()
            .for_each(|client| client.set_policy(policy.clone()));
    }

    /// Ends all private conversations: what to send.
    pub fn end(&mut self, now: Timestamp, rng: &mut dyn CryptoRng) -> Output {
        let mut output = self.master.end(now, rng);
        for client in &mut self.clients {
            output.send.extend(client.end(now, rng).send);
        }
        output
    }

    /// The client a line names; none if it names none, or is for another client of ours.
    fn address(&self, line: &str) -> Option<Address> {
        let (tags, kind) = match classify(line) {
            Line::Encoded(body) => {
                let header = read_header(body)?;
                (header.tags()?, Some(header.kind()))
            }
            Line::Fragment(rest) => (Fragment::read(rest).ok()?.tags?, None),
            Line::Query(_) | Line::Error(_) | Line::Plain { .. } | Line::Unknown => return None,
        };
        let Tags { sender, receiver } = tags;
        let for_us = receiver == 0 || receiver == self.master.our_tag().number();
        let sender = InstanceTag::new(sender).filter(|_| for_us)?;
        let opens = [None, Some(MessageType::DhCommit), Some(MessageType::DhKey)];
        Some(Address {
            sender,
            may_open: opens.contains(&kind),
        })
    }

    /// Makes room for one more client: the one not heard from longest, among those with which nothing
    /// is private.
    fn make_room(&mut self, newcomer: InstanceTag) -> Result<(), Reason> {
        if self.clients.len() < INSTANCES_MAX {
            return Ok(());
        }
        let place = self
            .clients
            .iter()
            .position(|client| client.state() == State::Plaintext);
        self.clients
            .remove(place.ok_or(Reason::OtherInstance(newcomer))?);
        Ok(())
    }
}

/// The head of an encoded message, from the letters that hold it: 11 bytes are in the first 16.
fn read_header(body: &str) -> Option<Header> {
    let start = body.get(..16)?;
    let bytes = armor::read(&format!("{start}.")).ok()?;
    Header::read(&mut crate::wire::reader::Reader::new(&bytes)).ok()
}
