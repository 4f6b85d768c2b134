//! The same API for JavaScript: feature `npm`, carried on by the modules of the folder `npm`. No
//! decisions.
//!
//! What a call gives is a plain object, `{ send: string[], events: { type: string, ... }[] }`; what it
//! refuses becomes an exception. Time comes from JavaScript, randomness from WebCrypto.
#![allow(
    unsafe_code,
    missing_docs,
    unreachable_pub,
    reason = "what wasm_bindgen generates; JavaScript's documentation is in npm/index.d.ts"
)]

use std::{str::FromStr, sync::Arc};

use getrandom::{SysRng, rand_core::UnwrapErr};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

use crate::{
    Conversation, Fingerprint, Generation, Half, Identity, InstanceTag, Outcome, Output, Padding,
    Policy, Progress, SmpEvent, State, Timestamp, Tlv,
    key_file::{self, Account, read_libotr, read_pkcs8, write_libotr, write_pkcs8, write_spki},
};

type Result<T> = std::result::Result<T, JsError>;

/// WebCrypto's random numbers.
fn rng() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

#[wasm_bindgen(js_name = RawIdentity)]
#[derive(Clone)]
pub struct JsIdentity(Arc<Identity>);

#[wasm_bindgen(js_class = RawIdentity)]
impl JsIdentity {
    pub fn generate() -> Self {
        Self(Arc::new(Identity::generate(&mut rng())))
    }

    /// `[{ name, protocol, identity }]`
    #[wasm_bindgen(js_name = readLibotr)]
    pub fn read_libotr(file: &str) -> Result<Array> {
        let accounts = read_libotr(file, &mut rng())?;
        Ok(accounts
            .into_iter()
            .map(|account| {
                object([
                    ("name", account.name.into()),
                    ("protocol", account.protocol.into()),
                    ("identity", Self(account.identity).into()),
                ])
            })
            .collect())
    }

    #[wasm_bindgen(js_name = writeLibotr)]
    pub fn write_libotr(&self, name: String, protocol: String) -> String {
        let identity = Arc::clone(&self.0);
        write_libotr(&[Account {
            name,
            protocol,
            identity,
        }])
        .to_string()
    }

    /// PKCS#8, in PEM.
    #[wasm_bindgen(js_name = readPem)]
    pub fn read_pem(text: &str) -> Result<Self> {
        Ok(Self(read_pkcs8(text, &mut rng())?))
    }

    #[wasm_bindgen(js_name = writePem)]
    pub fn write_pem(&self) -> String {
        write_pkcs8(&self.0).to_string()
    }

    /// The public key alone: SubjectPublicKeyInfo, in PEM.
    #[wasm_bindgen(js_name = writePublicPem)]
    pub fn write_public_pem(&self) -> String {
        write_spki(&self.0)
    }

    #[wasm_bindgen(getter)]
    pub fn fingerprint(&self) -> String {
        self.0.fingerprint().to_hex()
    }
}

#[wasm_bindgen(js_name = RawGeneration)]
#[derive(Default)]
pub struct JsGeneration(Generation);

#[wasm_bindgen(js_class = RawGeneration)]
impl JsGeneration {
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The identity, or a number: how far the search is.
    pub fn step(&mut self) -> JsValue {
        match self.0.step(&mut rng()) {
            Progress::Searching(share) => share.into(),
            Progress::Done(identity) => JsIdentity(Arc::from(identity)).into(),
        }
    }
}

/// The fingerprints of all keys in a file: libotr's, or PEM, private or public.
#[wasm_bindgen]
pub fn fingerprints(file: &str) -> Result<Vec<String>> {
    Ok(key_file::fingerprints(file)?
        .iter()
        .map(Fingerprint::to_hex)
        .collect())
}

/// A fingerprint as people compare it: five groups of eight digits.
#[wasm_bindgen(js_name = formatFingerprint)]
pub fn format_fingerprint(fingerprint: &str) -> Result<String> {
    Ok(Fingerprint::from_str(fingerprint)?.to_string())
}

#[wasm_bindgen(js_name = RawConversation)]
pub struct JsConversation(Conversation);

#[wasm_bindgen(js_class = RawConversation)]
impl JsConversation {
    /// Tag 0: a random one.
    #[wasm_bindgen(constructor)]
    pub fn new(identity: &JsIdentity, tag: u32) -> Self {
        let tag = InstanceTag::new(tag).unwrap_or_else(|| InstanceTag::generate(&mut rng()));
        Self(Conversation::new(
            Arc::clone(&identity.0),
            tag,
            Policy::default(),
        ))
    }

