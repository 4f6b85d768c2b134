use super::*;
use crate::{
    crypto::dsa_parameters::BUILT_IN,
    testing::{SeededRng, rng},
};

fn keys(rng: &mut SeededRng) -> KeyPair {
    KeyPair::generate(Arc::clone(&BUILT_IN), rng)
}

/// q, with so much added to its last byte.
fn q_plus(add: i8) -> [u8; 20] {
    let mut bytes = [0; 20];
    BUILT_IN.q.value().write_be_bytes(&mut bytes);
    bytes[19] = bytes[19].checked_add_signed(add).unwrap();
    bytes
}

#[test]
fn a_signature_holds_for_its_message_and_its_key_alone() {
    let rng = &mut rng(1);
    let (ours, other) = (keys(rng), keys(rng));
    // M as a number is below q, just above it, and as large as can be.
    let mut above_q = [0; 32];
    above_q[12..].copy_from_slice(&q_plus(1));
    for message in [[0; 32], [1; 32], above_q, [0xff; 32]] {
        let signature = ours.sign(&message, rng);
        assert!(ours.public().verifies(&message, &signature));
        assert!(!other.public().verifies(&message, &signature));
        let mut another = message;
        another[31] ^= 1;
        assert!(!ours.public().verifies(&another, &signature));
        for place in [0, 19, 20, 39] {
            let mut damaged = signature;
            damaged[place] ^= 1;
            assert!(!ours.public().verifies(&message, &damaged));
        }
    }
}

/// OTR signs M modulo q: neither its first 160 bits nor all 256 of them.
#[test]
fn messages_that_are_the_same_modulo_q_have_the_same_signatures() {
    let rng = &mut rng(2);
    let ours = keys(rng);
    let (mut one, mut one_plus_q) = ([0; 32], [0; 32]);
    one[31] = 1;
    one_plus_q[12..].copy_from_slice(&q_plus(1));
    let signature = ours.sign(&one, rng);
    assert!(ours.public().verifies(&one_plus_q, &signature));
}

#[test]
fn halves_of_a_signature_outside_1_to_q_minus_1_are_refused() {
    let rng = &mut rng(3);
    let ours = keys(rng);
    let message = [7; 32];
    let signature = ours.sign(&message, rng);
    let with = |place: usize, half: [u8; 20]| {
        let mut changed = signature;
        changed[place..place + 20].copy_from_slice(&half);
        ours.public().verifies(&message, &changed)
    };
    for place in [0, 20] {
        for half in [[0; 20], q_plus(0), q_plus(1), [0xff; 20]] {
            assert!(!with(place, half));
        }
    }
    // The same number, but not in its range: r + q or s + q, where it has room.
    for seed in 0..64 {
        let signature = ours.sign(&message, &mut self::rng(seed));
        for place in [0, 20] {
            let half: [u8; 20] = signature[place..place + 20].try_into().unwrap();
            let number = QNumber::from_be_bytes(&half).unwrap();
            let (sum, _) = number.plus(BUILT_IN.q.value());
            if sum.bit_length() <= Q_BITS {
                let mut changed = signature;
                sum.write_be_bytes(&mut changed[place..place + 20]);
                assert!(!ours.public().verifies(&message, &changed));
            }
        }
    }
}

#[test]
fn a_public_number_outside_the_subgroup_is_no_key() {
    let p = BUILT_IN.p.value();
    let key = |y: &[u8]| PublicKey::new(Arc::clone(&BUILT_IN), y).is_some();
    let [_, _, g, y] = keys(&mut rng(4)).public().numbers();
    assert!(key(&g) && key(&y));
    let minus = |small| p.minus(&PNumber::small(small)).0.to_be_bytes();
    let plus_p = |number: &[u8]| {
        let (sum, _) = PNumber::from_be_bytes(number).unwrap().plus(p);
        sum.to_be_bytes()
    };
    let refused = [vec![], vec![1], vec![2], minus(0), minus(1), plus_p(&[1])];
    for y in refused {
        assert!(!key(&y), "{y:x?}");
    }
    assert!(!key(&[1; 129]));
}

