//! The conversations with single clients: which is meant, and which has to go when they are too many.

use crate::{
    conversation::{Conversation, Elsewhere, State},
    instance_tag::InstanceTag,
    limits::{INSTANCES_MAX, NEWCOMERS_MAX},
};

/// One conversation for each client; that which authentic words came from last stands at the end.
#[derive(Debug, Default)]
pub(super) struct Clients(Vec<Conversation>);

impl Clients {
    pub(super) fn each(&mut self) -> impl Iterator<Item = &mut Conversation> {
        self.0.iter_mut()
    }

    pub(super) fn get_mut(&mut self, tag: InstanceTag) -> Option<&mut Conversation> {
        self.each().find(|client| client.their_tag() == Some(tag))
    }

    pub(super) fn add(&mut self, client: Conversation) {
        self.0.push(client);
    }

    /// Authentic words came from this client.
    pub(super) fn heard_from(&mut self, tag: InstanceTag) {
        let place = self.place(|client| client.their_tag() == Some(tag));
        if let Some(place) = place {
            let client = self.0.remove(place);
            self.0.push(client);
        }
    }

    /// The private client heard from last, else the one of those that ended.
    pub(super) fn best(&mut self) -> Option<&mut Conversation> {
        let place = [is_encrypted, is_finished]
            .into_iter()
            .find_map(|wanted| self.0.iter().rposition(wanted));
        self.0.get_mut(place?)
    }

    /// How far they are, all together.
    pub(super) fn how_far(&self) -> Elsewhere {
        if self.0.iter().any(is_encrypted) {
            Elsewhere::Encrypted
        } else if self.0.iter().any(is_finished) {
            Elsewhere::Finished
        } else {
            Elsewhere::Plaintext
        }
    }

    /// Takes out one of too many: of those that have proved nothing the oldest; else one that ended; else the
    /// private one not heard from longest. Newcomers, who may be anybody, never push out one of the others.
    pub(super) fn take_surplus(&mut self) -> Option<Conversation> {
        let newcomers = self.0.iter().filter(|client| is_newcomer(client)).count();
        let place = if newcomers > NEWCOMERS_MAX {
            self.place(is_newcomer)
        } else if self.0.len() - newcomers > INSTANCES_MAX {
            self.place(is_finished).or_else(|| self.place(is_encrypted))
        } else {
            None
        };
        Some(self.0.remove(place?))
    }

    fn place(&self, wanted: impl FnMut(&Conversation) -> bool) -> Option<usize> {
        self.0.iter().position(wanted)
    }
}

fn is_newcomer(client: &Conversation) -> bool {
    client.state() == State::Plaintext
}

fn is_encrypted(client: &Conversation) -> bool {
    matches!(client.state(), State::Encrypted { .. })
}

fn is_finished(client: &Conversation) -> bool {
    client.state() == State::Finished
}
