//! What is known of categories at the desk: it is read from the edge when a chat is looked at, and said to it when something is
//! chosen. It only carries.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use hushdesk_protocol::ids::{ChatId, QueueName};
use hushdesk_protocol::rest::{
    ChatCategories, GetHistoryChat, GetQueueCategories, PutChatCategories, QueueCategories,
};
use hushdesk_protocol::text::Category;
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Filing;
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
    Chat(ChatId, BTreeSet<Category>),
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
            Action::Chat(chat, chosen) => {
                known.chats.insert(chat, chosen);
            }
        }
        Rc::new(known)
    }
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
    html! {
        <ContextProvider<UseReducerHandle<Known>> context={known}>{ props.children.clone() }</ContextProvider<UseReducerHandle<Known>>>
    }
}

/// What can be chosen for a chat and what is, and what chooses.
#[hook]
pub(in crate::desk) fn use_categories(
    queue: Option<&QueueName>,
    chat: &ChatId,
) -> (Filing, Callback<Category>) {
    let known = use_context::<UseReducerHandle<Known>>();
    let say = use_say();
    {
        let known = known.clone();
        use_effect_with((queue.cloned(), chat.clone()), move |(queue, chat)| {
            if let (Some(known), Some(queue)) = (known, queue)
                && !known.chats.contains_key(chat)
            {
                spawn_local(read(known.dispatcher(), queue.clone(), chat.clone()));
            }
        });
    }
    let filing = known
        .as_ref()
        .zip(queue)
        .map(|(known, queue)| known.filing(queue, chat))
        .unwrap_or_default();
    let onchoose = {
        let (chat, filing) = (chat.clone(), filing.clone());
        Callback::from(move |category| {
            if let Some(known) = &known {
                let (before, after) = (filing.chosen.clone(), filing.toggled(&category));
                let (known, chat, say) = (known.dispatcher(), chat.clone(), say.clone());
                known.dispatch(Action::Chat(chat.clone(), after.clone()));
                spawn_local(async move {
                    if told(&chat, after).await.is_err() {
                        known.dispatch(Action::Chat(chat, before));
                        say.emit(texts::categories::not_taken().into());
                    }
                });
            }
        })
    };
    (filing, onchoose)
}

impl Known {
    fn filing(&self, queue: &QueueName, chat: &ChatId) -> Filing {
        let (categories, required) = self.queues.get(queue).cloned().unwrap_or_default();
        Filing {
            categories,
            required,
            chosen: self.chats.get(chat).cloned().unwrap_or_default(),
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
    if has_some {
        let ask = GetHistoryChat { chat: chat.clone() };
        if let Ok(row) = api::ask(&ask, &()).await {
            let chosen = row.categories.into_iter().collect();
            known.dispatch(Action::Chat(chat, chosen));
        }
    }
}

/// Tells the archive what is chosen. It may not have heard of the chat yet.
async fn told(chat: &ChatId, categories: BTreeSet<Category>) -> Result<(), Trouble> {
    let place = PutChatCategories { chat: chat.clone() };
    let body = ChatCategories { categories };
    let mut tries = TRIES;
    loop {
        tries = tries.saturating_sub(1);
        match api::ask(&place, &body).await {
            Err(trouble) if tries > 0 && trouble.is_not_found() => {
                TimeoutFuture::new(HEARD_MILLIS).await;
            }
            told => return told,
        }
    }
}
