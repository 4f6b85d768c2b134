//! `Encrypted`: one message in, one message out, while the conversation is private.

mod dh_keys;
pub(crate) mod message;
mod revealed_macs;
mod session_keys;
mod two_keys;

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use self::{
    dh_keys::DhKeys,
    message::{DataMessage, Draft},
    revealed_macs::RevealedMacs,
};
use crate::{
    ake::Established,
    crypto::mac,
    error::Reason,
    fingerprint::Fingerprint,
    output::SessionId,
    secret::Secret,
    smp::{Parties, Smp},
    version::Version,
    wire::{
        header::Header,
        tlv::{self, Tlv},
    },
};

/// A private conversation: who it is with, and the keys.
#[derive(Clone, Debug)]
pub(crate) struct Encrypted {
    pub(crate) version: Version,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) session: SessionId,
    pub(crate) smp: Smp,
    keys: DhKeys,
    revealed: RevealedMacs,
}

/// A data message to be written; what is not given is as it should be.
#[cfg(feature = "testing")]
#[derive(Clone, Copy, Debug, Default)]
pub struct Forged<'a> {
    /// The flags.
    pub flags: u8,
    /// The digits of the sender's next key.
    pub next_dh: Option<&'a [u8]>,
    /// The counter.
    pub counter: Option<u64>,
    /// What is encrypted: a text, a NUL, records, or anything else.
    pub content: &'a [u8],
}

/// What a message held.
#[derive(Debug)]
pub(crate) struct Opened {
    /// Up to the first NUL; bytes that are not UTF-8 replaced.
    pub(crate) text: String,
    pub(crate) tlvs: Vec<Tlv>,
    /// The extra key that belongs to the keys of this message.
    pub(crate) extra_key: Secret<32>,
}

impl Encrypted {
    /// The conversation that begins with this key exchange.
    pub(crate) fn new(version: Version, established: Established, rng: &mut dyn CryptoRng) -> Self {
        Self {
            version,
            fingerprint: established.fingerprint,
            session: established.session,
            smp: Smp::default(),
            keys: DhKeys::new(established, rng),
            revealed: RevealedMacs::default(),
        }
    }

    /// Who compares secrets with whom, and where; `ours` is our fingerprint.
    pub(crate) fn parties(&self, ours: Fingerprint) -> Parties {
        Parties {
            ours,
            theirs: self.fingerprint,
            session: self.session.bytes,
        }
    }

    /// The message, and the extra key that belongs to its keys. MAC keys that are due are revealed
    /// with it.
    pub(crate) fn seal(
        &mut self,
        header: Header,
        flags: u8,
        content: &[u8],
    ) -> (Vec<u8>, Secret<32>) {
        let (ids, next_dh, session) = self.keys.for_sending();
        let counter = session.next_counter();
        let draft = Draft {
            header,
            flags,
            ids,
            next_dh: next_dh.digits(),
            counter,
        };
        let message = draft.seal(content, &session.sending, &self.revealed.take());
        (message, session.extra_key.clone())
    }

    /// Writes a message as it is told to.
    #[cfg(feature = "testing")]
    pub(crate) fn forge(&mut self, header: Header, forged: &Forged<'_>) -> Vec<u8> {
        let (ids, next_dh, session) = self.keys.for_sending();
        let draft = Draft {
            header,
            flags: forged.flags,
            ids,
            next_dh: forged.next_dh.unwrap_or(next_dh.digits()),
            counter: forged.counter.unwrap_or_else(|| session.next_counter()),
        };
        draft.seal(forged.content, &session.sending, &[])
    }

    /// Reads a message: the key ids first, then the MAC, the counter, the text; then keys move on.
    /// Refused, it leaves everything as it was.
    pub(crate) fn open(
        &mut self,
        message: &DataMessage<'_>,
        rng: &mut dyn CryptoRng,
    ) -> Result<Opened, Reason> {
        let session = self.keys.for_receiving(message.ids)?;
        if !mac::same(
            &session.receiving.mac.mac(message.authenticated),
            &message.mac,
        ) {
            return Err(Reason::DoesNotVerify("the message's MAC"));
        }
        if message.counter <= session.received {
            return Err(Reason::Replayed {
                ours: message.ids.ours.number(),
                theirs: message.ids.theirs.number(),
                counter: message.counter,
                last: session.received,
            });
        }
        let mut content = Zeroizing::new(message.encrypted.to_vec());
        session.receiving.aes.apply(message.counter, &mut content);
        let extra_key = session.extra_key.clone();

        let rotation = self.keys.rotation(message)?;
        self.keys.note_received(message.ids, message.counter);
        self.keys.rotate(rotation, &mut self.revealed, rng);
        let (text, tlvs) = tlv::split_content(&content);
        Ok(Opened {
            text: readable(text),
            tlvs,
            extra_key,
        })
    }
}

/// The text; bytes that are not UTF-8 are replaced.
fn readable(text: &[u8]) -> String {
    // Looking for what is to be replaced takes longer than finding that nothing is.
    std::str::from_utf8(text).map_or_else(
        |_| String::from_utf8_lossy(text).into_owned(),
        str::to_owned,
    )
}
