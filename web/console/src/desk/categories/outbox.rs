//! What is chosen on its way to the archive: of each chat one thing after the other, and always the latest.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{ChatCategories, PutChatCategories};
use hushdesk_protocol::text::Category;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;

use super::store::heard;

/// What is wanted of each chat for which something is on its way.
#[derive(Default)]
pub(super) struct Outbox(Rc<RefCell<BTreeMap<ChatId, BTreeSet<Category>>>>);

impl PartialEq for Outbox {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Outbox {
    /// This is to be kept of a chat of which `stored` is. If it is not taken, `refused` is told what is kept instead.
    pub(super) fn post(
        &self,
        chat: &ChatId,
        stored: BTreeSet<Category>,
        wanted: BTreeSet<Category>,
        refused: impl Fn(BTreeSet<Category>) + 'static,
    ) {
        let is_busy = self.0.borrow_mut().insert(chat.clone(), wanted).is_some();
        if !is_busy {
            let (all, chat) = (self.0.clone(), chat.clone());
            spawn_local(async move {
                if let Err(stored) = send_all(&all, &chat, stored).await {
                    refused(stored);
                }
            });
        }
    }
}

/// Sends what is wanted until nothing else is. Fails with what is kept.
async fn send_all(
    all: &RefCell<BTreeMap<ChatId, BTreeSet<Category>>>,
    chat: &ChatId,
    mut stored: BTreeSet<Category>,
) -> Result<(), BTreeSet<Category>> {
    loop {
        // What is sent is looked up at each try: something else may be wanted by then.
        let sent = heard(async || {
            let wanted = all.borrow().get(chat).cloned().unwrap_or_default();
            told(chat, wanted).await
        });
        match sent.await {
            Ok(sent) => stored = sent,
            Err(_) => {
                all.borrow_mut().remove(chat);
                return Err(stored);
            }
        }
        let is_done = all.borrow().get(chat) == Some(&stored);
        if is_done {
            all.borrow_mut().remove(chat);
            return Ok(());
        }
    }
}

async fn told(
    chat: &ChatId,
    categories: BTreeSet<Category>,
) -> Result<BTreeSet<Category>, Trouble> {
    let place = PutChatCategories { chat: chat.clone() };
    let body = ChatCategories { categories };
    api::ask(&place, &body).await.map(|()| body.categories)
}
