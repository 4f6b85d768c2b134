//! What the widget shows: functions from what it knows to a picture. What the guest does with the picture comes
//! back as a deed.

mod asking;
mod doubt;
mod earlier;
mod ending;
mod frame;
mod lines;
mod log;
mod looking;
mod parts;
mod standing;
mod talking;
mod trust;
mod writing;

pub(crate) use frame::frame;
pub(crate) use log::Drawn;
