//! The queue in memory, read from the storage when it is needed.

use std::cell::RefMut;

use durable_queue::{Event, Queue};
use hushdesk_edge::{ObjectDatabase, now};
use worker::{Error, Result};

use super::QueueObject;
use crate::pace::Paces;
use crate::storage;

impl QueueObject {
    /// Lets somebody use the queue, which is read from the storage if this wake-up has not done so. If the use
    /// fails, what is in memory may be ahead of what is stored, and is thrown away.
    pub(super) fn with_queue<T>(&self, use_it: impl FnOnce(&mut Queue) -> Result<T>) -> Result<T> {
        let mut slot = self.queue.try_borrow_mut().map_err(busy)?;
        let queue = match &mut *slot {
            Some(queue) => queue,
            empty @ None => empty.insert(self.wake()?),
        };
        let used = use_it(queue);
        if used.is_err() {
            *slot = None;
        }
        used
    }

    /// The queue as it was stored, with the sockets that outlived the pause. One that has just been closed is not listed
    /// any more; whoever is told of its end has made it known.
    pub(super) fn wake(&self) -> Result<Queue> {
        let mut queue = Queue::restore(storage::load(&ObjectDatabase::of(&self.state.storage()))?);
        self.lines.learn_all(self.state.get_websockets())?;
        let mut lines = self.lines.all()?;
        lines.sort_by_key(|line| line.attachment.opened);
        let connections = lines.iter().filter_map(|line| line.attachment.admitted());
        let connections = connections.collect();
        let effects = queue.handle(Event::Woke { connections }, now());
        self.writer.write(&effects)?;
        for effect in effects {
            // A socket that fails here is found dead by the next check.
            self.carry_out(effect);
        }
        Ok(queue)
    }

    pub(super) fn paces(&self) -> Result<RefMut<'_, Paces>> {
        self.paces.try_borrow_mut().map_err(busy)
    }
}

fn busy(_: std::cell::BorrowMutError) -> Error {
    Error::RustError("the queue was entered twice".to_owned())
}
