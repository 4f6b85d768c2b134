//! What the guest's widget does with the engine, so that nothing of it is left out as unused: a key made or read, a
//! conversation begun, lines taken, texts and records sent, the end. Nobody calls it; only its size counts.

use std::sync::Mutex;

/// What a page would say.
static INPUT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Takes a byte of the input.
#[unsafe(no_mangle)]
pub extern "C" fn take(byte: u8) {
    if let Ok(mut input) = INPUT.lock() {
        input.push(byte);
    }
}

/// Does everything with the input: some number that depends on all of it.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u64) -> usize {
    let input = INPUT.lock().map(|input| input.clone()).unwrap_or_default();
    let text = String::from_utf8_lossy(&input).into_owned();
    work(&text, seed)
}

/// What any module in Rust has: an allocator, texts, and how to write a number.
#[cfg(not(feature = "engine"))]
fn work(text: &str, seed: u64) -> usize {
    text.lines().map(|line| format!("{line}{seed}").len()).sum()
}

#[cfg(feature = "engine")]
use with_engine::work;

#[cfg(feature = "engine")]
mod with_engine {
    use std::{convert::Infallible, sync::Arc};

    use otr_wasm::{
        Conversation, Identity, InstanceTag, Outcome, Output, Policy, Timestamp, Tlv,
        key_file::{Account, read_libotr, write_libotr},
    };
    use rand_core::{TryCryptoRng, TryRng};

    pub(super) fn work(text: &str, seed: u64) -> usize {
        let (rng, now) = (&mut Numbers(seed), Timestamp::from_millis(seed));
        let accounts = read_libotr(text, rng).ok();
        let identity = accounts
            .and_then(|accounts| accounts.usable.into_iter().next())
            .map_or_else(|| Arc::new(Identity::generate(rng)), |first| first.identity);
        let policy = Policy {
            allow_v2: false,
            require_encryption: true,
            ..Policy::default()
        };
        let tag = InstanceTag::generate(rng);
        let mut conversation = Conversation::new(Arc::clone(&identity), tag, policy);
        let mut size =
            conversation.query().map_or(0, size_of) + conversation.begin(rng).map_or(0, size_of);
        for line in text.lines() {
            size += conversation.receive(line, now, rng).map_or(1, size_of);
        }
        let record = Tlv::new(0x4801, text.as_bytes().to_vec());
        size += record.map_or(0, |record| {
            conversation
                .send(text, &[record], now, rng)
                .map_or(0, size_of)
        });
        size += size_of(conversation.end(now, rng));
        size + write_libotr(&[account(identity)]).len()
    }

    fn account(identity: Arc<Identity>) -> Account {
        Account {
            name: "guest".to_owned(),
            protocol: "hushdesk".to_owned(),
            identity,
        }
    }

    fn size_of(output: Output) -> usize {
        let outcome = |outcome| match outcome {
            Outcome::Text(text) => text.len(),
            Outcome::Encrypted { fingerprint, .. } => fingerprint.to_hex().len(),
            Outcome::Tlv(record) => record.into_value().len(),
            _ => 1,
        };
        let lines: usize = output.send.iter().map(String::len).sum();
        lines + output.outcomes.into_iter().map(outcome).sum::<usize>()
    }

    /// Numbers that are anything but random, in the place of the browser's.
    struct Numbers(u64);

    impl TryRng for Numbers {
        type Error = Infallible;

        fn try_next_u32(&mut self) -> Result<u32, Infallible> {
            self.try_next_u64().map(|number| (number >> 32) as u32)
        }

        fn try_next_u64(&mut self) -> Result<u64, Infallible> {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            Ok(self.0)
        }

        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
            for byte in bytes {
                *byte = (self.try_next_u64()? >> 56) as u8;
            }
            Ok(())
        }
    }

    impl TryCryptoRng for Numbers {}
}
