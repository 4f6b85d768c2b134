//! What is said of a key: what it is called, whose it is, until when it counts.

use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{KeySettings, Person};
use hushdesk_protocol::text::DisplayName;
use hushdesk_texts::console as words;
use hushdesk_web::ambient;
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
    /// The moment that this day stood for when it was read: a day that nobody touches is the same moment afterwards.
    read: Option<Timestamp>,
}

/// What cannot be saved.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Lacks {
    Label,
    Name,
    Day,
}

impl Lacks {
    /// What to do about it.
    pub(super) fn says(self) -> &'static str {
        match self {
            Self::Label => words::encryption::no_label(),
            Self::Name => words::encryption::no_name(),
            Self::Day => words::encryption::no_day(),
        }
    }
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
            read: settings.expires,
        }
    }

    /// The same, to be saved.
    ///
    /// # Errors
    ///
    /// What cannot be.
    pub(super) fn settings(&self) -> Result<KeySettings, Lacks> {
        let is_untouched = self.expires == self.read.map(days::value_of).unwrap_or_default();
        Ok(KeySettings {
            label: self.label.trim().parse().map_err(|_| Lacks::Label)?,
            holder: self.holder.parse::<OperatorName>().ok(),
            name: name(&self.name)?,
            expires: if is_untouched {
                self.read
            } else {
                day(&self.expires)?
            },
        })
    }
}

fn name(typed: &str) -> Result<Option<DisplayName>, Lacks> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| Lacks::Name),
    }
}

/// The end of a day that was chosen; none where none was. A day that is over ends no key.
pub(super) fn day(chosen: &str) -> Result<Option<Timestamp>, Lacks> {
    match chosen {
        "" => Ok(None),
        chosen => days::end_of(chosen)
            .filter(|end| *end > ambient::now())
            .map(Some)
            .ok_or(Lacks::Day),
    }
}

/// The draft, and whom it may name.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct KeyFieldsProps {
    pub(super) draft: Draft,
    pub(super) people: Vec<Person>,
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
                required={true} />
            <Select id="key-holder" label={words::encryption::holder()} {choices} chosen={props.draft.holder.clone()}
                onchoose={change(|draft, value| draft.holder = value)} help={words::encryption::holder_help()} />
            <TextField id="key-name" label={words::encryption::name()} value={props.draft.name.clone()} most={100}
                onvalue={change(|draft, value| draft.name = value)} help={words::encryption::name_help()} />
            <TextField id="key-expires" kind="date" label={words::encryption::expires()} value={props.draft.expires.clone()}
                onvalue={change(|draft, value| draft.expires = value)} help={words::encryption::expires_help()} />
        </>
    }
}
