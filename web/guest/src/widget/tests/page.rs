//! The page as a guest reads it.

use std::cell::RefCell;
use std::rc::Rc;

use hushdesk_web::rendered::rendered;
use yew::Callback;

use crate::views::{WidgetView, WidgetViewProps};
use crate::widget::Widget;

pub(super) use hushdesk_web::rendered::Element;

/// The widget's page.
pub(super) fn page(widget: &Widget) -> Element {
    rendered::<WidgetView>(WidgetViewProps {
        widget: Rc::new(RefCell::new(widget.clone())),
        act: Callback::noop(),
        onshown: Callback::noop(),
    })
}