    /// Takes over what `options` name, and leaves the rest as it is.
    #[wasm_bindgen(js_name = setPolicy)]
    pub fn set_policy(&mut self, options: &JsValue) {
        let mut policy = self.0.policy().clone();
        let flags = [
            ("allowV2", &mut policy.allow_v2),
            ("allowV3", &mut policy.allow_v3),
            ("requireEncryption", &mut policy.require_encryption),
            ("sendWhitespaceTag", &mut policy.send_whitespace_tag),
            ("startOnWhitespaceTag", &mut policy.start_on_whitespace_tag),
            ("startOnError", &mut policy.start_on_error),
            ("answerQueries", &mut policy.answer_queries),
            ("heartbeats", &mut policy.heartbeats),
            ("resend", &mut policy.resend),
        ];
        for (name, flag) in flags {
            *flag = option(options, name)
                .and_then(|value| value.as_bool())
                .unwrap_or(*flag);
        }
        let number = |name| option(options, name).map(|value| value.as_f64().unwrap_or(0.0));
        if let Some(multiple) = number("padding") {
            policy.padding = short(multiple).map_or(Padding::None, Padding::Multiple);
        }
        if let Some(length) = number("longestLine") {
            policy.longest_line = short(length);
        }
        self.0.set_policy(policy);
    }

    pub fn begin(&mut self) -> Result<JsValue> {
        Ok(shown(self.0.begin(&mut rng())?))
    }

    pub fn query(&self) -> Result<JsValue> {
        Ok(shown(self.0.query()?))
    }

    /// A line that is refused is an event too.
    pub fn receive(&mut self, line: &str, now: f64) -> JsValue {
        match self.0.receive(line, moment(now), &mut rng()) {
            Ok(output) => shown(output),
            Err(rejected) => {
                let send = rejected
                    .reply
                    .iter()
                    .map(|line| JsValue::from_str(line))
                    .collect();
                let reason = rejected.reason.to_string().into();
                answer(send, Array::of1(&event("rejected", [("reason", reason)])))
            }
        }
    }

    /// `kinds` and `values`: the records' types and bytes.
    pub fn send(
        &mut self,
        text: &str,
        kinds: &[u16],
        values: Vec<Uint8Array>,
        now: f64,
    ) -> Result<JsValue> {
        let tlvs = kinds
            .iter()
            .zip(values)
            .map(|(kind, value)| Tlv::new(*kind, value.to_vec()));
        let tlvs: Vec<Tlv> = tlvs.collect::<std::result::Result<_, _>>()?;
        Ok(shown(self.0.send(text, &tlvs, moment(now), &mut rng())?))
    }

    #[wasm_bindgen(js_name = startSmp)]
    pub fn start_smp(
        &mut self,
        secret: &[u8],
        question: Option<String>,
        now: f64,
    ) -> Result<JsValue> {
        let question = question.as_deref();
        Ok(shown(self.0.start_smp(
            secret,
            question,
            moment(now),
            &mut rng(),
        )?))
    }

    #[wasm_bindgen(js_name = answerSmp)]
    pub fn answer_smp(&mut self, secret: &[u8], now: f64) -> Result<JsValue> {
        Ok(shown(self.0.answer_smp(secret, moment(now), &mut rng())?))
    }

    #[wasm_bindgen(js_name = abortSmp)]
    pub fn abort_smp(&mut self, now: f64) -> Result<JsValue> {
        Ok(shown(self.0.abort_smp(moment(now), &mut rng())?))
    }

    /// The answer's `key` is the key.
    #[wasm_bindgen(js_name = extraKey)]
    pub fn extra_key(&mut self, usage: u32, context: &[u8], now: f64) -> Result<JsValue> {
        let (key, output) = self.0.extra_key(usage, context, moment(now), &mut rng())?;
        let answer = shown(output);
        set(
            &answer,
            "key",
            &Uint8Array::from(&key.as_bytes()[..]).into(),
        );
        Ok(answer)
    }

    pub fn end(&mut self, now: f64) -> JsValue {
        shown(self.0.end(moment(now), &mut rng()))
    }

    /// `"plaintext"`, `"encrypted"` or `"finished"`.
    #[wasm_bindgen(getter)]
    pub fn state(&self) -> String {
        match self.0.state() {
            State::Plaintext => "plaintext",
            State::Encrypted { .. } => "encrypted",
            State::Finished => "finished",
        }
        .to_owned()
    }

