//! All chats, and what of them has to be stored after a call.

use std::collections::BTreeMap;

use hushdesk_protocol::ids::ChatId;

use crate::chat::Chat;
use crate::effect::Effect;
use crate::record::{ChatRecord, Key, Record, Stage};

/// The chats by their ids. Whoever wants to change one says so, by [`Chats::edit`], and the difference is
/// what has to be stored.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Chats {
    chats: BTreeMap<ChatId, Chat>,
    before: BTreeMap<ChatId, Option<ChatRecord>>,
    removed: Vec<Key>,
}

impl Chats {
    /// A chat as it was stored, without its log.
    pub(crate) fn restore(&mut self, id: ChatId, record: ChatRecord) {
        self.chats.insert(id, Chat::restored(record));
    }

    /// A chat to be filled with the log that was stored.
    pub(crate) fn restoring(&mut self, id: &ChatId) -> Option<&mut Chat> {
        self.chats.get_mut(id)
    }

    /// A chat to look at.
    pub(crate) fn get(&self, id: &ChatId) -> Option<&Chat> {
        self.chats.get(id)
    }

    /// All chats to look at.
    pub(crate) const fn all(&self) -> &BTreeMap<ChatId, Chat> {
        &self.chats
    }

    /// How many run here, or are on their way to another queue.
    pub(crate) fn here(&self) -> usize {
        self.chats.values().filter(|chat| !chat.is_over()).count()
    }

    /// The bytes of all texts in all logs.
    pub(crate) fn bytes(&self) -> usize {
        self.chats.values().map(|chat| chat.log.bytes()).sum()
    }

    /// A chat to be changed.
    pub(crate) fn edit(&mut self, id: &ChatId) -> Option<&mut Chat> {
        let chat = self.chats.get_mut(id)?;
        self.before
            .entry(id.clone())
            .or_insert_with(|| Some(chat.record.clone()));
        Some(chat)
    }

    /// A new chat, or one that has come back to where it once was.
    pub(crate) fn insert(&mut self, id: ChatId, mut chat: Chat) {
        self.before.entry(id.clone()).or_insert(None);
        if let Some(former) = self.chats.get(&id) {
            chat.log.take_the_place_of(&former.log);
        }
        self.chats.insert(id, chat);
    }

    /// Deletes a chat with its log.
    pub(crate) fn remove(&mut self, id: &ChatId) {
        if let Some(chat) = self.chats.remove(id) {
            self.before.remove(id);
            let entries = chat.log.places().map(|seq| Key::Entry(id.clone(), seq));
            self.removed.extend(entries);
            self.removed.push(Key::Chat(id.clone()));
        }
    }

    /// The chat to be forgotten early, if more than `max` are over: another queue may still speak of one that has
    /// been handed on, so that comes last.
    pub(crate) fn over_beyond(&self, max: usize) -> Option<ChatId> {
        let over = self
            .chats
            .iter()
            .filter_map(|(id, chat)| match chat.record.stage {
                Stage::Ended { at, .. } | Stage::Moved { at, .. } => {
                    Some((chat.has_been_handed_on(), at, id))
                }
                Stage::Waiting(_) | Stage::Held(_) | Stage::Departed { .. } => None,
            });
        let (count, first) = over.fold((0_usize, None), |(count, first), one| {
            (count + 1, Some(first.map_or(one, |first| one.min(first))))
        });
        first.filter(|_| count > max).map(|(_, _, id)| id.clone())
    }

    /// What has to be stored and deleted since the last call.
    pub(crate) fn take_changes(&mut self) -> Vec<Effect> {
        let mut effects: Vec<Effect> = self.removed.drain(..).map(Effect::Forget).collect();
        for (id, before) in std::mem::take(&mut self.before) {
            if let Some(chat) = self.chats.get_mut(&id) {
                if before.as_ref() != Some(&chat.record) {
                    let record = Box::new(chat.record.clone());
                    effects.push(Effect::Store(Record::Chat(id.clone(), record)));
                }
                for seq in chat.log.take_changed() {
                    effects.push(chat.log.record_at(seq).map_or_else(
                        || Effect::Forget(Key::Entry(id.clone(), seq)),
                        |entry| Effect::Store(Record::Entry(id.clone(), entry)),
                    ));
                }
            }
        }
        effects
    }
}
