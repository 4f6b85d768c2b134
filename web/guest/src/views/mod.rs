//! What the widget shows: components over what the machine knows. What the guest does with them goes to the machine as a
//! [`GuestAction`](crate::widget::GuestAction); they decide nothing, and remember nothing that matters.
//!
//! Views of some length are not inlined into each other: compressed, one function of a hundred variables is more than several
//! of ten. What may come to stand in the place of something else has its classes as `CLASS` like that, or the browser would
//! take the new class away with the old one.

mod bar;
mod button;
mod compare;
mod composer;
mod conversation;
mod element;
mod foot;
mod form;
mod hours;
mod icon;
mod lookup;
mod menu;
mod message;
mod note;
mod notice;
mod opening;
mod question;
mod questions;
mod rating;
mod thread;
mod told;
mod trust;
mod waiting;
mod widget_view;

#[cfg(test)]
pub(crate) use note::sentence;
pub(crate) use widget_view::{WidgetView, WidgetViewProps};