#[test]
fn parameters_that_do_not_belong_together_are_refused() {
    let [p, q, g, _] = keys(&mut rng(5)).public().numbers();
    let accepted = |p: &[u8], q: &[u8], g: &[u8]| Parameters::new(p, q, g).is_some();
    assert!(accepted(&p, &q, &g));
    assert!(accepted(&[&[0], &p[..]].concat(), &q, &g), "padded");
    let changed = |number: &[u8], place: usize, flip: u8| {
        let mut number = number.to_vec();
        number[place] ^= flip;
        number
    };
    // q does not divide p - 1.
    assert!(!accepted(&p, &changed(&q, 10, 2), &g));
    assert!(!accepted(&changed(&p, 100, 2), &q, &g));
    // Even numbers, and numbers of other sizes.
    assert!(!accepted(&changed(&p, 127, 1), &q, &g));
    assert!(!accepted(&p, &changed(&q, 19, 1), &g));
    assert!(!accepted(&changed(&p, 0, 0x80), &q, &g));
    assert!(!accepted(&p, &changed(&q, 0, 0x80), &g));
    assert!(!accepted(&[&[1], &p[..]].concat(), &q, &g));
    assert!(!accepted(&p, &[&[1], &q[..]].concat(), &g));
    // g: of another order, 0, 1, p - 1, and not below p.
    for g in [&[][..], &[1], &[2], &changed(&p, 127, 1), &p] {
        assert!(!accepted(&p, &q, g));
    }
}

/// Of libotr's half of `tests/vectors/libotr_answers_v3`: p, q, g, y; M; the signature. Python's numbers say that it
/// holds.
const LIBOTR_KEY: [&str; 4] = [
    "b7044c5a5d6c04ab86a2f0bd960be18a2b6adf9928dacf91d507a23b5af590fb905f2f18e122992d6a499eff0a500b87\
     58e18bb3357cd66fa3f9448215d36ab1da0edc2398c7a61eae04ba4b8390526e56d312f764525039266752ab422420f0\
     efd36b40c86b8b9a4d0f379b7f4675c7db76f1a637ee1c92fe4eb95d5aa76adf",
    "a3768ccd361fa8c5ea4b07f025b2dafb7f78102f",
    "21d09e46ca1aabd1f89982c80f3f696e7ddef0939881c6b7de937c689d6d3271f307305d6609f8815c8398fb1617fd0f\
     d73ac12c0de006c01c624f06b86b1b5d2a85c7bdbeba69cf5beba52553efbc17ba42e8d5d6eaa4263146878ae72b4fb0\
     27bfdc3b7038c0a0ec79279aec355c784b49c802363e34d294e05f5993040d00",
    "b345fdf285ad7d44913d8567464d8b7100a3b22651d3354ca2aa9db85a140e58d83db03d383ddd5c1daa2a0b73c61363\
     245a085a41c581fe8d272961b3377c3a460db74bb691dee6dc6a97a6ced58b27b4042edc2f72585bbe3796e0be2fcab5\
     47c657a5740019d8d710ada91df219bf36f0041f3135f63058a9d7be2fb1d26b",
];
const LIBOTR_M: &str = "ef24f6767d85c27f4c622b273225f69427ea43ff75ad60b6c11cb3d8aca33522";
const LIBOTR_SIGNATURE: &str =
    "691f781ab0da2a2fb841ec23161d8008dcd327b92665817b0a63a5d2f6b84a71738b9d4374078ed0";

fn bytes(digits: &str) -> Vec<u8> {
    let pairs = digits.as_bytes().chunks(2);
    let byte = |pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
    pairs.map(byte).collect()
}

