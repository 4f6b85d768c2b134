//! Which of the talks among operators is open, and what has not been read of them.

use std::collections::BTreeMap;

use hushdesk_web::session::desk::DeskView;

use super::queue_desk::QueueDesk;
use crate::desk::announcement::Happening;
use crate::desk::backroom::Thread;

/// Where the operator is among colleagues.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Backroom {
    open: Option<Thread>,
    unread: BTreeMap<Thread, usize>,
    drafts: BTreeMap<Thread, String>,
}

impl Backroom {
    /// The talk that is open.
    pub(super) const fn open(&self) -> Option<&Thread> {
        self.open.as_ref()
    }

    /// How many texts of a talk have not been seen.
    pub(super) fn unread(&self, thread: &Thread) -> usize {
        self.unread.get(thread).copied().unwrap_or_default()
    }

    /// The talks in which something has not been seen.
    pub(super) fn unread_threads(&self) -> impl Iterator<Item = &Thread> {
        self.unread.keys()
    }

    /// What has been written in a talk and not sent.
    pub(super) fn draft(&self, thread: &Thread) -> &str {
        self.drafts.get(thread).map_or("", String::as_str)
    }

    /// The operator writes.
    pub(super) fn write(&mut self, thread: Thread, draft: String) {
        self.drafts.insert(thread, draft);
        self.drafts.retain(|_, draft| !draft.is_empty());
    }

    /// The operator opens a talk, or none.
    pub(super) fn show(&mut self, thread: Option<Thread>, away: bool) {
        self.open = thread;
        self.look(away);
    }

    /// The operator looks here, or elsewhere.
    pub(super) fn look(&mut self, away: bool) {
        if let Some(open) = self.open.as_ref().filter(|_| !away) {
            self.unread.remove(open);
        }
    }

    /// Takes note of what others have said since. Gives what is to be read out: the log of an open talk is by itself.
    pub(super) fn hear(
        &mut self,
        before: &DeskView,
        now: &QueueDesk,
        away: bool,
    ) -> Vec<Happening> {
        let own = now.view.operator.as_ref();
        let lines = now.view.room.lines().iter();
        let news = lines.filter(|line| line.id > before.room.last() && Some(&line.by) != own);
        let mut told = Vec::new();
        for line in news {
            let thread = Thread::of(line, &now.queue.name, own);
            let is_open = self.open.as_ref() == Some(&thread);
            if !is_open {
                told.push(match &thread {
                    Thread::With(by) => Happening::Told { by: by.clone() },
                    Thread::Room(_) => Happening::ToldAll {
                        by: line.by.clone(),
                        queue: now.queue.title.clone(),
                    },
                });
            }
            if away || !is_open {
                let unread = self.unread.entry(thread).or_default();
                *unread = unread.saturating_add(1);
            }
        }
        told
    }
}