    /// `{ fingerprint, version, sessionId, ourHalf }` while encrypted.
    #[wasm_bindgen(getter)]
    pub fn session(&self) -> JsValue {
        match self.0.state() {
            State::Encrypted {
                fingerprint,
                session,
                version,
            } => object(session_fields(fingerprint, version, session)),
            State::Plaintext | State::Finished => JsValue::NULL,
        }
    }

    #[wasm_bindgen(getter, js_name = instanceTag)]
    pub fn instance_tag(&self) -> u32 {
        self.0.our_tag().number()
    }

    #[wasm_bindgen(getter, js_name = theirInstanceTag)]
    pub fn their_instance_tag(&self) -> Option<u32> {
        self.0.their_tag().map(InstanceTag::number)
    }
}

/// An output as JavaScript sees it.
fn shown(output: Output) -> JsValue {
    let send = output
        .send
        .iter()
        .map(|line| JsValue::from_str(line))
        .collect();
    answer(send, output.outcomes.into_iter().map(outcome).collect())
}

fn answer(send: Array, events: Array) -> JsValue {
    object([("send", send.into()), ("events", events.into())])
}

fn outcome(outcome: Outcome) -> JsValue {
    match outcome {
        Outcome::Text(text) => event("text", [("text", text.into()), ("encrypted", true.into())]),
        Outcome::Unencrypted { text, expected } => event(
            "text",
            [
                ("text", text.into()),
                ("encrypted", false.into()),
                ("expected", expected.into()),
            ],
        ),
        Outcome::Encrypted {
            fingerprint,
            version,
            session,
        } => event("encrypted", session_fields(fingerprint, version, session)),
        Outcome::Finished => event("finished", []),
        Outcome::Tlv(tlv) => {
            let kind = tlv.kind().into();
            event(
                "tlv",
                [
                    ("kind", kind),
                    ("value", Uint8Array::from(tlv.value()).into()),
                ],
            )
        }
        Outcome::Smp(smp) => smp_event(smp),
        Outcome::ExtraKey {
            usage,
            context,
            key,
        } => {
            let key = Uint8Array::from(&key.as_bytes()[..]);
            let context = Uint8Array::from(context.as_slice());
            event(
                "extraKey",
                [
                    ("usage", usage.into()),
                    ("context", context.into()),
                    ("key", key.into()),
                ],
            )
        }
        Outcome::Queried { version } => event("queried", [("version", version.number().into())]),
        Outcome::PeerError(text) => event("error", [("text", text.into())]),
        Outcome::Resent(text) => event("resent", [("text", text.into())]),
    }
}

fn smp_event(smp: SmpEvent) -> JsValue {
    let (verdict, question) = match smp {
        SmpEvent::Asked { question } => ("asked", question),
        SmpEvent::Verified => ("verified", None),
        SmpEvent::Failed => ("failed", None),
        SmpEvent::Aborted => ("aborted", None),
        SmpEvent::Cheated => ("cheated", None),
    };
    let question = question.map_or(JsValue::NULL, JsValue::from);
    event("smp", [("result", verdict.into()), ("question", question)])
}

fn session_fields(
    fingerprint: Fingerprint,
    version: crate::Version,
    session: crate::SessionId,
) -> [(&'static str, JsValue); 4] {
    let half = match session.ours {
        Half::First => "first",
        Half::Second => "second",
    };
    [
        ("fingerprint", fingerprint.to_hex().into()),
        ("version", version.number().into()),
        ("sessionId", session.to_string().into()),
        ("ourHalf", half.into()),
    ]
}

fn event<const N: usize>(kind: &str, fields: [(&str, JsValue); N]) -> JsValue {
    let event = object(fields);
    set(&event, "type", &kind.into());
    event
}

fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in fields {
        set(&object, name, &value);
    }
    object
}

/// Sets a property. A plain object refuses none.
fn set(object: &JsValue, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).ok();
}

/// An option that is given: neither missing nor `undefined`.
fn option(options: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(options, &name.into())
        .ok()
        .filter(|value| !value.is_undefined())
}

/// A number from 1 to 65,535; none for 0 and anything else.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "JavaScript's numbers are floating; the cast saturates"
)]
fn short(number: f64) -> Option<u16> {
    Some(number as u16).filter(|number| *number != 0)
}

/// JavaScript's milliseconds.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "JavaScript's numbers are floating; the cast saturates"
)]
fn moment(milliseconds: f64) -> Timestamp {
    Timestamp::from_millis(milliseconds as u64)
}
