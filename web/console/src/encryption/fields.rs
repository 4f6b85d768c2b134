//! What is said of a key: what it is called, whose it is, until when it counts.

use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::{KeySettings, Person};
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as words;
use yew::prelude::*;

use crate::components::{Select, TextField};
use crate::days;

/// What stands in the fields.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Draft {
    pub(super) label: String,
    /// The sign-in name; empty for a key that is shared.
    pub(super) holder: String,
    /// What guests read; empty for no name.
    pub(super) name: String,
    /// A day, or nothing.
    pub(super) expires: String,
}

impl Draft {
    /// What is said of a key that is there.
    pub(super) fn of(settings: &KeySettings) -> Self {
        Self {
            label: settings.label.to_string(),
            holder: settings
                .holder
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            name: settings
                .name
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            expires: settings.expires.map(days::value_of).unwrap_or_default(),
        }
    }

    /// The same, to be saved; none while it lacks a name.
    pub(super) fn settings(&self) -> Option<KeySettings> {
        Some(KeySettings {
            label: self.label.trim().parse().ok()?,
            holder: self.holder.parse::<OperatorName>().ok(),
            name: self.name.trim().parse::<DisplayName>().ok(),
            expires: days::end_of(&self.expires),
        })
    }
}

/// The draft, and whom it may name.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct KeyFieldsProps {
    pub(super) draft: Draft,
    pub(super) people: Vec<Person>,
    /// What is wrong with the name, if it is.
    pub(super) error: Option<AttrValue>,
    pub(super) onchange: Callback<Draft>,
}

/// The fields.
#[component]
pub(super) fn KeyFields(props: &KeyFieldsProps) -> Html {
    let change = |change: fn(&mut Draft, String)| {
        let (draft, onchange) = (props.draft.clone(), props.onchange.clone());
        Callback::from(move |value| {
            let mut changed = draft.clone();
            change(&mut changed, value);
            onchange.emit(changed);
        })
    };
    let nobody = (
        AttrValue::default(),
        AttrValue::from(words::encryption::shared()),
    );
    let people = props.people.iter().map(|person| {
        (
            AttrValue::from(person.name.to_string()),
            AttrValue::from(person.display.to_string()),
        )
    });
    let choices: Vec<_> = std::iter::once(nobody).chain(people).collect();
    html! {
        <>
            <TextField id="key-label" label={words::encryption::label()} value={props.draft.label.clone()} most={100}
                onvalue={change(|draft, value| draft.label = value)} help={words::encryption::label_help()}
                error={props.error.clone()} required={true} />
            <Select id="key-holder" label={words::encryption::holder()} {choices} chosen={props.draft.holder.clone()}
                onchoose={change(|draft, value| draft.holder = value)} help={words::encryption::holder_help()} />
            <TextField id="key-name" label={words::encryption::name()} value={props.draft.name.clone()} most={100}
                onvalue={change(|draft, value| draft.name = value)} help={words::encryption::name_help()} />
            <TextField id="key-expires" kind="date" label={words::encryption::expires()} value={props.draft.expires.clone()}
                onvalue={change(|draft, value| draft.expires = value)} help={words::encryption::expires_help()} />
        </>
    }
}
