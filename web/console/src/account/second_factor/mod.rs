//! A second factor beside the password: setting it up, renewing its recovery codes, turning it off.

mod door;
mod proof;
mod qr;
mod recovery;
mod section;
mod set_up;

pub(crate) use door::SecondFactorDoor;
pub(super) use proof::{Asking, ProofForm, Refusal, use_code_asked};
pub(super) use section::SecondFactorSection;
