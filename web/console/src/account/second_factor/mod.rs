//! A second factor beside the password: setting it up, renewing its recovery codes, turning it off.

mod door;
mod proof;
mod qr;
mod recovery;
mod section;
mod set_up;

pub(crate) use door::SecondFactorDoor;
pub(super) use proof::{Asking, ProofForm, Refusal, instead, use_by_passkey, use_code_asked};
pub(super) use recovery::Recovery;
pub(super) use section::SecondFactorSection;
