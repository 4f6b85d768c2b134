//! By what a webhook knows that it was us: the signature of Standard Webhooks 1.0.0 (HMAC-SHA-256).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Bytes of a secret.
pub(super) const SECRET_BYTES: usize = 32;

/// What a secret begins with.
const PREFIX: &str = "whsec_";

/// How whoever is to check signatures is told a secret ("Signature scheme").
pub(super) fn shown(secret: &[u8; SECRET_BYTES]) -> String {
    format!("{PREFIX}{}", STANDARD.encode(secret))
}

/// The header `webhook-signature` of a body that is posted under this id, so many seconds after 1970. Nothing if the secret is none
/// that was [`shown`].
pub(super) fn of(secret: &str, id: &str, seconds: u64, body: &str) -> Option<String> {
    let secret = STANDARD.decode(secret.strip_prefix(PREFIX)?).ok()?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret).ok()?;
    for part in [id, ".", &seconds.to_string(), ".", body] {
        mac.update(part.as_bytes());
    }
    let signature = STANDARD.encode(mac.finalize().into_bytes());
    Some(format!("v1,{signature}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_is_signed_as_there() {
        let signature = of(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            r#"{"test": 2432232314}"#,
        );
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signature.as_deref(), Some(expected));
    }

    #[test]
    fn a_secret_is_shown_as_receivers_read_it() {
        let shown = shown(&[0; SECRET_BYTES]);
        assert_eq!(shown, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    }
}
