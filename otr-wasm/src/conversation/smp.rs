//! Comparing secrets, and the extra key.

use rand_core::CryptoRng;

use super::{Conversation, Phase};
use crate::{
    error::Misuse,
    limits::CONTEXT_MAX,
    output::{ExtraKey, Outcome, Output},
    smp::{Parties, Smp},
    timestamp::Timestamp,
    version::Version,
    wire::tlv::{self, Tlv},
};

impl Conversation {
    /// Starts a comparison of secrets, with a question to show to the other side or without.
    ///
    /// # Errors
    /// [`Misuse::NotEncrypted`], [`Misuse::SmpUnderWay`]; [`Misuse::TooLong`] and [`Misuse::HoldsNul`]
    /// for the question.
    pub fn start_smp(
        &mut self,
        secret: &[u8],
        question: Option<&str>,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Misuse> {
        self.with_smp(now, |smp, parties| {
            smp.start(parties, secret, question, rng)
        })
    }

    /// Answers the comparison the other side asked for.
    ///
    /// # Errors
    /// [`Misuse::NotEncrypted`], [`Misuse::NothingAsked`].
    pub fn answer_smp(
        &mut self,
        secret: &[u8],
        now: Timestamp,
        rng: &mut dyn CryptoRng,
    ) -> Result<Output, Misuse> {
        self.with_smp(now, |smp, _| smp.answer(secret, rng))
    }

    /// Gives up the comparison under way, and tells the other side.
    ///
    /// # Errors
    /// [`Misuse::NotEncrypted`].
    pub fn abort_smp(
        &mut self,
        now: Timestamp,
        _rng: &mut dyn CryptoRng,
    ) -> Result<Output, Misuse> {
        self.with_smp(now, |smp, _| Ok(smp.abort()))
    }

    /// A key for the application's own use, of which the other side learns at the same time. Version 3
    /// only.
    ///
    /// # Errors
    /// [`Misuse::NotEncrypted`], [`Misuse::NoExtraKey`] in version 2, [`Misuse::TooLong`] for the
    /// context.
    pub fn extra_key(
        &mut self,
        usage: u32,
        context: &[u8],
        now: Timestamp,
        _rng: &mut dyn CryptoRng,
    ) -> Result<(ExtraKey, Output), Misuse> {
        let Phase::Encrypted(encrypted) = &self.phase else {
            return Err(Misuse::NotEncrypted);
        };
        if encrypted.version == Version::V2 {
            return Err(Misuse::NoExtraKey(encrypted.version));
        }
        if context.len() > CONTEXT_MAX {
            let length = context.len();
            return Err(Misuse::TooLong {
                what: "a context",
                length,
                limit: CONTEXT_MAX,
            });
        }
        let value = [&usage.to_be_bytes(), context].concat();
        let mut output = Output::default();
        let key = self.send_silently(&[Tlv::own(tlv::EXTRA_KEY, value)], now, &mut output);
        Ok((ExtraKey::new(key.ok_or(Misuse::NotEncrypted)?), output))
    }

    /// Lets the comparison make a record, and sends it.
    fn with_smp(
        &mut self,
        now: Timestamp,
        act: impl FnOnce(&mut Smp, &Parties) -> Result<Tlv, Misuse>,
    ) -> Result<Output, Misuse> {
        let ours = self.identity.fingerprint();
        let Phase::Encrypted(encrypted) = &mut self.phase else {
            return Err(Misuse::NotEncrypted);
        };
        let parties = encrypted.parties(ours);
        let record = act(&mut encrypted.smp, &parties)?;
        let mut output = Output::default();
        self.send_silently(&[record], now, &mut output);
        Ok(output)
    }

    /// Takes a record of a comparison that arrived.
    pub(super) fn take_smp(
        &mut self,
        record: &Tlv,
        now: Timestamp,
        rng: &mut dyn CryptoRng,
        output: &mut Output,
    ) {
        let ours = self.identity.fingerprint();
        if let Phase::Encrypted(encrypted) = &mut self.phase {
            let parties = encrypted.parties(ours);
            let step = encrypted.smp.receive(record, &parties, rng);
            output.outcomes.extend(step.event.map(Outcome::Smp));
            if let Some(reply) = step.send {
                self.send_silently(&[reply], now, output);
            }
        }
    }
}
