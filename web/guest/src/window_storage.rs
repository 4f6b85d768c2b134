//! What is kept in this window, and where: the chat of a snippet, and what its guest has written and not sent.

use std::cell::RefCell;
use std::rc::Rc;

use hushdesk_protocol::ids::SnippetName;
use hushdesk_web::session::guest_session::Kept;
use hushdesk_web::storage::{Slot, StorageError, Vault};
use wasm_bindgen_futures::spawn_local;

use crate::handover::{Said, Way};
use crate::told_snippet::ToldSnippet;
use crate::widget::Draft;

/// The place of one snippet's chat. Where nothing can be kept, nothing outlives the page, and chats go on all the same.
#[derive(Clone)]
pub(crate) struct WindowStorage {
    chat: Slot,
    /// What the snippet stood for when the chat was begun.
    snippet: Slot,
    draft: Slot,
    /// The ways by which it came here or went from here: there it is to be found as it is by now.
    others: Rc<RefCell<Vec<Way>>>,
}

/// All that is kept of a chat, each empty if there is none.
#[derive(Clone, Default, Eq, PartialEq)]
pub(crate) struct Stored {
    /// The session.
    pub(crate) chat: Vec<u8>,
    /// What the snippet stood for when it was begun, as JSON.
    pub(crate) snippet: Vec<u8>,
    /// What was written and not sent.
    pub(crate) draft: Vec<u8>,
}

impl Stored {
    /// The chat; none if there is none, or it cannot be read.
    pub(crate) fn chat(&self) -> Option<Kept> {
        Kept::from_bytes(&self.chat).ok()
    }

    /// What the snippet stood for when the chat was begun.
    pub(crate) fn snippet(&self) -> Option<ToldSnippet> {
        ToldSnippet::read(String::from_utf8(self.snippet.clone()).ok()?)
    }

    /// What was written and not sent; nothing if that cannot be read.
    pub(crate) fn draft(&self) -> Draft {
        draft_of(&self.draft)
    }
}

impl WindowStorage {
    /// The place of this snippet's chat in this window.
    pub(crate) async fn of(snippet: &SnippetName) -> Self {
        let vault = Vault::open().await.ok();
        let slot = |what: &str| Slot::new(vault.clone(), format!("hushdesk.{what}.{snippet}"));
        Self {
            chat: slot("chat"),
            snippet: slot("snippet"),
            draft: slot("draft"),
            others: Rc::default(),
        }
    }

    /// Whether anything outlives the page here.
    pub(crate) fn keeps(&self) -> bool {
        self.chat.keeps()
    }

    /// Whether another page of this window has kept something newer.
    pub(crate) fn is_overtaken(&self) -> bool {
        self.chat.is_overtaken() || self.draft.is_overtaken()
    }

    /// All that is kept, or is to be.
    pub(crate) async fn find(&self) -> Stored {
        Stored {
            chat: self.chat.find().await.unwrap_or_default(),
            snippet: self.snippet.find().await.unwrap_or_default(),
            draft: self.draft.find().await.unwrap_or_default(),
        }
    }

    /// Keeps what the snippet stands for, for the chat that begins now.
    pub(crate) fn keep_snippet(&self, snippet: &ToldSnippet) {
        let slot = self.snippet.clone();
        let said = snippet.as_told().to_owned();
        spawn_local(async move {
            // Without it a chat that is taken up again goes where the snippet leads then.
            let _kept = slot.keep(said.as_bytes()).await;
        });
    }

    /// Keeps the chat in place of the one before.
    pub(crate) async fn keep(&self, kept: &Kept) -> Result<(), StorageError> {
        let chat = kept.to_bytes();
        self.chat.keep(&chat).await?;
        self.tell_others(&Said::Kept(chat), None);
        Ok(())
    }

    /// The same for another page; nothing if there is no chat.
    pub(crate) async fn find_for_another(&self) -> Option<Stored> {
        let stored = self.find().await;
        (!stored.chat.is_empty()).then_some(stored)
    }

    /// Keeps a chat that another page had, to which `origin` leads.
    pub(crate) async fn keep_from(&self, stored: Stored, origin: Way) -> Result<(), StorageError> {
        let slots = [&self.snippet, &self.draft, &self.chat];
        let values = [stored.snippet, stored.draft, stored.chat];
        for (slot, value) in slots.into_iter().zip(values) {
            slot.keep(&value).await?;
        }
        self.lead_to(origin);
        Ok(())
    }

    /// From now on what is kept here is told there too.
    pub(crate) fn lead_to(&self, other: Way) {
        self.others.borrow_mut().push(other);
    }

    /// Keeps the chat as it is by now in the page in which it goes on, from which it came by this way. Pages that had it before
    /// learn of it in turn.
    pub(crate) async fn follow(&self, chat: Vec<u8>, from: &Way) {
        // What cannot be kept is found all the same as long as this page is there.
        let _kept = self.chat.keep(&chat).await;
        self.tell_others(&Said::Kept(chat), Some(from));
    }

    /// The same of the draft.
    pub(crate) fn follow_draft(&self, draft: Draft, from: &Way) {
        self.put_draft(draft, Some(from));
    }

    /// Keeps the draft in place of the one before, here and where the chat has been.
    pub(crate) fn keep_draft(&self, draft: Draft) {
        self.put_draft(draft, None);
    }

    fn put_draft(&self, draft: Draft, from: Option<&Way>) {
        self.tell_others(&Said::Drafted(draft.as_str().as_bytes().to_vec()), from);
        let slot = self.draft.clone();
        spawn_local(async move {
            // What cannot be kept is lost with the page, which the guest is told of.
            let _kept = slot.keep(draft.as_str().as_bytes()).await;
        });
    }

    /// Keeps no draft.
    pub(crate) fn forget_draft(&self) {
        self.draft.forget();
    }

    /// Keeps nothing. A window begins with a copy of what the one that opened it keeps.
    pub(crate) fn empty(&self) {
        self.forget();
        self.forget_draft();
    }

    fn tell_others(&self, said: &Said, from: Option<&Way>) {
        let others = self.others.borrow();
        others
            .iter()
            .filter(|other| Some(*other) != from)
            .for_each(|other| other.say(said));
    }

    /// Keeps the chat no longer, here and where it has been.
    pub(crate) fn forget(&self) {
        for other in self.others.take() {
            other.say(&Said::Forgotten);
        }
        self.chat.forget();
        self.snippet.forget();
    }
}

/// What was written and not sent, from bytes; nothing if they cannot be read.
pub(crate) fn draft_of(bytes: &[u8]) -> Draft {
    Draft::new(str::from_utf8(bytes).unwrap_or_default().to_owned())
}
