//! Nothing on the line makes us panic or change state.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use base64::{Engine, prelude::BASE64_STANDARD};
use common::{End, Pair, v2, v3};
use otr_wasm::{DecodeError, Forged, Outcome, Policy, Reason};

const NONSENSE: [&str; 16] = [
    "?OTR:",
    "?OTR:.",
    "?OTR:AAMD.",
    "?OTR:AAMD",
    "?OTR:!!!!.",
    "?OTR:AAQD.",
    "?OTR:AAED.",
    "?OTR:AAMC.",
    "?OTR:AAMK.",
    "?OTR:AAMR.",
    "?OTR:AAMS.",
    "?OTR,1,2,abc",
    "?OTR,0,0,x,",
    "?OTR,2,1,x,",
    "?OTR|zz|yy,1,1,x,",
    "?OTR|1|2,1,1,x,",
];

#[test]
fn nonsense_is_refused_in_every_state() {
    for mut pair in [
        Pair::new(Policy::default()),
        Pair::encrypted(v3()),
        Pair::encrypted(v2()),
    ] {
        let encrypted = pair.both_encrypted();
        for line in NONSENSE {
            pair.receive(End::Bob, line).expect_err(line);
        }
        assert_eq!(pair.both_encrypted(), encrypted);
        if encrypted {
            pair.exchange(End::Alice, "fine");
            pair.exchange(End::Bob, "fine");
        }
    }
}

#[test]
fn a_text_about_otr_is_a_text_in_clear() {
    let outcome = |text: &str, expected| Outcome::Unencrypted {
        text: text.to_owned(),
        expected,
    };
    for text in ["?OTR", "what is ?OTR", "?OTRv", "?OTRv3", "?OTR!"] {
        let received = Pair::new(v3()).receive(End::Bob, text);
        assert_eq!(received, Ok(vec![outcome(text, true)]));
        let received = Pair::encrypted(v3()).receive(End::Bob, text);
        assert_eq!(received, Ok(vec![outcome(text, false)]));
    }
}

/// Any flipped bit of the part that is authenticated, and any missing or added byte.
#[test]
fn a_damaged_text_is_refused_and_the_whole_one_still_read() {
    for policy in [v2(), v3()] {
        let mut pair = Pair::encrypted(policy);
        pair.send(End::Alice, "important");
        let line = pair.take(End::Bob);
        let bytes = BASE64_STANDARD.decode(&line[5..line.len() - 1]).unwrap();
        let authenticated = bytes.len() - 4;
        let mut damaged: Vec<Vec<u8>> = Vec::new();
        for place in 0..authenticated {
            let mut copy = bytes.clone();
            copy[place] ^= 1 << (place % 8);
            damaged.push(copy);
            damaged.push(bytes[..place].to_vec());
        }
        damaged.push([&bytes[..], b"\0"].concat());
        for bytes in damaged {
            let line = format!("?OTR:{}.", BASE64_STANDARD.encode(&bytes));
            assert!(pair.receive(End::Bob, &line).is_err(), "{bytes:?}");
        }
        let text = Outcome::Text("important".to_owned());
        assert_eq!(pair.receive(End::Bob, &line), Ok(vec![text]));
    }
}

#[test]
fn an_unreadable_message_is_answered_unless_its_sender_does_not_care() {
    let mut pair = Pair::encrypted(v3());
    pair.send(End::Alice, "a text");
    pair.call(End::Alice, |c, now, rng| c.send("", &[], now, rng))
        .unwrap();
    for replies in [true, false] {
        let line = pair.take(End::Bob);
        let mut bytes = BASE64_STANDARD.decode(&line[5..line.len() - 1]).unwrap();
        // The last byte of the MAC.
        let place = bytes.len() - 5;
        bytes[place] ^= 1;
        let line = format!("?OTR:{}.", BASE64_STANDARD.encode(bytes));
        let refused = pair.receive(End::Bob, &line).unwrap_err();
        assert_eq!(refused.reason, Reason::DoesNotVerify("the message's MAC"));
        assert_eq!(refused.reply.is_some(), replies);
    }
}

