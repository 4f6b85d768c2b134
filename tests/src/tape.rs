//! All that goes between the ends and a server, as it is said: each frame, and each request with its answer.

use std::sync::{Arc, Mutex, PoisonError};

use crate::search::Place;

/// A tape, which whoever comes to a [`Site`](crate::server::Site) that has one speaks onto.
#[derive(Clone, Debug, Default)]
pub struct Tape(Arc<Mutex<Said>>);

#[derive(Debug, Default)]
struct Said {
    sent: String,
    received: String,
}

impl Tape {
    /// Somebody has sent this.
    pub fn sent(&self, text: &str) {
        self.with(|said| add(&mut said.sent, text));
    }

    /// Somebody has received this.
    pub fn received(&self, text: &str) {
        self.with(|said| add(&mut said.received, text));
    }

    /// What was said so far, in both directions.
    pub fn places(&self) -> Vec<Place> {
        self.with(|said| {
            vec![
                Place::new("sent by the ends", said.sent.as_bytes()),
                Place::new("received by the ends", said.received.as_bytes()),
            ]
        })
    }

    fn with<T>(&self, act: impl FnOnce(&mut Said) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn add(all: &mut String, text: &str) {
    all.push_str(text);
    all.push('\n');
}
