//! All chats, and what of them has to be stored after a call.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::ids::{ChatId, Number, OperatorName, QueueName};

use crate::chat::Chat;
use crate::chat::index::{Index, Sums};
use crate::effect::Effect;
use crate::stored::{Key, Stored, StoredChat, StoredEntry};

/// The chats by their ids. Whoever wants to change one says so, by [`Chats::edit`], and the difference is
/// what has to be stored.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Chats {
    chats: BTreeMap<ChatId, Chat>,
    index: Index,
    /// The chat that was edited last: the index may not know it as it is now.
    edited: Option<ChatId>,
    /// The chats that have changed since their deadlines were noted.
    touched: BTreeSet<ChatId>,
    before: BTreeMap<ChatId, Option<StoredChat>>,
    removed: Vec<Key>,
}

impl Chats {
    /// Chats as they were stored, with the entries of their logs; those of a chat that is not there are left out.
    pub(crate) fn restored(
        chats: Vec<(ChatId, StoredChat)>,
        mut entries: Vec<(ChatId, StoredEntry)>,
    ) -> Self {
        let chats = chats.into_iter();
        let chats = chats.map(|(id, stored)| (id, Chat::restored(stored)));
        let mut restored = Self {
            chats: chats.collect(),
            ..Self::default()
        };
        entries.sort_by_key(|(_, stored)| stored.entry.seq);
        for (id, stored) in entries {
            if let Some(chat) = restored.chats.get_mut(&id) {
                chat.restore_entry(stored);
            }
        }
        for (id, chat) in &restored.chats {
            restored.index.note(id, Some(chat));
        }
        restored
    }

    /// A chat to look at.
    pub(crate) fn get(&self, id: &ChatId) -> Option<&Chat> {
        self.chats.get(id)
    }

    /// All chats to look at. Not for what happens often: it costs what chats there are.
    pub(crate) const fn all(&self) -> &BTreeMap<ChatId, Chat> {
        &self.chats
    }

    /// Sums over all of them.
    pub(crate) fn sums(&self) -> Sums {
        match &self.edited {
            Some(id) => self.index.sums_with(id, self.chats.get(id)),
            None => self.index.sums(),
        }
    }

