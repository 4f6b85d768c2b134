//! For tests: an authenticator.

use hushdesk_protocol::rest::{Encoded, NewPasskey, PasskeyAlgorithm, PasskeyAnswer};
use p256::ecdsa::{Signature, SigningKey};
use sha2::{Digest, Sha256};
use signature::Signer;

use crate::Site;
use crate::authenticator_data::{ATTESTED, PRESENT, VERIFIED};
use crate::client_data::Purpose;
use crate::encoded::encoded;

/// How the `SubjectPublicKeyInfo` of a point of P-256 begins (RFC 5480).
const INFO: [u8; 26] = [
    0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06, 0x08, 0x2a,
    0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00,
];

/// An authenticator with one passkey.
#[derive(Clone, Debug)]
pub struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    /// By what it knows whose the passkey is, if it says so.
    pub user: Option<Encoded>,
    /// How often it has signed.
    pub counter: u32,
    /// What it says of who is there: somebody, and that it is them.
    pub flags: u8,
}

/// A site.
pub fn site() -> Site {
    Site {
        host: "help.example".to_owned(),
        origin: "https://help.example".to_owned(),
    }
}

/// Another one.
pub fn elsewhere() -> Site {
    Site {
        host: "evil.example".to_owned(),
        origin: "https://evil.example".to_owned(),
    }
}

impl Authenticator {
    /// One that is made of this number.
    ///
    /// # Panics
    ///
    /// The number is 0, or 255.
    #[allow(
        clippy::expect_used,
        reason = "tests give a number that is the key of a curve"
    )]
    pub fn new(number: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[number; 32]).expect("the number is no key"),
            id: vec![number; 16],
            user: None,
            counter: 0,
            flags: PRESENT | VERIFIED,
        }
    }

    /// Makes its passkey.
    ///
    /// # Panics
    ///
    /// Nothing can be called that.
    #[allow(clippy::expect_used, reason = "tests give what can be a label")]
    pub fn make(&self, challenge: &[u8], site: &Site, label: &str) -> NewPasskey {
        let mut data = self.data(site, self.flags | ATTESTED);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(&self.id);
        let point = self.key.verifying_key().to_sec1_point(false);
        NewPasskey {
            label: label.parse().expect("no label"),
            id: encoded(&self.id),
            client_data: encoded(&client_data(Purpose::Create, challenge, site)),
            authenticator_data: encoded(&data),
            key: encoded(&[&INFO, point.as_bytes()].concat()),
            algorithm: PasskeyAlgorithm::Es256,
        }
    }

    /// Signs with its passkey.
    pub fn sign(&mut self, challenge: &[u8], site: &Site) -> PasskeyAnswer {
        self.counter += 1;
        let (client_data, data) = (
            client_data(Purpose::Get, challenge, site),
            self.data(site, self.flags),
        );
        let message = [&data[..], &Sha256::digest(&client_data)[..]].concat();
        let signature: Signature = self.key.sign(&message);
        PasskeyAnswer {
            id: encoded(&self.id),
            client_data: encoded(&client_data),
            authenticator_data: encoded(&data),
            signature: encoded(signature.to_der().as_bytes()),
            user: self.user.clone(),
        }
    }

    fn data(&self, site: &Site, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(&site.host).to_vec();
        data.push(flags);
        data.extend(self.counter.to_be_bytes());
        data
    }
}

fn client_data(purpose: Purpose, challenge: &[u8], site: &Site) -> Vec<u8> {
    let (kind, challenge, origin) = (purpose.as_str(), encoded(challenge), &site.origin);
    let challenge = challenge.as_str();
    let json = format!(
        r#"{{"type":"{kind}","challenge":"{challenge}","origin":"{origin}","crossOrigin":false}}"#
    );
    json.into_bytes()
}
