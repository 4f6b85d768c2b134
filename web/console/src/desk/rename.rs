//! What the operator calls a guest.

use hushdesk_protocol::frames::GuestLabel;
use hushdesk_protocol::limits::LABEL_CHARS_MAX;
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use crate::components::{Dialog, TextField};
use crate::document::focus;

/// Of whom.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct RenameProps {
    /// What the guest is called here.
    pub(super) name: GuestLabel,
    /// What the queue calls them.
    pub(super) label: GuestLabel,
    /// They are to be called so, or as the queue does.
    pub(super) onname: Callback<Option<DisplayName>>,
    /// It stays as it is.
    pub(super) onclose: Callback<()>,
}

/// A dialog with one field.
#[component]
pub(super) fn Rename(props: &RenameProps) -> Html {
    let typed = use_state(|| props.name.to_string());
    let wrong = use_state_eq(|| false);
    let node = use_node_ref();
    use_effect_with(node.clone(), focus);
    let onvalue = {
        let (typed, wrong) = (typed.setter(), wrong.setter());
        Callback::from(move |value| {
            wrong.set(false);
            typed.set(value);
        })
    };
    let onsubmit = {
        let (typed, wrong) = (typed.clone(), wrong.setter());
        let (label, onname) = (props.label.clone(), props.onname.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            match read(&typed, &label) {
                Ok(name) => onname.emit(name),
                Err(Unreadable) => wrong.set(true),
            }
        })
    };
    html! {
        <Dialog title={texts::rename::title(&props.name)} onclose={props.onclose.clone()}>
            <form class="stack" {onsubmit}>
                <TextField id="rename" label={texts::rename::field()} value={AttrValue::from((*typed).clone())} {onvalue} {node}
                    most={LABEL_CHARS_MAX} help={AttrValue::from(texts::rename::help(&props.label))}
                    error={wrong.then(|| AttrValue::from(texts::rename::wrong()))} />
                <div class="row end">
                    <button type="button" class="button" onclick={props.onclose.reform(|_| ())}>{ texts::rename::no() }</button>
                    <button type="submit" class="button primary">{ texts::rename::yes() }</button>
                </div>
            </form>
        </Dialog>
    }
}

/// It is nothing that one could read.
#[derive(Debug, Eq, PartialEq)]
struct Unreadable;

/// The name that was typed; none if that is what the queue says, or nothing.
fn read(typed: &str, label: &GuestLabel) -> Result<Option<DisplayName>, Unreadable> {
    let typed = typed.trim();
    if typed.is_empty() || typed == label.0 {
        return Ok(None);
    }
    typed.parse().map(Some).map_err(|_| Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_can_be_read_and_nothing_gives_the_guest_the_queues_label_back() {
        let label = GuestLabel("cedar-xe5".to_owned());
        let read = |typed| read(typed, &label);
        assert_eq!(
            read(" Jonas, newspapers "),
            Ok(Some("Jonas, newspapers".parse().unwrap()))
        );
        assert_eq!(read(" "), Ok(None));
        assert_eq!(read("cedar-xe5"), Ok(None));
        assert_eq!(read("\u{202e}sanoJ"), Err(Unreadable));
        assert_eq!(read(&"x".repeat(LABEL_CHARS_MAX + 1)), Err(Unreadable));
    }
}
