//! Tokens of a made-up provider, right ones and forged ones, signed by keys of this file.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that fails says where"
)]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use hushdesk_oidc::{Expected, IdToken, Keys, Untrue, verify};
use hushdesk_protocol::ids::Timestamp;
use p256::ecdsa::signature::Signer;
use p256::ecdsa::{Signature, SigningKey};
use rsa::traits::PublicKeyParts;
use rsa::{BoxedUint, Pkcs1v15Sign, PrivateKey};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const SECONDS: u64 = 1_800_000_000;

/// The two numbers of an RSA key of 2,048 bits.
const P: &str = "dc3777b3cb10e985c894edcae981ca1e8a4dc2f9221d1c9d89a5cf29bbecc769adce0776dbbcc87ae495834ef4764ab1d0bcb9456ee73ee691f73ebd50277649ff2cdbd4ffe33b2bfdc65c64a6bba1e39ba7fb5930cd8365b119e0b6c8940c6e51dcb2cfed81b10a749906e626822514d7ccd7bf3eaadeedefbf19ff35944e73";
const Q: &str = "ba7faab31814bc3eadf0bb1bf3373ea9220dcb54e8b4b9bc0922b01b29c09669afc4b909deb59c1f4bed1b91be0630758ace1d0c27cb384f806f748b9488abd1f6ffdb63852dabed9bce53be9ae406ef3f7ad09e8bf40c1c48f74bec4b3dc5166af328dfc614335249ff877149b29044f14b2532694da9b4be7fbc431d912023";

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn curve(byte: u8) -> SigningKey {
    SigningKey::from_slice(&[byte; 32]).unwrap()
}

fn number() -> PrivateKey {
    let part = |hex| BoxedUint::from_be_hex(hex, 1_024).unwrap();
    PrivateKey::from_p_q(part(P), part(Q), BoxedUint::from(65_537_u64)).unwrap()
}

fn curve_key(kid: &str, byte: u8) -> Value {
    let point = curve(byte).verifying_key().to_sec1_point(false);
    let (x, y) = (point.x().unwrap(), point.y().unwrap());
    json!({"kty": "EC", "crv": "P-256", "kid": kid, "use": "sig", "alg": "ES256", "x": encoded(x), "y": encoded(y)})
}

fn number_key(kid: &str) -> Value {
    let (n, e) = (number().n_bytes(), number().e_bytes());
    json!({"kty": "RSA", "kid": kid, "n": encoded(n), "e": encoded(e)})
}

fn set(keys: &[Value]) -> Keys {
    Keys::read(json!({"keys": keys}).to_string().as_bytes()).unwrap()
}

/// The provider's keys.
fn keys() -> Keys {
    let unknown = json!({"kty": "AKP", "kid": "new", "alg": "ML-DSA-44", "pub": "AA"});
    set(&[curve_key("curve", 7), unknown, number_key("number")])
}

fn claims() -> Value {
    json!({
        "iss": "https://id.example", "aud": "hushdesk", "sub": "248289761001", "nonce": "the nonce",
        "exp": SECONDS + 300, "iat": SECONDS, "auth_time": SECONDS,
        "email": "Ann@Library.example", "email_verified": true, "staff": "ann",
    })
}

/// What is signed.
fn message(header: &Value, claims: &Value) -> String {
    format!(
        "{}.{}",
        encoded(header.to_string()),
        encoded(claims.to_string())
    )
}

fn es256(kid: &str, byte: u8, claims: &Value) -> String {
    let message = message(&json!({"alg": "ES256", "kid": kid}), claims);
    let signature: Signature = curve(byte).sign(message.as_bytes());
    format!("{message}.{}", encoded(signature.to_bytes()))
}

fn rs256(kid: &str, claims: &Value) -> String {
    let message = message(&json!({"alg": "RS256", "kid": kid}), claims);
    let digest = Sha256::digest(message.as_bytes());
    let signature = number()
        .sign(Pkcs1v15Sign::new::<Sha256>(), &digest)
        .unwrap();
    format!("{message}.{}", encoded(signature))
}

