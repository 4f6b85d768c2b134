//! By whose clocks a queue is open.

use hushdesk_protocol::rest::ZoneName;
use hushdesk_texts::console as words;
use yew::prelude::*;

use crate::components::TextField;
use crate::zone;

/// The name of a time zone.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ZoneFieldProps {
    pub(super) value: String,
    /// Whether there is one of this name.
    pub(super) is_right: bool,
    pub(super) onvalue: Callback<String>,
}

/// A field that offers all zones there are, and says what time it is there.
#[component]
pub(super) fn ZoneField(props: &ZoneFieldProps) -> Html {
    let zones = use_memo((), |()| zone::all());
    let choices = zones.iter().map(|name| {
        let shown = name.replace('_', " ");
        (AttrValue::from(name.clone()), AttrValue::from(shown))
    });
    let name = ZoneName::try_from(props.value.trim().to_owned()).ok();
    let time = name.and_then(|name| zone::time_in(&name));
    let error = (!props.is_right).then_some(words::hours::no_zone());
    html! {
        <TextField id="hours-zone" label={words::hours::zone()} value={props.value.clone()} verbatim={true}
            onvalue={&props.onvalue} help={time.map(|time| words::hours::now_there(&time))} {error}
            choices={choices.collect::<Vec<_>>()} />
    }
}
