//! `Instances`: a peer that has several clients, each with a conversation of its own.
//!
//! Version 3 tells clients apart by their instance tags. A line that names a client goes to the
//! conversation with that client; a client not met before gets one, also when the peer comes back with
//! a new tag. What names no client (plain texts, queries, version 2) belongs to the conversation that
//! stands for the peer as a whole. That also sends D-H Commits, which any client may answer: in each client's
//! conversation the answer is waited for, beside whatever is private there.
//!
//! ```text
//!     a plain text, a query    ->  the peer as a whole  ->  our D-H Commit, to all
//!                                          v
//!     a D-H Key                ->     client  client  ...   each its own exchange and keys
//! ```

mod clients;
mod offer;

use std::sync::Arc;

use rand_core::CryptoRng;

use self::{clients::Clients, offer::Offer};
use crate::{
    conversation::Conversation,
    error::{Reason, Rejected},
    identity::Identity,
    instance_tag::InstanceTag,
    output::Output,
    policy::Policy,
    text::{
        Line, armor, classify,
        fragment::{Assembly, Fragment},
    },
    timestamp::Timestamp,
    wire::{
        header::{Header, MessageType, Tags},
        reader::Reader,
    },
};

/// Our end of the conversations with all clients of one peer.
#[derive(Debug)]
pub struct Instances {
    /// With the peer as a whole.
    whole: Conversation,
    /// With one client each.
    clients: Clients,
    /// Our D-H Commit that any client may answer.
    offer: Option<Offer>,
    /// Pieces of lines from clients not met before.
    strangers: Assembly,
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
#[derive(Clone, Copy)]
enum Address {
    /// A message of this client.
    Message(InstanceTag, MessageType),
    /// A piece of a line of this client.
    Piece(InstanceTag),
}

impl Instances {
    /// No client is known yet.
    pub fn new(identity: Arc<Identity>, tag: InstanceTag, policy: Policy) -> Self {
        Self {
            whole: Conversation::with_whole(identity, tag, policy),
            clients: Clients::default(),
            offer: None,
            strangers: Assembly::default(),
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
        self.collect_offer();
        self.withdraw_offer(now);
        let Some(address) = self.address(line) else {
            return Ok((Sender::Unnamed, self.receive_unnamed(line, now, rng)?));
        };
        let sender = address.sender();
        let output = match address {
            _ if self.clients.get_mut(sender).is_some() => {
                self.receive_from(address, line, now, rng)?
            }
            Address::Message(..) => self.receive_from_new(address, line, now, rng)?,
            Address::Piece(_) => self.receive_piece_from_new(line, now, rng)?,
        };
        Ok((Sender::Instance(sender), output))
    }

    fn receive_unnamed(
        &mut self,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        self.whole.note_elsewhere(self.clients.how_far());
        let output = self.whole.receive(line, now, rng)?;
        if let Line::Error(_) = classify(line) {
            self.clients.each().for_each(Conversation::note_error);
        }
        self.collect_offer();
        Ok(output)
    }

    fn receive_from(
        &mut self,
        address: Address,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let Some(client) = self.clients.get_mut(address.sender()) else {
            return Err(Reason::OtherInstance(address.sender()).into());
        };
        let mut output = client.receive(line, now, rng)?;
        note_answer(&mut self.offer, client, &mut self.whole, now);
        if output.begins_private_conversation() {
            client.send_waiting_at(&mut self.whole, now, &mut output);
        }
        if output.is_authentic() {
            self.clients.heard_from(address.sender());
        }
        self.make_room();
        Ok(output)
    }

    fn receive_from_new(
        &mut self,
        address: Address,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let sender = address.sender();
        let opens = [MessageType::DhCommit, MessageType::DhKey];
        if !matches!(address, Address::Message(_, kind) if opens.contains(&kind)) {
            return Err(Reason::OtherInstance(sender).into());
        }
        let mut client = self.whole.with_instance(sender);
        if let Some(offer) = &self.offer {
            client.await_answer_to(offer.commit());
        }
        let output = client.receive(line, now, rng)?;
        note_answer(&mut self.offer, &client, &mut self.whole, now);
        self.clients.add(client);
        self.make_room();
        Ok(output)
    }

    /// Only a whole message makes a client.
    fn receive_piece_from_new(
        &mut self,
        line: &str,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Rejected> {
        let Line::Fragment(rest) = classify(line) else {
            return Err(Reason::NotOtr.into());
        };
        let Some(whole) = self.strangers.add(Fragment::read(rest)?)? else {
            return Ok(Output::default());
        };
        let address = self.address(&whole).ok_or(Reason::NotOtr)?;
        let output = self.receive_from_new(address, &whole, now, rng)?;
        self.strangers.clear();
        Ok(output)
    }

    /// The conversation with this client.
    pub fn instance(&mut self, tag: InstanceTag) -> Option<&mut Conversation> {
        self.clients.get_mut(tag)
    }

    /// The conversation to send with: of the private ones that heard from last; else one that the other side has
    /// ended, so that nothing goes out in clear unawares; else that with the peer as a whole.
    pub fn best(&mut self) -> &mut Conversation {
        self.clients.best().unwrap_or(&mut self.whole)
    }

    /// The conversation with the peer as a whole: for queries, and for starting a key exchange with
    /// whichever client answers.
    pub fn whole(&mut self) -> &mut Conversation {
        &mut self.whole
    }

    /// Changes what all conversations may do by themselves.
    pub fn set_policy(&mut self, policy: &Policy) {
        self.whole.set_policy(policy.clone());
        self.clients
            .each()
            .for_each(|client| client.set_policy(policy.clone()));
    }

    /// Ends all private conversations: what to send.
    pub fn end(&mut self, now: Timestamp, rng: &mut dyn CryptoRng) -> Output {
        let mut output = self.whole.end(now, rng);
        for client in self.clients.each() {
            output.send.extend(client.end(now, rng).send);
        }
        self.offer = None;
        output
    }

    /// Takes note of a D-H Commit that the peer as a whole was sent since the last line: from each client an answer
    /// to it is waited for.
    fn collect_offer(&mut self) {
        if let Some(commit) = self.whole.take_note_of_commit() {
            self.clients
                .each()
                .for_each(|client| client.await_answer_to(&commit));
            self.offer = Some(Offer::new(commit));
        }
    }

    /// Forgets a D-H Commit that has been answered long enough ago.
    fn withdraw_offer(&mut self, now: Timestamp) {
        if let Some(offer) = self.offer.take_if(|offer| offer.is_over(now)) {
            self.clients
                .each()
                .for_each(|client| client.forget_commit(offer.commit()));
        }
    }

    /// Clients that are too many are forgotten; what waits for them, waits for the peer as a whole.
    fn make_room(&mut self) {
        while let Some(mut client) = self.clients.take_surplus() {
            self.whole.take_over_waiting(&mut client);
        }
    }

    /// The client a line names; none if it names none, or is for another client of ours.
    fn address(&self, line: &str) -> Option<Address> {
        let (tags, kind) = match classify(line) {
            Line::Encoded(body) => {
                let header = read_header(body)?;
                (header.tags()?, Some(header.kind()))
            }
            Line::Fragment(rest) => (Fragment::read(rest).ok()?.tags?, None),
            Line::Query(_) | Line::Error(_) | Line::Plain { .. } => return None,
        };
        let Tags { sender, receiver } = tags;
        let for_us = receiver == 0 || receiver == self.whole.our_tag().number();
        let sender = InstanceTag::new(sender).filter(|_| for_us)?;
        Some(kind.map_or(Address::Piece(sender), |kind| {
            Address::Message(sender, kind)
        }))
    }
}

impl Address {
    fn sender(self) -> InstanceTag {
        match self {
            Self::Message(sender, _) | Self::Piece(sender) => sender,
        }
    }
}

/// If this client was the first to answer our commit to all, the peer as a whole is sent it no more: what is opened
/// commits to nothing.
fn note_answer(
    offer: &mut Option<Offer>,
    client: &Conversation,
    whole: &mut Conversation,
    now: Timestamp,
) {
    if let Some(offer) = offer
        && offer.is_answered_by(client, now)
    {
        whole.forget_commit(offer.commit());
    }
}

/// The head of an encoded message, from the letters that hold it: 11 bytes are in the first 16.
fn read_header(body: &str) -> Option<Header> {
    let start = body.get(..16)?;
    let bytes = armor::read(&format!("{start}.")).ok()?;
    Header::read(&mut Reader::new(&bytes)).ok()
}