fn expected() -> Expected<'static> {
    Expected {
        issuer: "https://id.example",
        client: "hushdesk",
        nonce: "the nonce",
        since: None,
        now: Timestamp(SECONDS * 1_000),
    }
}

fn read(token: &str) -> Result<IdToken, Untrue> {
    verify(token, &keys(), &expected())
}

fn with(name: &str, value: Value) -> Result<IdToken, Untrue> {
    let mut claims = claims();
    claims[name] = value;
    read(&es256("curve", 7, &claims))
}

fn why<T>(read: Result<T, Untrue>) -> Option<Untrue> {
    read.err()
}

#[test]
fn a_token_that_is_signed_by_a_curve_or_a_number_says_who_it_is() {
    for token in [es256("curve", 7, &claims()), rs256("number", &claims())] {
        let token = read(&token).unwrap();
        assert_eq!(token.subject(), "248289761001");
        assert_eq!(token.claim("staff"), Some("ann"));
        let email = token.verified_email().map(String::from);
        assert_eq!(email.as_deref(), Some("Ann@library.example"));
        assert_eq!(token.signed_in(), Some(Timestamp(SECONDS * 1_000)));
    }
}

#[test]
fn a_token_that_is_not_signed_says_nothing_whatever_it_calls_that() {
    for name in ["none", "None", "NONE", "nOnE"] {
        let header = json!({"alg": name, "kid": "curve"});
        let token = format!("{}.", message(&header, &claims()));
        assert_eq!(why(read(&token)), Some(Untrue::Algorithm), "{name}");
    }
    let signed = es256("curve", 7, &claims());
    let (message, _) = signed.rsplit_once('.').unwrap();
    assert_eq!(why(read(&format!("{message}."))), Some(Untrue::Signature));
}

#[test]
fn what_everybody_may_know_is_no_secret_to_sign_by() {
    let public = number().n_bytes();
    let point = curve(7).verifying_key().to_sec1_point(false);
    let texts = [
        number_key("number").to_string(),
        curve_key("curve", 7).to_string(),
    ];
    let secrets = [
        public.as_ref(),
        point.as_bytes(),
        texts[0].as_bytes(),
        texts[1].as_bytes(),
    ];
    for secret in secrets {
        for kid in ["curve", "number"] {
            let message = message(&json!({"alg": "HS256", "kid": kid}), &claims());
            let mut mac = Hmac::<Sha256>::new_from_slice(secret).unwrap();
            mac.update(message.as_bytes());
            let token = format!("{message}.{}", encoded(mac.finalize().into_bytes()));
            assert_eq!(why(read(&token)), Some(Untrue::Algorithm), "{kid}");
        }
    }
    // Even a provider that lists a shared secret signs by none here.
    let shared = set(&[json!({"kty": "oct", "kid": "curve", "k": encoded("secret")})]);
    let token = es256("curve", 7, &claims());
    assert_eq!(why(verify(&token, &shared, &expected())), Some(Untrue::Key));
}

#[test]
fn a_key_that_the_provider_does_not_have_signs_nothing() {
    assert_eq!(
        why(read(&es256("curve", 8, &claims()))),
        Some(Untrue::Signature)
    );
    assert_eq!(why(read(&es256("next", 8, &claims()))), Some(Untrue::Key));
    assert_eq!(why(read(&es256("number", 7, &claims()))), Some(Untrue::Key));
    assert_eq!(why(read(&rs256("curve", &claims()))), Some(Untrue::Key));
    let rotated = set(&[curve_key("next", 8), curve_key("curve", 7)]);
    for (kid, byte) in [("next", 8), ("curve", 7)] {
        let token = es256(kid, byte, &claims());
        assert!(verify(&token, &rotated, &expected()).is_ok(), "{kid}");
    }
    // Its own key, brought along in the header.
    let header = json!({"alg": "ES256", "kid": "curve", "jwk": curve_key("curve", 8), "jku": "https://evil.example"});
    let message = message(&header, &claims());
    let signature: Signature = curve(8).sign(message.as_bytes());
    let token = format!("{message}.{}", encoded(signature.to_bytes()));
    assert_eq!(why(read(&token)), Some(Untrue::Signature));
}

