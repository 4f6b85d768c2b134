//! A choice of one among few, all in sight.

use yew::prelude::*;

/// What can be chosen.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SegmentsProps {
    /// The name of the group: no other one of the page has it.
    pub(crate) group: AttrValue,
    /// What is chosen.
    pub(crate) label: AttrValue,
    /// The choices: what they stand for, and what is read.
    pub(crate) choices: Vec<(AttrValue, AttrValue)>,
    /// The one that is chosen.
    pub(crate) chosen: AttrValue,
    /// Another is.
    pub(crate) onchoose: Callback<AttrValue>,
}

/// Round buttons that look like one bar.
#[component]
pub(crate) fn Segments(props: &SegmentsProps) -> Html {
    html! {
        <fieldset class="segments">
            <legend class="unseen">{ &props.label }</legend>
            for (value, shown) in &props.choices {
                <label key={value.as_str()}>
                    <input type="radio" name={&props.group} {value} checked={*value == props.chosen}
                        onchange={props.onchoose.reform({ let value = value.clone(); move |_: Event| value.clone() })} />
                    { shown }
                </label>
            }
        </fieldset>
    }
}
