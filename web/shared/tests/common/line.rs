//! One socket between a window and the queue: frames under way in both directions, as JSON.

use std::collections::VecDeque;

use durable_queue::ConnectionId;
use hushdesk_web::json;
use serde::{Serialize, de::DeserializeOwned};

#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) connection: ConnectionId,
    to_queue: VecDeque<String>,
    to_window: VecDeque<String>,
}

impl Line {
    pub(crate) const fn new(connection: ConnectionId) -> Self {
        Self {
            connection,
            to_queue: VecDeque::new(),
            to_window: VecDeque::new(),
        }
    }

    pub(crate) fn say(&mut self, frame: &impl Serialize) {
        self.to_queue
            .push_back(serde_json::to_string(frame).unwrap());
    }

    pub(crate) fn tell(&mut self, frame: &impl Serialize) {
        self.to_window
            .push_back(serde_json::to_string(frame).unwrap());
    }

    /// The next frame that reaches the queue.
    pub(crate) fn said<Frame: DeserializeOwned>(&mut self) -> Option<Frame> {
        let frame = self.to_queue.pop_front()?;
        Some(serde_json::from_str(&frame).unwrap())
    }

    /// The next frame that reaches the window, as windows read it.
    pub(crate) fn told<Frame: DeserializeOwned>(&mut self) -> Option<Frame> {
        let frame = self.to_window.pop_front()?;
        Some(json::read(&frame).unwrap())
    }
}