#[test]
fn a_key_for_something_else_or_a_short_one_signs_nothing() {
    let token = es256("curve", 7, &claims());
    let key = |name: &str, value: &str| {
        let mut key = curve_key("curve", 7);
        key[name] = value.into();
        why(verify(&token, &set(&[key]), &expected()))
    };
    assert_eq!(key("use", "sig"), None);
    assert_eq!(key("use", "enc"), Some(Untrue::Key));
    assert_eq!(key("alg", "ES384"), Some(Untrue::Key));
    assert_eq!(key("crv", "P-384"), Some(Untrue::Key));
    assert_eq!(key("x", "AA"), Some(Untrue::Key));
    let mut short = number_key("number");
    short["n"] = encoded([0xff; 128]).into();
    let token = rs256("number", &claims());
    assert_eq!(
        why(verify(&token, &set(&[short]), &expected())),
        Some(Untrue::Key)
    );
    assert_eq!(
        why(verify(&token, &Keys::default(), &expected())),
        Some(Untrue::Key)
    );
}

#[test]
fn a_token_without_the_name_of_a_key_is_read_where_only_one_can_be_meant() {
    let message = message(&json!({"alg": "ES256"}), &claims());
    let signature: Signature = curve(7).sign(message.as_bytes());
    let token = format!("{message}.{}", encoded(signature.to_bytes()));
    assert!(read(&token).is_ok());
    let two = set(&[curve_key("a", 7), curve_key("b", 8)]);
    assert_eq!(why(verify(&token, &two, &expected())), Some(Untrue::Key));
}

#[test]
fn a_token_is_of_this_provider_for_this_client_and_answers_this_question() {
    for issuer in [
        json!("https://evil.example"),
        json!(["https://id.example"]),
        json!("https://id.example/"),
        Value::Null,
    ] {
        assert_eq!(why(with("iss", issuer)), Some(Untrue::Issuer));
    }
    for audience in [
        json!("other"),
        json!([]),
        json!(["hushdesk", "other"]),
        json!({"hushdesk": 1}),
        Value::Null,
    ] {
        assert_eq!(why(with("aud", audience)), Some(Untrue::Audience));
    }
    assert_eq!(why(with("aud", json!(["hushdesk"]))), None);
    assert_eq!(why(with("azp", json!("other"))), Some(Untrue::Audience));
    let mut both = claims();
    both["aud"] = json!(["other", "hushdesk"]);
    both["azp"] = json!("hushdesk");
    assert_eq!(why(read(&es256("curve", 7, &both))), None);
    for nonce in [
        json!("another"),
        json!(""),
        json!(["the nonce"]),
        Value::Null,
    ] {
        assert_eq!(why(with("nonce", nonce)), Some(Untrue::Nonce));
    }
    for subject in [
        json!(""),
        json!(7),
        json!("a".repeat(256)),
        json!("\u{e4}"),
        Value::Null,
    ] {
        assert_eq!(why(with("sub", subject)), Some(Untrue::Subject));
    }
}

