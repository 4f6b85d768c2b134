//! What the operator says of themselves, and which queues they staff.

use hushdesk_protocol::frames::{Availability, ChosenEnd};
use hushdesk_protocol::rest::QueueTitle;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::shift::Wish;
use super::shift_form::ShiftForm;
use crate::components::{Button, Dialog, Kind};

/// How it is, and what becomes of it.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct StatusPanelProps {
    /// What the operator says at the moment.
    pub(crate) availability: Availability,
    /// All queues of the operator, and whether this window staffs them.
    pub(crate) queues: Vec<(QueueTitle, bool)>,
    /// When the shift ends by itself, if that was chosen at this window.
    pub(crate) until: Option<ChosenEnd>,
    /// This is to be so.
    pub(crate) onsave: Callback<Wish>,
    /// It stays as it was.
    pub(crate) onclose: Callback<()>,
}

/// A dialog in which it can be changed during the shift.
#[component]
pub(crate) fn StatusPanel(props: &StatusPanelProps) -> Html {
    html! {
        <Dialog title={texts::people::status_title()} onclose={props.onclose.clone()}>
            <ShiftForm availability={props.availability.clone()} queues={props.queues.clone()}
                until={props.until} onsave={&props.onsave}>
                <p class="help">{ texts::people::staffed_more() }</p>
                <div class="row end">
                    <Button onclick={&props.onclose}>{ texts::parts::close() }</Button>
                    <Button kind={Kind::Primary} submits={true}>{ texts::people::save() }</Button>
                </div>
            </ShiftForm>
        </Dialog>
    }
}
