//! Seals a guest's note in their browser. Loaded by the widget when a message is left where chats are sealed (`web/guest/note.js`): it
//! is given the fingerprints that the skin pins and the note keys that the service has, and seals to those that it has verified.

mod wish;

use hushdesk_sealed_note::{Purpose, READERS_MAX, VerifiedNoteKey, seal};
use hushdesk_web::ambient::rng;
use otr_wasm::Fingerprint;
use wasm_bindgen::prelude::*;

use wish::Wish;

#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Whoever a note can be sealed to.
#[derive(Debug)]
#[wasm_bindgen]
pub struct Sealer(Vec<VerifiedNoteKey>);

#[wasm_bindgen]
impl Sealer {
    /// Those whose note keys are signed by a pinned key, one of each. Others are passed over: whoever reads is said.
    #[wasm_bindgen(constructor)]
    pub fn new(pinned: Vec<String>, published: Vec<String>) -> Self {
        let pinned: Vec<Fingerprint> = pinned.iter().filter_map(|it| it.parse().ok()).collect();
        let mut keys: Vec<VerifiedNoteKey> = Vec::new();
        for key in &published {
            let Ok(key) = VerifiedNoteKey::verify(key, &pinned) else {
                continue;
            };
            let is_known = keys.iter().any(|it| it.fingerprint() == key.fingerprint());
            if !is_known && keys.len() < READERS_MAX {
                keys.push(key);
            }
        }
        Self(keys)
    }

    /// The fingerprints of their OTR keys, in hexadecimal.
    pub fn readers(&self) -> Vec<String> {
        let fingerprint = |key: &VerifiedNoteKey| key.fingerprint().to_hex();
        self.0.iter().map(fingerprint).collect()
    }

    /// A note for this queue, with what was typed and where.
    ///
    /// # Errors
    ///
    /// What is wrong: `text`, `email`, or `seal` if it could not be sealed.
    pub fn seal(
        &self,
        queue: &str,
        text: &str,
        email: &str,
        name: &str,
        page: &str,
        language: &str,
    ) -> Result<String, String> {
        let wish = Wish {
            text,
            email,
            name,
            page,
            language,
        };
        let note = wish.as_json().map_err(|wrong| wrong.field().to_owned())?;
        let purpose = Purpose::of_queue(queue);
        seal(note.as_bytes(), &purpose, &self.0, &mut rng()).map_err(|_| "seal".to_owned())
    }
}

/// Nothing runs before the widget's script says so.
const fn main() {}