#[test]
fn a_signature_of_libotr_holds() {
    let [p, q, g, y] = LIBOTR_KEY.map(bytes);
    let parameters = Arc::new(Parameters::new(&p, &q, &g).unwrap());
    let key = PublicKey::new(parameters, &y).unwrap();
    assert_eq!(
        crate::Fingerprint::of(&key).to_hex(),
        "07c1b04a1b6b98d85d570978381716fd3f6a8fc1"
    );
    let message = bytes(LIBOTR_M).try_into().unwrap();
    let signature = bytes(LIBOTR_SIGNATURE).try_into().unwrap();
    assert!(key.verifies(&message, &signature));
}

/// RustCrypto's `dsa` as a second implementation. It signs the first 20 bytes of what it is given as a number, so it
/// is given M modulo q, which is what OTR signs.
mod second_implementation {
    use ::dsa::{
        BoxedUint, Components, Signature, SigningKey, VerifyingKey,
        signature::hazmat::{PrehashVerifier, RandomizedPrehashSigner},
    };
    use proptest::prelude::*;

    use super::*;

    fn number(digits: &[u8], bits: u32) -> BoxedUint {
        BoxedUint::from_be_slice(digits, bits).unwrap()
    }

    /// The same key there.
    fn theirs(ours: &KeyPair) -> SigningKey {
        let [p, q, g, y] = ours.public().numbers();
        let components =
            Components::from_components(number(&p, 1024), number(&q, 160), number(&g, 1024));
        let public = VerifyingKey::from_components(components.unwrap(), number(&y, 1024)).unwrap();
        SigningKey::from_components(public, number(ours.private_bytes().as_slice(), 160)).unwrap()
    }

    /// M modulo q, in 20 bytes.
    fn reduced(ours: &KeyPair, message: &[u8; 32]) -> [u8; 20] {
        let q = ours.public().parameters().q.value();
        let mut bytes = [0; 20];
        q.remainder_of(message).write_be_bytes(&mut bytes);
        bytes
    }

    /// Whether each accepts the other's signature of this message, and neither accepts it for another.
    fn agree(ours: &KeyPair, message: &[u8; 32], rng: &mut SeededRng) -> bool {
        let theirs = theirs(ours);
        let verifies_there = |message: &[u8; 32], signature: &[u8; 40]| {
            let (r, s) = signature.split_at(20);
            let signature = Signature::from_components(number(r, 160), number(s, 160)).unwrap();
            let key = theirs.verifying_key();
            key.verify_prehash(&reduced(ours, message), &signature)
                .is_ok()
        };
        let our_signature = ours.sign(message, rng);
        let signed = theirs.sign_prehash_with_rng(rng, &reduced(ours, message));
        let signed = signed.unwrap();
        let halves = [signed.r(), signed.s()].map(|half| {
            let bytes = half.to_be_bytes();
            <[u8; 20]>::try_from(&bytes[bytes.len() - 20..]).unwrap()
        });
        let their_signature = halves.concat().try_into().unwrap();

        let mut other = *message;
        other[31] ^= 1;
        verifies_there(message, &our_signature)
            && !verifies_there(&other, &our_signature)
            && ours.public().verifies(message, &their_signature)
            && !ours.public().verifies(&other, &their_signature)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn each_signs_what_the_other_verifies(message in any::<[u8; 32]>(), seed in any::<u64>()) {
            let rng = &mut rng(seed);
            let [p, q, g, _] = LIBOTR_KEY.map(bytes);
            let libotrs = Arc::new(Parameters::new(&p, &q, &g).unwrap());
            for parameters in [Arc::clone(&BUILT_IN), libotrs] {
                prop_assert!(agree(&KeyPair::generate(parameters, rng), &message, rng));
            }
        }
    }

    #[test]
    fn they_agree_about_messages_at_the_edges_of_q() {
        let rng = &mut rng(6);
        let ours = keys(rng);
        let mut at_q = [0; 32];
        at_q[12..].copy_from_slice(&q_plus(0));
        let mut below_q = [0; 32];
        below_q[12..].copy_from_slice(&q_plus(-1));
        for message in [[0; 32], at_q, below_q, [0xff; 32]] {
            assert!(agree(&ours, &message, rng), "{message:x?}");
        }
    }
}
