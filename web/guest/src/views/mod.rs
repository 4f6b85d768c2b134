//! What the widget shows. The views carry: what is to be shown comes in as properties, what the guest does
//! goes out by callbacks. A view that remembers something is a component, any other a function: each component adds two
//! kilobytes to what every guest's browser loads.

mod asking;
mod earlier;
mod frame;
mod lines;
mod looking;
mod standing;
mod talking;
mod trust;
mod writing;

pub(crate) use asking::asking;
pub(crate) use frame::frame;
pub(crate) use looking::looking;
pub(crate) use talking::Talking;
