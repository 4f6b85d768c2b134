//! What the widget shows: components over what the machine knows. What the guest does with them goes to the machine as a
//! [`GuestAction`](crate::widget::GuestAction); they decide nothing, and remember nothing that matters.

mod button;
mod composer;
mod consent;
mod conversation;
mod desk_lookup;
mod first_message;
mod header;
mod lines;
mod status;
mod trust;
mod unpinned_key;
mod widget_view;

pub(crate) use widget_view::{WidgetView, WidgetViewProps};
