//! When the alarm has to ring.

use std::rc::Rc;

use hushdesk_edge::now;
use hushdesk_protocol::ids::Timestamp;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;
use worker::Result;

use super::QueueObject;
use crate::liveness::{CHECK_MILLIS, IDLE_CHECK_MILLIS};

impl QueueObject {
    /// When the alarm has to ring: for what the queue waits for, for what the archive has yet to hear, and for the next
    /// check of who is there: after `check_after` at the latest.
    pub(super) fn rings_at(&self, check_after: Option<u64>) -> Result<Option<Timestamp>> {
        let told = self.tellings.next()?;
        self.with_queue(|queue| {
            let quick = queue.has_running_chats().then_some(CHECK_MILLIS);
            let idle = queue.has_seats().then_some(IDLE_CHECK_MILLIS);
            let check = [quick, idle, check_after].into_iter().flatten().min();
            let check = check.map(|millis| now().plus(millis));
            let due = queue.next_deadline();
            Ok([due, check, told].into_iter().flatten().min())
        })
    }

    /// Arms the alarm.
    pub(super) async fn arm(&self, check_after: Option<u64>) -> Result<()> {
        self.tell_archive()?;
        match self.rings_at(check_after)? {
            Some(at) => {
                let storage = self.state.storage();
                self.alarm.ring_by(&storage, at, now()).await
            }
            None => Ok(()),
        }
    }

    /// The same: gives a promise for the runtime to wait for, if there is something to wait for.
    pub(super) fn arm_later(&self, check_after: Option<u64>) -> Result<JsValue> {
        self.tell_archive()?;
        let at = self.rings_at(check_after)?;
        let at = at.filter(|at| !self.alarm.will_ring_by(*at, now()));
        let Some(at) = at else {
            return Ok(JsValue::UNDEFINED);
        };
        let (alarm, storage) = (Rc::clone(&self.alarm), self.state.storage());
        let armed = future_to_promise(async move {
            alarm.ring_by(&storage, at, now()).await?;
            Ok(JsValue::UNDEFINED)
        });
        Ok(armed.into())
    }
}
