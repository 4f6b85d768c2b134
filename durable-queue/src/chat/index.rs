//! What a queue has to know of all its chats without walking through them: how many there are, what they keep, who
//! holds which. It is read off a chat whenever that has been changed, so it cannot be out of step with it.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::ids::{ChatId, OperatorName, Timestamp};

use crate::chat::Chat;
use crate::per_end::PerEnd;
use crate::stored::Stage;

/// Sums over all chats.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) struct Sums {
    /// Those that go on here.
    pub(crate) running: usize,
    /// The same, and those that are on their way to another queue.
    pub(crate) here: usize,
    /// What is undelivered in these.
    pub(crate) kept: PerEnd,
}

/// What the index says of one chat.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Facts {
    standing: Standing,
    bytes: PerEnd,
    holder: Option<OperatorName>,
    is_offered: bool,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Standing {
    Runs,
    Leaves,
    Over { was_handed_on: bool, at: Timestamp },
}

impl Standing {
    fn of(chat: &Chat) -> Self {
        let was_handed_on = chat.has_been_handed_on();
        match *chat.stage() {
            Stage::Waiting(_) | Stage::Held(_) => Self::Runs,
            Stage::Departed { .. } => Self::Leaves,
            Stage::Moved { at, .. } | Stage::Ended { at, .. } => Self::Over { was_handed_on, at },
        }
    }
}

impl Facts {
    fn of(chat: &Chat) -> Self {
        Self {
            standing: Standing::of(chat),
            bytes: chat.bytes(),
            holder: chat.hold().map(|hold| hold.seat.operator.clone()),
            is_offered: chat.is_offered(),
        }
    }

    /// Whether a chat that is not over has changed in nothing else than what it keeps: as with each text.
    fn differ_in_bytes_only(&self, chat: &Chat) -> bool {
        let is_over = matches!(self.standing, Standing::Over { .. });
        let holder = chat.hold().map(|hold| &hold.seat.operator);
        !is_over
            && self.standing == Standing::of(chat)
            && self.is_offered == chat.is_offered()
            && self.holder.as_ref() == holder
    }

    fn sums(&self) -> Sums {
        let is_over = matches!(self.standing, Standing::Over { .. });
        Sums {
            running: usize::from(self.standing == Standing::Runs),
            here: usize::from(!is_over),
            kept: if is_over {
                PerEnd::default()
            } else {
                self.bytes
            },
        }
    }
}

impl Sums {
    const fn with(self, other: Self) -> Self {
        Self {
            running: self.running + other.running,
            here: self.here + other.here,
            kept: self.kept.with(other.kept),
        }
    }

    const fn without(self, other: Self) -> Self {
        Self {
            running: self.running.saturating_sub(other.running),
            here: self.here.saturating_sub(other.here),
            kept: self.kept.without(other.kept),
        }
    }
}

/// The facts of all chats, and what follows from them.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Index {
    facts: BTreeMap<ChatId, Facts>,
    sums: Sums,
    held: BTreeMap<OperatorName, BTreeSet<ChatId>>,
    left: BTreeMap<OperatorName, BTreeSet<ChatId>>,
    offered: BTreeSet<ChatId>,
    over: BTreeSet<(bool, Timestamp, ChatId)>,
    left_over: BTreeSet<(Timestamp, ChatId)>,
    left_over_bytes: usize,
}

impl Index {
    /// Takes note of a chat as it is now; of its end, if there is none any more.
    pub(crate) fn note(&mut self, id: &ChatId, chat: Option<&Chat>) {
        if let (Some(former), Some(chat)) = (self.facts.get_mut(id), chat)
            && former.differ_in_bytes_only(chat)
        {
            let before = former.sums();
            former.bytes = chat.bytes();
            self.sums = self.sums.without(before).with(former.sums());
            return;
        }
        if let Some(former) = self.facts.remove(id) {
            self.remove(id, &former);
        }
        if let Some(facts) = chat.map(Facts::of) {
            self.add(id, &facts);
            self.facts.insert(id.clone(), facts);
        }
    }