#[test]
fn a_line_beyond_the_limit_is_refused_unread() {
    let limit = otr_wasm::limits::LINE_MAX;
    let mut pair = Pair::new(v3());
    let refused = pair.receive(End::Bob, &"x".repeat(limit + 1)).unwrap_err();
    assert_eq!(
        refused.reason,
        Reason::TooLong {
            length: limit + 1,
            limit
        }
    );
}

#[test]
fn tags_out_of_range_or_for_others_are_refused() {
    let mut pair = Pair::encrypted(v3());
    pair.send(End::Alice, "hello");
    let line = pair.take(End::Bob);
    let bytes = BASE64_STANDARD.decode(&line[5..line.len() - 1]).unwrap();
    let mut reason = |place: usize, tag: u32| {
        let mut bytes = bytes.clone();
        bytes[place..place + 4].copy_from_slice(&tag.to_be_bytes());
        let line = format!("?OTR:{}.", BASE64_STANDARD.encode(bytes));
        pair.receive(End::Bob, &line).unwrap_err().reason
    };
    assert_eq!(reason(3, 0xff), Reason::OutOfRange("the sender's tag"));
    assert_eq!(
        reason(3, 0x1234),
        Reason::OtherInstance(common::tag(0x1234))
    );
    assert_eq!(reason(3, 0xb0b), Reason::Reflected);
    assert_eq!(reason(7, 0), Reason::NotForUs);
    assert_eq!(reason(7, 0x1234), Reason::NotForUs);
}

#[test]
fn a_version_that_is_not_allowed_or_not_known_is_refused() {
    let mut pair = Pair::new(v3());
    pair.alice.set_policy(v2());
    pair.begin(End::Alice);
    let refused = pair.deliver_one(End::Bob).unwrap_err();
    assert_eq!(refused.reason, Reason::Version(otr_wasm::Version::V2));
    let refused = pair.receive(End::Bob, "?OTR:AAQC.").unwrap_err();
    let unknown = DecodeError::UnknownType {
        what: "a protocol version",
        number: 4,
    };
    assert_eq!(refused.reason, Reason::Malformed(unknown));
}

/// A message that verifies, from Alice, with this for what it says.
fn forged(forged: &Forged<'_>) -> (Pair, String) {
    let mut pair = Pair::encrypted(v3());
    let line = pair.alice.forge(forged).unwrap();
    (pair, line)
}

#[test]
fn a_next_key_outside_its_range_is_refused_although_the_message_verifies() {
    let p_minus_1 = {
        let mut digits = prime();
        digits[191] -= 1;
        digits
    };
    for next_dh in [&[][..], &[1], &p_minus_1, &prime(), &[1; 193]] {
        let (mut pair, line) = forged(&Forged {
            next_dh: Some(next_dh),
            content: b"hello",
            ..Forged::default()
        });
        let refused = pair.receive(End::Bob, &line).unwrap_err();
        assert_eq!(refused.reason, Reason::OutOfRange("the next key"));
        pair.exchange(End::Alice, "nothing has changed");
        pair.exchange(End::Bob, "no");
    }
}

#[test]
fn the_counter_0_is_refused_although_the_message_verifies() {
    let (mut pair, line) = forged(&Forged {
        counter: Some(0),
        content: b"hello",
        ..Forged::default()
    });
    let refused = pair.receive(End::Bob, &line).unwrap_err();
    assert!(matches!(
        refused.reason,
        Reason::Replayed {
            counter: 0,
            last: 0,
            ..
        }
    ));
    pair.exchange(End::Alice, "nothing has changed");
}

/// The group's modulus, big-endian: RFC 3526, section 2.
fn prime() -> Vec<u8> {
    let digits = "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DD\
                  EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7ED\
                  EE386BFB5A899FA5AE9F24117C4B1FE649286651ECE45B3DC2007CB8A163BF0598DA48361C55D39A69163FA8FD24CF5F\
                  83655D23DCA3AD961C62F356208552BB9ED529077096966D670C354E4ABC9804F1746C08CA237327FFFFFFFFFFFFFFFF";
    let byte = |at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(byte).collect()
}
