//! How what is to be shown gets into the page: views draw a [`Picture`] as a value, a [`Page`] changes what
//! differs from the one before.
//!
//! The console uses Yew for this. Yew with nothing in it is a third of all that an opened widget may load, and
//! most of what it can do the widget does not need: its lists only grow at their end, and everything it remembers is
//! in one [`Widget`](crate::widget::Widget). So this is the smallest thing that serves: the parts of a picture are
//! compared by their places, and one listener hears everything.

mod hearing;
mod page;
mod patch;
mod picture;
#[cfg(test)]
mod reading;

pub(crate) use hearing::listen;
pub(crate) use page::Page;
pub(crate) use picture::{Arrival, Element, On, Picture, element};
