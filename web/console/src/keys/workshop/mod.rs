//! Work on keys that takes seconds: making one with parameters of its own, opening and locking key files. It is done in a
//! Web Worker, so that the page stays alive; nothing of it leaves the browser.

mod inside;
mod using;

use hushdesk_protocol::ids::Fingerprint;
use hushdesk_web::listener::Listener;
use serde::{Deserialize, Serialize};
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, Worker, WorkerOptions, WorkerType};
use yew::prelude::*;

pub(crate) use inside::work;
pub(crate) use using::use_workshop;

/// The script of the Worker.
const SCRIPT: &str = "/console/workshop.js";

/// What is to be done.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Task {
    /// A new key, and its files.
    Make {
        /// Under which its PEM file lies.
        passphrase: String,
        /// The account that its libotr file is for.
        account: String,
    },
    /// What keys are in a file.
    Read {
        /// The file.
        file: String,
        /// What opens it, if it is locked.
        passphrase: String,
    },
}

/// What has become of it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Outcome {
    /// The key is made.
    Made(MadeKey),
    /// These keys are in the file, at least one.
    Found(Vec<FoundKey>),
    /// The file is locked, and the passphrase does not open it.
    WrongPassphrase,
    /// There is no private key in it that OTR can use.
    NoKey,
}

/// A key that was made, with its files.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct MadeKey {
    /// Its fingerprint.
    pub(crate) fingerprint: Fingerprint,
    /// PKCS#8 in PEM, in clear.
    pub(crate) clear: String,
    /// The same under the passphrase.
    pub(crate) locked: String,
    /// libotr's `otr.private_key`.
    pub(crate) libotr: String,
}

/// A key that was found in a file.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct FoundKey {
    /// Its fingerprint.
    pub(crate) fingerprint: Fingerprint,
    /// The account it is for, if the file says so.
    pub(crate) account: String,
    /// PKCS#8 in PEM, in clear.
    pub(crate) clear: String,
}

/// What is heard of the work.
#[derive(Clone, PartialEq)]
pub(crate) enum News {
    /// How far it is, from 0 to 1.
    Share(f64),
    /// It is done.
    Done(Outcome),
    /// The browser does not let it be done.
    Broken,
}

/// Work under way. It ends when this is dropped.
pub(crate) struct Workshop {
    worker: Worker,
    _listeners: [Listener; 2],
}

impl Workshop {
    /// Begins. None where the browser has no such Workers.
    pub(crate) fn begin(task: &Task, onnews: &Callback<News>) -> Option<Self> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(SCRIPT, &options).ok()?;
        let heard = onnews.clone();
        let message = Listener::new(&worker, "message", move |event| {
            let event: &MessageEvent = event.unchecked_ref();
            heard.emit(news(event));
        });
        let broken = onnews.reform(|_| News::Broken);
        let error = Listener::new(&worker, "error", move |event| broken.emit(event));
        let task = serde_json::to_string(task).ok()?;
        worker.post_message(&task.into()).ok()?;
        Some(Self {
            worker,
            _listeners: [message, error],
        })
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}

/// A number is how far it is; a text what has become of it.
fn news(event: &MessageEvent) -> News {
    let data = event.data();
    if let Some(share) = data.as_f64() {
        return News::Share(share);
    }
    let outcome = data
        .as_string()
        .and_then(|outcome| serde_json::from_str(&outcome).ok());
    outcome.map_or(News::Broken, News::Done)
}
