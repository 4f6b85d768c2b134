//! What is chosen, and on its way to the archive: of each chat one thing after the other, and always the latest.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{ChatCategories, PutChatCategories};
use hushdesk_protocol::text::Category;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;

use super::store::heard;

/// What is chosen of each chat of which anything was.
#[derive(Default)]
pub(super) struct Outbox(Rc<RefCell<BTreeMap<ChatId, Choice>>>);

/// What is chosen of one chat. A press counts from what was pressed before, whether or not that has been drawn.
#[derive(Debug, Eq, PartialEq)]
struct Choice {
    wanted: BTreeSet<Category>,
    kept: BTreeSet<Category>,
    is_on_its_way: bool,
}

impl Choice {
    fn of(kept: BTreeSet<Category>) -> Self {
        Self {
            wanted: kept.clone(),
            kept,
            is_on_its_way: false,
        }
    }

    fn set(&mut self, category: Category, on: bool) {
        if on {
            self.wanted.insert(category);
        } else {
            self.wanted.remove(&category);
        }
    }

    /// Whether it has to be sent, by whoever asks first.
    const fn is_to_be_sent(&mut self) -> bool {
        !std::mem::replace(&mut self.is_on_its_way, true)
    }

    /// This has been kept. Whether that is all that is wanted.
    fn is_done(&mut self, kept: BTreeSet<Category>) -> bool {
        self.kept = kept;
        self.is_on_its_way = self.wanted != self.kept;
        !self.is_on_its_way
    }

    /// It is not taken. What is kept instead.
    fn refused(&mut self) -> BTreeSet<Category> {
        self.is_on_its_way = false;
        self.wanted.clone_from(&self.kept);
        self.kept.clone()
    }
}

impl PartialEq for Outbox {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Outbox {
    /// This category of a chat is chosen, or is not any more; gives all that are. The archive is said to have `read` of it, and is
    /// told. If it does not take that, `refused` is told what is kept instead.
    pub(super) fn choose(
        &self,
        chat: &ChatId,
        read: &BTreeSet<Category>,
        (category, on): (Category, bool),
        refused: impl Fn(BTreeSet<Category>) + 'static,
    ) -> BTreeSet<Category> {
        let mut all = self.0.borrow_mut();
        let choice = all
            .entry(chat.clone())
            .or_insert_with(|| Choice::of(read.clone()));
        choice.set(category, on);
        if choice.is_to_be_sent() {
            let (all, chat) = (self.0.clone(), chat.clone());
            spawn_local(async move {
                if let Err(kept) = send_all(&all, &chat).await {
                    refused(kept);
                }
            });
        }
        choice.wanted.clone()
    }
}

/// Sends what is wanted until nothing else is. Fails with what is kept.
async fn send_all(
    all: &RefCell<BTreeMap<ChatId, Choice>>,
    chat: &ChatId,
) -> Result<(), BTreeSet<Category>> {
    loop {
        // What is sent is looked up at each try: something else may be wanted by then.
        let sent = heard(async || {
            let wanted = all.borrow().get(chat).map(|choice| choice.wanted.clone());
            told(chat, wanted.unwrap_or_default()).await
        });
        let sent = sent.await;
        let mut all = all.borrow_mut();
        let Some(choice) = all.get_mut(chat) else {
            return Ok(());
        };
        let Ok(kept) = sent else {
            return Err(choice.refused());
        };
        if choice.is_done(kept) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<Category> {
        names.iter().map(|it| it.parse().unwrap()).collect()
    }

    #[test]
    fn what_was_pressed_twice_in_a_moment_is_what_it_was() {
        let maps: Category = "Maps".parse().unwrap();
        let mut choice = Choice::of(set(&["Hours"]));
        choice.set(maps.clone(), true);
        assert!(choice.is_to_be_sent());
        choice.set(maps, false);
        assert!(!choice.is_to_be_sent(), "it is on its way");
        assert!(
            !choice.is_done(set(&["Hours", "Maps"])),
            "that is not wanted any more"
        );
        assert!(choice.is_done(set(&["Hours"])));
        assert_eq!(choice, Choice::of(set(&["Hours"])));
    }

    #[test]
    fn what_is_not_taken_is_not_wanted_any_more() {
        let mut choice = Choice::of(set(&["Hours"]));
        choice.set("Maps".parse().unwrap(), true);
        assert!(choice.is_to_be_sent());
        assert_eq!(choice.refused(), set(&["Hours"]));
        assert_eq!(choice, Choice::of(set(&["Hours"])));
    }
}