    /// The running chats an operator holds, in the order of their ids.
    pub(crate) fn held_by<'a>(
        &'a self,
        operator: &OperatorName,
    ) -> impl Iterator<Item = (&'a ChatId, &'a Chat)> {
        self.now(self.index.held_by(operator), |chat| {
            chat.is_running() && chat.is_with(operator)
        })
    }

    /// Tells how many running chats an operator holds, without a walk through them.
    pub(crate) fn loads(&self) -> impl Fn(&OperatorName) -> usize {
        let edited = self.edited.as_ref();
        let noted = edited.and_then(|id| self.index.holder_of(id));
        let chat = edited.and_then(|id| self.chats.get(id));
        let hold = chat.filter(|chat| chat.is_running()).and_then(Chat::hold);
        let holder = hold.map(|hold| &hold.seat.operator);
        move |operator| {
            let others = self.index.load_of(operator);
            let others = others.saturating_sub(usize::from(noted == Some(operator)));
            others + usize::from(holder == Some(operator))
        }
    }

    /// The chats an operator held at their end, in the order of their ids.
    pub(crate) fn left_by<'a>(
        &'a self,
        operator: &OperatorName,
    ) -> impl Iterator<Item = (&'a ChatId, &'a Chat)> {
        self.now(self.index.left_by(operator), |chat| {
            chat.is_over() && chat.is_with(operator)
        })
    }

    /// The chats that wait or are handed on, in the order of their ids.
    pub(crate) fn offered(&self) -> impl Iterator<Item = (&ChatId, &Chat)> {
        self.now(self.index.offered().iter(), Chat::is_offered)
    }

    /// Those that the index names, and the one it may not know, if they are so.
    fn now<'a>(
        &'a self,
        noted: impl Iterator<Item = &'a ChatId>,
        is_so: impl Fn(&Chat) -> bool,
    ) -> impl Iterator<Item = (&'a ChatId, &'a Chat)> {
        let ids: BTreeSet<&ChatId> = noted.chain(&self.edited).collect();
        let chats = ids.into_iter();
        let chats = chats.filter_map(|id| self.chats.get(id).map(|chat| (id, chat)));
        let chats: Vec<_> = chats.filter(|(_, chat)| is_so(chat)).collect();
        chats.into_iter()
    }

    /// A chat to be changed.
    pub(crate) fn edit(&mut self, id: &ChatId) -> Option<&mut Chat> {
        self.settle(Some(id));
        let chat = self.chats.get_mut(id)?;
        if !self.before.contains_key(id) {
            let before = Some(chat.head.clone());
            self.before.insert(id.clone(), before);
        }
        Some(chat)
    }

    /// A new chat, or one that has come back to where it once was.
    pub(crate) fn insert(&mut self, id: ChatId, mut chat: Chat) {
        self.settle(Some(&id));
        self.before.insert(id.clone(), None);
        if let Some(former) = self.chats.get(&id) {
            chat.replace(former);
        }
        self.chats.insert(id, chat);
    }

    /// Deletes a chat with its log.
    pub(crate) fn remove(&mut self, id: &ChatId) {
        self.settle(Some(id));
        if let Some(chat) = self.chats.remove(id) {
            self.before.remove(id);
            let entries = chat.places().map(|seq| Key::Entry(id.clone(), seq));
            self.removed.extend(entries);
            self.removed.push(Key::Chat(id.clone()));
        }
    }

    /// The chat to be forgotten early, if more than `max` are over.
    pub(crate) fn over_beyond(&mut self, max: usize) -> Option<ChatId> {
        self.settle(None);
        let (count, first) = self.index.over();
        first.filter(|_| count > max).cloned()
    }

    /// The chat whose undelivered texts are to be given up, if those of chats that are over have more than `max` bytes
    /// together.
    pub(crate) fn left_over_beyond(&mut self, max: usize) -> Option<ChatId> {
        self.settle(None);
        let (bytes, first) = self.index.left_over();
        first.filter(|_| bytes > max).cloned()
    }

    /// The chats that have changed, come or gone since the last call.
    pub(crate) fn take_touched(&mut self) -> BTreeSet<ChatId> {
        self.settle(None);
        std::mem::take(&mut self.touched)
    }

    /// As if all had changed.
    pub(crate) fn touch_all(&mut self) {
        self.touched.extend(self.chats.keys().cloned());
    }

    /// What has to be stored and deleted since the last call, and what this queue, if it knows its name, has to tell the
    /// archive.
    pub(crate) fn take_changes(&mut self, queue: Option<&QueueName>) -> Vec<Effect> {
        self.settle(None);
        let mut effects: Vec<Effect> = self.removed.drain(..).map(Effect::Forget).collect();
        for (id, before) in std::mem::take(&mut self.before) {
            let told = before.as_ref().map_or(Number(0), |it| it.story.revision);
            if let Some(chat) = self.chats.get_mut(&id) {
                let news = queue.filter(|_| chat.head().story.revision > told);
                let news = news.map(|queue| Box::new(chat.head().to_archive(&id, queue)));
                let (row, entries) = chat.take_changes(before);
                effects.extend(row.map(|row| Effect::Store(Stored::Chat(id.clone(), row))));
                effects.extend(entries.into_iter().map(|(seq, entry)| match entry {
                    Some(entry) => Effect::Store(Stored::Entry(id.clone(), entry)),
                    None => Effect::Forget(Key::Entry(id.clone(), seq)),
                }));
                effects.extend(chat.take_retained().map(Effect::Retain));
                effects.extend(news.map(Effect::Tell));
            }
        }
        effects
    }

    /// Lets the index know the chat that was edited last, and that `next` is about to be.
    fn settle(&mut self, next: Option<&ChatId>) {
        if self.edited.as_ref() == next {
            return;
        }
        if let Some(id) = self.edited.take() {
            self.index.note(&id, self.chats.get(&id));
        }
        if let Some(id) = next {
            self.edited = Some(id.clone());
            self.touched.insert(id.clone());
        }
    }
}
