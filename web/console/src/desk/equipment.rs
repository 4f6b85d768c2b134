//! What an operator sits down with: their key, and what this window has kept of their conversations.

use std::collections::BTreeMap;
use std::rc::Rc;

use hushdesk_protocol::ids::{ChatId, OperatorName, QueueName};
use hushdesk_protocol::rest::{QueueTitle, Session};
use hushdesk_protocol::text::DisplayName;
use hushdesk_web::session::operator_session::KeptChat;
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use zeroize::Zeroizing;

use crate::keeper::Keeper;
use crate::keys::{self, Found, KeptKey, OwnKey};

/// The name under which it is kept where the operator was in the desk.
const PLACE: &str = "place";

/// What an operator sits down with.
#[derive(Clone)]
pub(crate) struct Equipment(Rc<Parts>);

struct Parts {
    own_key: OwnKey,
    keeper: Keeper,
    place: Place,
    chats: BTreeMap<QueueName, Vec<KeptChat>>,
}

/// Where an operator was in the desk, so far as it is nobody else's business.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
pub(crate) struct Place {
    /// What has been written and not sent.
    pub(crate) drafts: BTreeMap<ChatId, String>,
    /// What the operator calls guests.
    #[serde(default)]
    pub(crate) nicknames: BTreeMap<ChatId, DisplayName>,
    /// What has not been seen.
    pub(crate) unread: BTreeMap<ChatId, usize>,
    /// The queues at which there are conversations.
    pub(crate) queues: Vec<QueueTitle>,
}

/// The same things.
impl PartialEq for Equipment {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Equipment {
    /// What there is beside this key.
    async fn with(own_key: OwnKey, keeper: Keeper) -> Self {
        let place = keeper.read(PLACE).await;
        let place: Place = place
            .and_then(|kept| serde_json::from_slice(&kept).ok())
            .unwrap_or_default();
        let mut chats = BTreeMap::<QueueName, Vec<KeptChat>>::new();
        for name in keeper.names(CHATS) {
            let kept = keeper.read(&name).await;
            let kept = kept.and_then(|kept| KeptChat::from_bytes(&kept));
            if let (Some(queue), Some(kept)) = (queue_of(&name), kept) {
                chats.entry(queue).or_default().push(kept);
            }
        }
        Self(Rc::new(Parts {
            own_key,
            keeper,
            place,
            chats,
        }))
    }

    /// The operator's key.
    pub(crate) fn own_key(&self) -> &OwnKey {
        &self.0.own_key
    }

    /// Where this window keeps the operator's things.
    pub(crate) fn keeper(&self) -> &Keeper {
        &self.0.keeper
    }

    /// Where the operator was.
    pub(crate) fn place(&self) -> &Place {
        &self.0.place
    }

    /// Whether there were conversations in this window.
    pub(crate) fn has_conversations(&self) -> bool {
        !self.0.chats.is_empty()
    }

    /// Begins anew if a later page of this window has kept something.
    pub(crate) fn go_on_from_what_is_kept(&self) {
        self.0.keeper.go_on_from_what_is_kept();
    }

    /// Keeps where the operator is.
    pub(crate) fn keep_place(&self, place: &Place) {
        if let Ok(json) = serde_json::to_vec(place) {
            self.0.keeper.write_soon(PLACE, Zeroizing::new(json));
        }
    }

    /// The chats that were kept of a queue.
    pub(super) fn chats(&self, queue: &QueueName) -> Vec<KeptChat> {
        self.0.chats.get(queue).cloned().unwrap_or_default()
    }

    /// Keeps a chat in place of what was kept of it before.
    pub(super) async fn keep_chat(&self, queue: &QueueName, chat: &KeptChat) {
        let value = Zeroizing::new(chat.to_bytes());
        self.0
            .keeper
            .write(&name_of(queue, chat.chat()), value)
            .await;
    }

    /// Keeps nothing of a chat any more.
    pub(super) fn forget_chat(&self, queue: &QueueName, chat: &ChatId) {
        self.0.keeper.forget(&name_of(queue, chat));
    }

    /// The queues of which something was kept and that are none of these.
    pub(super) fn other_queues(&self, queues: &[QueueTitle]) -> Vec<QueueTitle> {
        let kept = self.0.place.queues.iter();
        kept.filter(|kept| queues.iter().all(|queue| queue.name != kept.name))
            .filter(|kept| self.0.chats.contains_key(&kept.name))
            .cloned()
            .collect()
    }
}

/// How the names begin under which chats are kept.
const CHATS: &str = "chat/";

/// A queue's name has no slash in it.
fn name_of(queue: &QueueName, chat: &ChatId) -> String {
    format!("{CHATS}{queue}/{}", chat.as_str())
}

fn queue_of(name: &str) -> Option<QueueName> {
    let (queue, _) = name.strip_prefix(CHATS)?.split_once('/')?;
    queue.parse().ok()
}

/// How far it is with an operator's things.
#[derive(Clone, PartialEq)]
pub(crate) enum Finding {
    /// They are being looked for.
    Coming,
    /// They wait for a passphrase.
    Locked(LockedKeys),
    /// They are here.
    Here(Equipment),
}

/// Keys of an operator that none of is unlocked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct LockedKeys {
    /// The keys.
    pub(crate) kept: Vec<KeptKey>,
    /// Where this window keeps the operator's things.
    pub(crate) keeper: Keeper,
}

/// An operator's things. What takes a key, once there is one after all, comes with them.
#[hook]
pub(crate) fn use_equipment(session: &Rc<Session>) -> (Finding, Callback<(OwnKey, Keeper)>) {
    let found = use_state(|| None::<(OperatorName, Finding)>);
    let whose = session.name.clone();
    let ontake = {
        let (setter, whose) = (found.setter(), whose.clone());
        Callback::from(move |(own_key, keeper)| {
            let (setter, whose) = (setter.clone(), whose.clone());
            spawn_local(async move {
                let equipment = Equipment::with(own_key, keeper).await;
                setter.set(Some((whose, Finding::Here(equipment))));
            });
        })
    };
    {
        let (setter, session, ontake) = (found.setter(), session.clone(), ontake.clone());
        use_effect_with(whose.clone(), move |whose| {
            let whose = whose.clone();
            spawn_local(async move {
                let keeper = Keeper::open(&session.name).await;
                match keys::find(&session, &keeper).await {
                    Found::Key(own_key) => ontake.emit((own_key, keeper)),
                    Found::Locked(kept) => {
                        let locked = LockedKeys { kept, keeper };
                        setter.set(Some((whose, Finding::Locked(locked))));
                    }
                }
            });
        });
    }
    let found = (*found).clone();
    let finding = found
        .filter(|(of, _)| *of == whose)
        .map_or(Finding::Coming, |(_, finding)| finding);
    (finding, ontake)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_is_kept_under_a_name_that_tells_its_queue() {
        let queue: QueueName = "maps.and.plans".parse().unwrap();
        let name = name_of(&queue, &ChatId::from_bytes([7; 16]));
        assert_eq!(queue_of(&name), Some(queue));
        assert_eq!(queue_of("place"), None);
        assert_eq!(queue_of("key"), None);
    }
}
