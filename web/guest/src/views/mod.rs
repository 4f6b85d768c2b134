//! What the widget shows. The views carry: what is to be shown comes in as properties, what the guest does
//! goes out by callbacks.

mod asking;
mod earlier;
mod frame;
mod lines;
mod looking;
mod standing;
mod talking;
mod trust;
mod writing;

pub(crate) use asking::Asking;
pub(crate) use frame::Frame;
pub(crate) use looking::Looking;
pub(crate) use talking::Talking;
