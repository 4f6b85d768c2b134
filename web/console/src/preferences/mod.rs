//! What each operator has as they like it: the theme, the language, the keys. Kept in this browser, for each account apart,
//! until the service keeps it.

mod kept;
mod page;

use std::rc::Rc;

use hushdesk_protocol::ids::OperatorName;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

pub(crate) use page::PreferencesPage;

/// What somebody likes.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Preferences {
    /// The colours.
    pub(crate) theme: Theme,
    /// Whether keys act ([`crate::shortcuts`]).
    pub(crate) shortcuts: bool,
}

/// Which colours.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Theme {
    /// As the system has them.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            theme: Theme::System,
            shortcuts: true,
        }
    }
}

impl Theme {
    /// All of them, as they are offered.
    pub(crate) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name by which style sheets and storage know it; none is the system's.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// What the operator likes, and what changes it. It comes as a context.
#[derive(Clone, PartialEq)]
pub(crate) struct Liked {
    /// What they like.
    pub(crate) preferences: Rc<Preferences>,
    /// They like something else from now on.
    pub(crate) onchange: Callback<Preferences>,
}

/// Whose they are.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct PreferencesProviderProps {
    /// The account.
    pub(crate) operator: OperatorName,
    pub(crate) children: Html,
}

/// Has everything under it as the operator likes it.
#[component]
pub(crate) fn PreferencesProvider(props: &PreferencesProviderProps) -> Html {
    let preferences = use_state(|| Rc::new(kept::read(&props.operator)));
    use_effect_with(preferences.theme, |theme| kept::show(*theme));
    let onchange = {
        let (preferences, operator) = (preferences.setter(), props.operator.clone());
        Callback::from(move |changed: Preferences| {
            kept::keep(&operator, &changed);
            preferences.set(Rc::new(changed));
        })
    };
    let liked = Liked {
        preferences: (*preferences).clone(),
        onchange,
    };
    html! {
        <ContextProvider<Liked> context={liked}>{ props.children.clone() }</ContextProvider<Liked>>
    }
}

/// What the operator likes.
#[hook]
pub(crate) fn use_liked() -> Liked {
    use_context::<Liked>().unwrap_or_else(|| Liked {
        preferences: Rc::default(),
        onchange: Callback::noop(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_earlier_console_kept_is_read_with_the_rest_as_it_is_by_default() {
        let kept = r#"{"theme":"dark","colours":"many"}"#;
        let read: Preferences = serde_json::from_str(kept).unwrap();
        assert_eq!(
            read,
            Preferences {
                theme: Theme::Dark,
                ..Preferences::default()
            }
        );
    }
}