    /// The sums, if this chat is as it is now.
    pub(crate) fn sums_with(&self, id: &ChatId, chat: Option<&Chat>) -> Sums {
        let noted = self.facts.get(id).map(Facts::sums).unwrap_or_default();
        let now = chat.map(|chat| Facts::of(chat).sums()).unwrap_or_default();
        self.sums.without(noted).with(now)
    }

    /// The sums.
    pub(crate) const fn sums(&self) -> Sums {
        self.sums
    }

    /// The chats an operator holds.
    pub(crate) fn held_by(&self, operator: &OperatorName) -> impl Iterator<Item = &ChatId> {
        self.held.get(operator).into_iter().flatten()
    }

    /// How many chats an operator holds.
    pub(crate) fn load_of(&self, operator: &OperatorName) -> usize {
        self.held.get(operator).map_or(0, BTreeSet::len)
    }

    /// Who holds a chat.
    pub(crate) fn holder_of(&self, id: &ChatId) -> Option<&OperatorName> {
        let facts = self.facts.get(id)?;
        facts
            .holder
            .as_ref()
            .filter(|_| facts.standing == Standing::Runs)
    }

    /// The chats an operator held at their end.
    pub(crate) fn left_by(&self, operator: &OperatorName) -> impl Iterator<Item = &ChatId> {
        self.left.get(operator).into_iter().flatten()
    }

    /// The chats that wait or are handed on.
    pub(crate) const fn offered(&self) -> &BTreeSet<ChatId> {
        &self.offered
    }

    /// How many chats are over, and the one to be forgotten first: another queue may still speak of one that has been
    /// handed on, so that comes last.
    pub(crate) fn over(&self) -> (usize, Option<&ChatId>) {
        (self.over.len(), self.over.first().map(|(_, _, id)| id))
    }

    /// How many bytes are undelivered in chats that are over, and the one of them that was over first.
    pub(crate) fn left_over(&self) -> (usize, Option<&ChatId>) {
        let first = self.left_over.first().map(|(_, id)| id);
        (self.left_over_bytes, first)
    }

    fn add(&mut self, id: &ChatId, facts: &Facts) {
        self.sums = self.sums.with(facts.sums());
        if let Some(operator) = &facts.holder {
            let chats = self.of_holder(facts.standing).entry(operator.clone());
            chats.or_default().insert(id.clone());
        }
        if facts.is_offered {
            self.offered.insert(id.clone());
        }
        if let Standing::Over { was_handed_on, at } = facts.standing {
            self.over.insert((was_handed_on, at, id.clone()));
            let bytes = facts.bytes.all();
            self.left_over_bytes += bytes;
            if bytes > 0 {
                self.left_over.insert((at, id.clone()));
            }
        }
    }

    fn remove(&mut self, id: &ChatId, facts: &Facts) {
        self.sums = self.sums.without(facts.sums());
        if let Some(operator) = &facts.holder {
            let holders = self.of_holder(facts.standing);
            if let Some(chats) = holders.get_mut(operator) {
                chats.remove(id);
                if chats.is_empty() {
                    holders.remove(operator);
                }
            }
        }
        self.offered.remove(id);
        if let Standing::Over { was_handed_on, at } = facts.standing {
            self.over.remove(&(was_handed_on, at, id.clone()));
            self.left_over.remove(&(at, id.clone()));
            self.left_over_bytes = self.left_over_bytes.saturating_sub(facts.bytes.all());
        }
    }

    const fn of_holder(
        &mut self,
        standing: Standing,
    ) -> &mut BTreeMap<OperatorName, BTreeSet<ChatId>> {
        match standing {
            Standing::Runs | Standing::Leaves => &mut self.held,
            Standing::Over { .. } => &mut self.left,
        }
    }
}
