//! What is known of categories at the desk: it is read from the edge when a chat is looked at.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use hushdesk_protocol::ids::{ChatId, QueueName};
use hushdesk_protocol::rest::{GetHistoryChat, GetQueueCategories, QueueCategories};
use hushdesk_protocol::text::Category;
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Filing;
use super::outbox::Outbox;
use crate::components::use_say;

/// Milliseconds after which the archive has heard of a chat that was claimed a moment ago.
const HEARD_MILLIS: u32 = 1_000;

/// How often it is asked whether it has.
const TRIES: u32 = 5;

/// What is known.
#[derive(Clone, Debug, Default, PartialEq)]
struct Known {
    queues: BTreeMap<QueueName, (Rc<Vec<Category>>, bool)>,
    chats: BTreeMap<ChatId, BTreeSet<Category>>,
}

enum Action {
    Queue(QueueName, QueueCategories),
    /// The archive has said this of a chat. What was chosen meanwhile stays.
    Read(ChatId, BTreeSet<Category>),
    Chosen(ChatId, BTreeSet<Category>),
}

impl Reducible for Known {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut known = Rc::unwrap_or_clone(self);
        match action {
            Action::Queue(queue, read) => {
                let categories = (Rc::new(read.categories), read.required);
                known.queues.insert(queue, categories);
            }
            Action::Read(chat, chosen) => {
                known.chats.entry(chat).or_insert(chosen);
            }
            Action::Chosen(chat, chosen) => {
                known.chats.insert(chat, chosen);
            }
        }
        Rc::new(known)
    }
}

/// What is known, and what is on its way to the archive.
#[derive(Clone, PartialEq)]
struct Store {
    known: UseReducerHandle<Known>,
    outbox: Rc<Outbox>,
    /// What is being read: two places that show the same chat ask once.
    reading: Rc<RefCell<BTreeSet<(QueueName, ChatId)>>>,
}

/// Around all that shows categories.
#[derive(Debug, Properties, PartialEq)]
pub(in crate::desk) struct CategoriesProviderProps {
    pub(in crate::desk) children: Html,
}

/// Keeps what is known of them.
#[component]
pub(in crate::desk) fn CategoriesProvider(props: &CategoriesProviderProps) -> Html {
    let known = use_reducer_eq(Known::default);
    let outbox = use_memo((), |()| Outbox::default());
    let reading = use_memo((), |()| RefCell::default());
    let store = Store {
        known,
        outbox,
        reading,
    };
    html! {
        <ContextProvider<Store> context={store}>{ props.children.clone() }</ContextProvider<Store>>
    }
}

/// What can be chosen for a chat and what is, and what chooses.
#[hook]
pub(in crate::desk) fn use_categories(
    queue: Option<&QueueName>,
    chat: &ChatId,
) -> (Filing, Callback<(Category, bool)>) {
    let store = use_context::<Store>();
    let say = use_say();
    {
        let store = store.clone();
        use_effect_with((queue.cloned(), chat.clone()), move |(queue, chat)| {
            if let (Some(store), Some(queue)) = (store, queue) {
                store.look_at(queue, chat);
            }
        });
    }
    let filing = store.as_ref().zip(queue);
    let filing = filing.map(|(store, queue)| store.known.filing(queue, chat));
    let filing = filing.unwrap_or_default();
    let onchoose = {
        let (chat, read) = (chat.clone(), filing.chosen.clone());
        Callback::from(move |pressed| {
            let Some((store, read)) = store.as_ref().zip(read.as_ref()) else {
                return;
            };
            let (known, say) = (store.known.dispatcher(), say.clone());
            let refused = {
                let (known, chat) = (known.clone(), chat.clone());
                move |kept| {
                    known.dispatch(Action::Chosen(chat.clone(), kept));
                    say.emit(texts::categories::not_taken().into());
                }
            };
            let chosen = store.outbox.choose(&chat, read, pressed, refused);
            known.dispatch(Action::Chosen(chat.clone(), chosen));
        })
    };
    (filing, onchoose)
}

impl Store {
    /// Reads what is not known of a chat and its queue, unless somebody does.
    fn look_at(self, queue: &QueueName, chat: &ChatId) {
        let known = &self.known;
        let has_all = known.queues.contains_key(queue) && known.chats.contains_key(chat);
        let place = (queue.clone(), chat.clone());
        if has_all || !self.reading.borrow_mut().insert(place.clone()) {
            return;
        }
        spawn_local(async move {
            let (queue, chat) = place.clone();
            read(self.known.dispatcher(), queue, chat).await;
            self.reading.borrow_mut().remove(&place);
        });
    }
}

impl Known {
    fn filing(&self, queue: &QueueName, chat: &ChatId) -> Filing {
        let (categories, required) = self.queues.get(queue).cloned().unwrap_or_default();
        Filing {
            categories,
            required,
            chosen: self.chats.get(chat).cloned(),
        }
    }
}

/// Reads what the queue has, and what was chosen before: by a colleague, or in another window. What cannot be read is not there.
async fn read(known: UseReducerDispatcher<Known>, queue: QueueName, chat: ChatId) {
    let ask = GetQueueCategories {
        queue: queue.clone(),
    };
    let Ok(categories) = api::ask(&ask, &()).await else {
        return;
    };
    let has_some = !categories.categories.is_empty();
    known.dispatch(Action::Queue(queue, categories));
    let ask = GetHistoryChat { chat: chat.clone() };
    if has_some && let Ok(row) = heard(async || api::ask(&ask, &()).await).await {
        let chosen = row.categories.into_iter().collect();
        known.dispatch(Action::Read(chat, chosen));
    }
}

/// Asks the archive about a chat, and again, if it has not heard yet that the operator holds it.
pub(super) async fn heard<T>(ask: impl AsyncFn() -> Result<T, Trouble>) -> Result<T, Trouble> {
    for _ in 1..TRIES {
        match ask().await {
            Err(trouble) if trouble.is_not_found() => TimeoutFuture::new(HEARD_MILLIS).await,
            answer => return answer,
        }
    }
    ask().await
}