#[test]
fn a_token_counts_for_a_while() {
    let time = Some(Untrue::Time);
    assert_eq!(why(with("exp", json!(SECONDS - 59))), None, "clocks differ");
    for ends in [
        json!(SECONDS - 60),
        json!(0),
        json!("later"),
        json!(-1),
        Value::Null,
    ] {
        assert_eq!(why(with("exp", ends)), time);
    }
    assert_eq!(why(with("iat", json!(SECONDS + 60))), None);
    for made in [json!(SECONDS + 61), json!(SECONDS - 661), Value::Null] {
        assert_eq!(why(with("iat", made)), time);
    }
    assert_eq!(why(with("nbf", json!(SECONDS + 61))), time);
    assert_eq!(why(with("nbf", json!(SECONDS))), None);
}

#[test]
fn who_is_to_show_again_that_it_is_them_has_signed_in_at_the_provider_since() {
    let again = |auth_time: Value| {
        let mut claims = claims();
        claims["auth_time"] = auth_time;
        let expected = Expected {
            since: Some(Timestamp(SECONDS * 1_000)),
            ..expected()
        };
        why(verify(&es256("curve", 7, &claims), &keys(), &expected))
    };
    assert_eq!(again(json!(SECONDS)), None);
    for before in [
        json!(SECONDS - 3_600),
        json!(SECONDS - 61),
        json!("now"),
        Value::Null,
    ] {
        assert_eq!(again(before), Some(Untrue::SignedInBefore));
    }
}

#[test]
fn an_address_counts_if_the_provider_says_that_it_has_verified_it() {
    let email = |verified: Value| {
        with("email_verified", verified)
            .unwrap()
            .verified_email()
            .is_some()
    };
    assert!(email(json!(true)) && email(json!("true")));
    for verified in [
        json!(false),
        json!("false"),
        json!(1),
        json!("yes"),
        Value::Null,
    ] {
        assert!(!email(verified.clone()), "{verified}");
    }
}

#[test]
fn what_is_no_token_is_none() {
    let token = es256("curve", 7, &claims());
    for text in [
        "",
        ".",
        "..",
        "a.b.c",
        "....",
        &token.replace('.', ""),
        &format!("{token}.more"),
        &"a".repeat(70_000),
    ] {
        assert!(read(text).is_err(), "{text}");
    }
    let crit = json!({"alg": "ES256", "kid": "curve", "crit": ["exp"]});
    let message = message(&crit, &claims());
    let signature: Signature = curve(7).sign(message.as_bytes());
    let token = format!("{message}.{}", encoded(signature.to_bytes()));
    assert_eq!(why(read(&token)), Some(Untrue::Malformed));
}

#[test]
fn what_the_provider_says_elsewhere_counts_if_it_is_of_the_same_person() {
    let mut bare = claims();
    for name in ["email", "email_verified", "staff"] {
        bare.as_object_mut().unwrap().remove(name);
    }
    let bare = read(&es256("curve", 7, &bare)).unwrap();
    assert!(bare.lacks("email") && bare.lacks("staff"));
    let said = |subject: &str, verified: bool| {
        json!({"sub": subject, "email": "ann@library.example", "email_verified": verified, "staff": "ann", "nonce": "x"})
            .to_string()
    };
    let with = |claim, said: &str| bare.clone().with(claim, said.as_bytes());
    let full = with("email", &said("248289761001", true));
    assert!(full.verified_email().is_some() && !full.lacks("email") && full.lacks("staff"));
    assert_eq!(
        with("staff", &said("248289761001", true)).claim("staff"),
        Some("ann")
    );
    for other in [
        said("another", true),
        said("248289761001", false),
        "no JSON".to_owned(),
    ] {
        assert!(with("email", &other).verified_email().is_none(), "{other}");
    }
    // An address of the token is not verified by what is said of another.
    let mut unverified = claims();
    unverified["email"] = json!("victim@library.example");
    unverified.as_object_mut().unwrap().remove("email_verified");
    let token = read(&es256("curve", 7, &unverified)).unwrap();
    assert!(token.lacks("email"));
    let token = token.with("email", said("248289761001", true).as_bytes());
    let email = token.verified_email().map(String::from);
    assert_eq!(email.as_deref(), Some("ann@library.example"));
}
