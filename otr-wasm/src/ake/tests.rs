//! An exchange with otr.js, which forgets the leading zeros of r (docs/departures.md).

use super::{
    awaiting_reveal_signature::misread_by_otrjs,
    dh_commit::{DhCommit, OurCommit},
    *,
};
use crate::{
    crypto::{aes_ctr::AesKey, dh_group::PublicKey},
    secret::Secret,
    testing::{SeededRng, rng},
    wire::writer::Writer,
};

/// Messages of otr.js's side, of ours, and random numbers.
struct Exchange {
    theirs: Ake,
    ours: Ake,
    identities: [Identity; 2],
    rng: SeededRng,
}

/// The commitment that otr.js makes: encrypted with `key`, where it will reveal `r`.
fn commit_of_otrjs(r: &Secret<16>, key: &Secret<16>, rng: &mut SeededRng) -> OurCommit {
    let honest = OurCommit::generate(rng);
    let mut gx = Writer::default();
    gx.mpi(PublicKey::digits(honest.dh.public()));
    AesKey::new(key.as_bytes()).apply(0, gx.as_mut_bytes());
    let message = DhCommit {
        encrypted_gx: gx.into_bytes(),
        ..honest.message
    };
    let r = r.clone();
    OurCommit {
        r,
        message,
        ..honest
    }
}

impl Exchange {
    fn with_commit(version: Version, commit: OurCommit, mut rng: SeededRng) -> (Self, Vec<u8>) {
        let body = commit.message.write();
        let exchange = Self {
            theirs: Ake::AwaitingDhKey(Box::new(AwaitingDhKey {
                version,
                commit,
                answer: None,
            })),
            ours: Ake::Idle,
            identities: [(); 2].map(|()| Identity::generate(&mut rng)),
            rng,
        };
        (exchange, body)
    }

    fn we_get(&mut self, version: Version, kind: MessageType, body: &[u8]) -> Result<Step, Reason> {
        let message = Incoming {
            version,
            kind,
            body,
        };
        self.ours
            .receive(message, &self.identities[0], &mut self.rng)
    }

    fn they_get(&mut self, version: Version, kind: MessageType, body: &[u8]) -> Vec<u8> {
        let message = Incoming {
            version,
            kind,
            body,
        };
        let step = self
            .theirs
            .receive(message, &self.identities[1], &mut self.rng);
        let step = step.unwrap();
        self.theirs = step.next;
        step.send.unwrap().1
    }
}

/// What comes of their Reveal Signature.
fn revealed(version: Version, r: &Secret<16>, key: &Secret<16>) -> Result<Step, Reason> {
    let mut rng = rng(1);
    let commit = commit_of_otrjs(r, key, &mut rng);
    let (mut exchange, body) = Exchange::with_commit(version, commit, rng);
    let step = exchange.we_get(version, MessageType::DhCommit, &body)?;
    exchange.ours = step.next;
    let body = exchange.they_get(version, MessageType::DhKey, &step.send.unwrap().1);
    exchange.we_get(version, MessageType::RevealSignature, &body)
}

#[test]
fn an_r_that_begins_with_a_zero_digit_is_understood_as_otrjs_meant_it() {
    let r = Secret::new(&0x0123_4567_89ab_cdef_0123_4567_89ab_cdef_u128.to_be_bytes());
    let misread = misread_by_otrjs(&r).unwrap();
    for version in [Version::V2, Version::V3] {
        assert!(
            revealed(version, &r, &misread)
                .unwrap()
                .established
                .is_some()
        );
        assert!(revealed(version, &r, &r).unwrap().established.is_some());
    }
}

#[test]
fn any_other_key_than_these_two_opens_nothing() {
    let r = Secret::new(&[0x0f; 16]);
    let refused = revealed(Version::V3, &r, &Secret::new(&[0x5a; 16])).unwrap_err();
    assert_eq!(refused, Reason::DoesNotVerify("the commitment to g^x"));
    let r = Secret::new(&[0x10; 16]);
    let refused = revealed(Version::V3, &r, &Secret::new(&[0x5a; 16])).unwrap_err();
    assert_eq!(refused, Reason::DoesNotVerify("the commitment to g^x"));
}

#[test]
fn an_r_that_lost_a_whole_byte_makes_us_begin() {
    let rng = rng(2);
    let (mut exchange, body) = Exchange::with_commit(
        Version::V3,
        OurCommit::generate(&mut rng.clone()),
        rng.clone(),
    );
    let step = exchange
        .we_get(Version::V3, MessageType::DhCommit, &body)
        .unwrap();
    exchange.ours = step.next;
    let body = exchange.they_get(Version::V3, MessageType::DhKey, &step.send.unwrap().1);
    // DATA r: its length, and one byte less.
    let short = [&[0, 0, 0, 15][..], &body[5..]].concat();
    let step = exchange
        .we_get(Version::V3, MessageType::RevealSignature, &short)
        .unwrap();
    assert!(matches!(step.send, Some((MessageType::DhCommit, _))));
}
