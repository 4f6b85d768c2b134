//! What JavaScript says in options and numbers: it is taken as it is meant, or refused.

use std::ops::RangeInclusive;

use js_sys::Reflect;
use wasm_bindgen::prelude::{JsError, JsValue};

use super::{Result, rng};
use crate::{InstanceTag, Padding, Policy, Timestamp, limits::LONGEST_LINE_MIN};

/// The policy with what `options` name.
pub(super) fn policy(mut policy: Policy, options: &JsValue) -> Result<Policy> {
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
        if let Some(value) = option(options, name) {
            let refused = || JsError::new(&format!("{name} is true or false"));
            *flag = value.as_bool().ok_or_else(refused)?;
        }
    }
    if let Some(value) = option(options, "padding") {
        let multiple = short("padding", &value, 0)?;
        policy.padding = multiple.map_or(Padding::None, Padding::Multiple);
    }
    if let Some(value) = option(options, "longestLine") {
        policy.longest_line = short("longestLine", &value, LONGEST_LINE_MIN)?;
    }
    Ok(policy)
}

/// The instance tag that `options` name, or a random one.
pub(super) fn tag(options: &JsValue) -> Result<InstanceTag> {
    let Some(value) = option(options, "instanceTag") else {
        return Ok(InstanceTag::generate(&mut rng()));
    };
    let range = InstanceTag::SMALLEST..=u32::MAX;
    let number = whole("instanceTag", value.as_f64().unwrap_or(f64::NAN), range)?;
    InstanceTag::new(number).ok_or_else(|| JsError::new("instanceTag is at least 256"))
}

/// A whole number in this range.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "JavaScript's numbers are floating; it has been found to be whole and in the range"
)]
pub(super) fn whole(name: &str, number: f64, range: RangeInclusive<u32>) -> Result<u32> {
    let (least, most) = range.into_inner();
    let fits = number.trunc() == number && (f64::from(least)..=f64::from(most)).contains(&number);
    fits.then_some(number as u32)
        .ok_or_else(|| JsError::new(&format!("{name} is a whole number from {least} to {most}")))
}

/// JavaScript's milliseconds.
#[expect(
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "JavaScript's numbers are floating; the cast saturates"
)]
pub(super) fn moment(milliseconds: f64) -> Timestamp {
    Timestamp::from_millis(milliseconds as u64)
}

/// An option that is given: neither missing nor `undefined`.
fn option(options: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(options, &name.into())
        .ok()
        .filter(|value| !value.is_undefined())
}

/// A number of at most 65,535, and of at least so much; or 0, for none.
fn short(name: &str, value: &JsValue, least: usize) -> Result<Option<u16>> {
    let number = whole(
        name,
        value.as_f64().unwrap_or(f64::NAN),
        0..=u16::MAX.into(),
    )?;
    if number != 0 && usize::try_from(number).is_ok_and(|number| number < least) {
        return Err(JsError::new(&format!(
            "{name} is 0 or at least {least}, not {number}"
        )));
    }
    Ok(u16::try_from(number).ok().filter(|number| *number != 0))
}
