//! Two D-H Commits cross: the higher hash wins; and if both sides give way, they meet all the same.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use common::{End, Pair, v2, v3};
use otr_wasm::{Policy, Reason};

/// The seeds decide whose hash is higher; both cases must be among them.
const SEEDS: std::ops::Range<u64> = 0..8;

fn cross(policy: &Policy) {
    let mut winners = Vec::new();
    for seed in SEEDS {
        let mut pair = Pair::seeded(policy.clone(), seed);
        pair.begin(End::Alice);
        pair.begin(End::Bob);
        pair.deliver_one(End::Alice).unwrap();
        // Whoever wins sends the commitment again.
        winners.push(pair.to_bob.back().unwrap()[8..].starts_with('C'));
        pair.deliver_leniently();
        assert!(pair.both_encrypted(), "seed {seed}");
        pair.exchange(End::Alice, "one");
        pair.exchange(End::Bob, "two");
    }
    assert!(winners.contains(&true) && winners.contains(&false));
}

#[test]
fn the_higher_commit_wins_in_version_3() {
    cross(&v3());
}

#[test]
fn the_higher_commit_wins_in_version_2() {
    cross(&v2());
}

#[test]
fn crossing_queries_lead_to_one_conversation() {
    for policy in [v2(), v3()] {
        for seed in SEEDS {
            let mut pair = Pair::seeded(policy.clone(), seed);
            pair.query(End::Alice);
            pair.query(End::Bob);
            pair.deliver_leniently();
            assert!(pair.both_encrypted(), "seed {seed}");
        }
    }
}

/// libotr gives way to any D-H Commit. When its hash is the higher one, we give way too: then both have
/// sent D-H Keys, and ours is answered by nobody unless we remember our commitment.
#[test]
fn a_peer_that_gives_way_as_well_is_answered_with_the_old_commitment() {
    let mut met = 0;
    for seed in SEEDS {
        let mut pair = Pair::seeded(v2(), seed);
        pair.begin(End::Alice);
        pair.begin(End::Bob);
        let (alices, bobs) = (pair.take(End::Bob), pair.take(End::Alice));
        // Bob forgets his commitment, as libotr would.
        pair.bob = Pair::new(v2()).bob;
        pair.receive(End::Bob, &alices).unwrap();
        pair.receive(End::Alice, &bobs).unwrap();
        let alice_gave_way = pair
            .to_bob
            .front()
            .is_some_and(|line| line.starts_with("?OTR:AAIK"));
        if alice_gave_way {
            met += 1;
            // Her D-H Key finds nobody who waits for it.
            pair.to_bob.clear();
        } else {
            pair.to_alice.clear();
        }
        pair.deliver();
        assert!(pair.both_encrypted(), "seed {seed}");
    }
    assert!(met > 0);
}

/// A commitment of version 3 that gave way means nothing in version 2.
#[test]
fn what_gave_way_in_one_version_is_not_revealed_in_the_other() {
    let mut met = 0;
    for seed in SEEDS {
        let mut pair = Pair::seeded(Policy::default(), seed);
        pair.begin(End::Alice);
        pair.begin(End::Bob);
        pair.deliver_one(End::Alice).unwrap();
        let gave_way = pair.to_bob.back().unwrap().starts_with("?OTR:AAMK");
        let mut second = Pair::seeded(v2(), seed + 100);
        second.begin(End::Bob);
        let commit = second.take(End::Alice);
        second.receive(End::Alice, &commit).unwrap();
        let key = second.take(End::Bob);
        pair.receive(End::Alice, &commit).unwrap();
        let refused = pair.receive(End::Alice, &key).unwrap_err();
        assert_eq!(refused.reason, Reason::Unexpected("D-H Key message"));
        met += u32::from(gave_way);
    }
    assert!(met > 0);
}
