//! What comes of a call, as plain objects.

use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::JsValue;

use crate::{
    Fingerprint, Half, InstanceTag, Outcome, Output, Reason, Rejected, SessionId, SmpEvent, Version,
};

/// An output as JavaScript sees it.
pub(super) fn shown(output: Output) -> JsValue {
    let send = output
        .send
        .iter()
        .map(|line| JsValue::from_str(line))
        .collect();
    answer(send, output.outcomes.into_iter().map(outcome).collect())
}

/// A line that was refused: an event too, and the reply it may have.
pub(super) fn refused(rejected: &Rejected) -> JsValue {
    let send = rejected.reply.iter().map(|line| JsValue::from_str(line));
    let (code, tag) = code(&rejected.reason);
    let tag = tag.map_or(JsValue::NULL, |tag| tag.number().into());
    let reason = rejected.reason.to_string().into();
    let fields = [("code", code.into()), ("tag", tag), ("reason", reason)];
    answer(send.collect(), Array::of1(&event("rejected", fields)))
}

/// A name for programs, and the instance it is about.
fn code(reason: &Reason) -> (&'static str, Option<InstanceTag>) {
    let code = match reason {
        Reason::NotOtr => "notOtr",
        Reason::Malformed(_) => "malformed",
        Reason::TooLong { .. } => "tooLong",
        Reason::Version(_) => "version",
        Reason::NoCommonVersion => "noCommonVersion",
        Reason::NotForUs => "notForUs",
        Reason::OtherInstance(tag) => return ("otherInstance", Some(*tag)),
        Reason::Unexpected(_) => "unexpected",
        Reason::OutOfRange(_) => "outOfRange",
        Reason::DoesNotVerify(_) => "doesNotVerify",
        Reason::NotInPrivate => "notInPrivate",
        Reason::UnknownKeys { .. } => "unknownKeys",
        Reason::Replayed { .. } => "replayed",
        Reason::Reflected => "reflected",
    };
    (code, None)
}

/// The object that a call gives.
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

/// What tells of a private conversation.
pub(super) fn session_fields(
    fingerprint: Fingerprint,
    version: Version,
    session: SessionId,
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

/// A plain object.
pub(super) fn object<const N: usize>(fields: [(&str, JsValue); N]) -> JsValue {
    let object = Object::new().into();
    for (name, value) in fields {
        set(&object, name, &value);
    }
    object
}

/// Sets a property. A plain object refuses none.
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) {
    Reflect::set(object, &name.into(), value).ok();
}
