//! Passkeys: one's own, signing in by one, and showing one as the second factor.

mod adding;
mod beside;
mod browser;
mod instead;
mod section;
mod way;

pub(super) use adding::Adding;
pub(super) use beside::PasskeyBeside;
pub(super) use browser::use_passkeys_here;
pub(super) use instead::PasskeyInstead;
pub(super) use section::PasskeysSection;
pub(super) use way::PasskeyWay;
