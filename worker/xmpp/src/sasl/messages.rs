//! What the two sides say in SCRAM (RFC 5802, section 7) and PLAIN (RFC 4616, section 2).

use base64::prelude::{BASE64_STANDARD, Engine as _};

use super::Failure;

/// Bytes of a message: names and nonces are short, and so is a password.
const MESSAGE_BYTES_MAX: usize = 4_096;

/// Out of the base64 of a stream (RFC 6120, section 6.4.2), where `=` stands for nothing.
pub(super) fn decoded(text: &str) -> Result<String, Failure> {
    let text = text.trim();
    if text.len() > MESSAGE_BYTES_MAX {
        return Err(Failure::Malformed);
    }
    if text == "=" {
        return Ok(String::new());
    }
    let bytes = BASE64_STANDARD
        .decode(text)
        .map_err(|_| Failure::Encoding)?;
    String::from_utf8(bytes).map_err(|_| Failure::Malformed)
}

/// In the base64 of a stream.
pub(super) fn encoded(text: &str) -> String {
    BASE64_STANDARD.encode(text)
}

/// `[authzid] NUL authcid NUL passwd`.
pub(super) fn plain(text: &str) -> Result<(&str, &str), Failure> {
    let mut parts = text.split('\0');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(_), Some(name), Some(password), None) => Ok((name, password)),
        _ => Err(Failure::Malformed),
    }
}

/// `client-first-message`, without channel binding.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct ClientFirst<'a> {
    /// `gs2-header`.
    pub(super) header: &'a str,
    /// `client-first-message-bare`.
    pub(super) bare: &'a str,
    pub(super) name: String,
    pub(super) nonce: &'a str,
}

impl<'a> ClientFirst<'a> {
    pub(super) fn read(text: &'a str) -> Result<Self, Failure> {
        let (flag, rest) = text.split_once(',').ok_or(Failure::Malformed)?;
        let (authzid, bare) = rest.split_once(',').ok_or(Failure::Malformed)?;
        // "p=" would bind to a channel, which nothing was said to be possible.
        if !matches!(flag, "n" | "y") {
            return Err(Failure::Malformed);
        }
        let header = text
            .get(..flag.len() + authzid.len() + 2)
            .ok_or(Failure::Malformed)?;
        let mut attributes = bare.split(',');
        let name = value("n=", attributes.next())?;
        let nonce = value("r=", attributes.next())?;
        Ok(Self {
            header,
            bare,
            name: name.replace("=2C", ",").replace("=3D", "="),
            nonce,
        })
    }
}

/// `client-final-message`.
#[derive(Debug, Eq, PartialEq)]
pub(super) struct ClientFinal<'a> {
    /// `client-final-message-without-proof`.
    pub(super) without_proof: &'a str,
    /// What the channel is bound to: the `gs2-header`, in base64.
    pub(super) binding: &'a str,
    pub(super) nonce: &'a str,
    pub(super) proof: Vec<u8>,
}

impl<'a> ClientFinal<'a> {
    pub(super) fn read(text: &'a str) -> Result<Self, Failure> {
        let (without_proof, proof) = text.rsplit_once(",p=").ok_or(Failure::Malformed)?;
        let mut attributes = without_proof.split(',');
        Ok(Self {
            without_proof,
            binding: value("c=", attributes.next())?,
            nonce: value("r=", attributes.next())?,
            proof: BASE64_STANDARD
                .decode(proof)
                .map_err(|_| Failure::Malformed)?,
        })
    }
}

fn value<'a>(name: &str, attribute: Option<&'a str>) -> Result<&'a str, Failure> {
    let value = attribute.and_then(|it| it.strip_prefix(name));
    value.filter(|it| !it.is_empty()).ok_or(Failure::Malformed)
}
