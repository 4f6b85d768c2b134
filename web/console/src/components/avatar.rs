//! People, by their initials. Their colour follows from their name, so that one finds them again.

use yew::prelude::*;

/// Whether somebody is there. Each has a shape of its own: full, barred, hollow.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Presence {
    /// Takes chats.
    Available,
    /// Takes none.
    Busy,
    /// Is not at the desk.
    Away,
    /// Is not there.
    Gone,
}

impl Presence {
    /// Its shape.
    pub(crate) fn dot(self) -> Html {
        let class = match self {
            Self::Available => None,
            Self::Busy => Some("busy"),
            Self::Away => Some("away"),
            Self::Gone => Some("gone"),
        };
        html! { <span class={classes!("dot", class)}></span> }
    }
}

/// How large an avatar is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum AvatarSize {
    /// In a line of text.
    Less,
    /// In a list.
    #[default]
    Ordinary,
    /// At the head of something.
    More,
}

/// Whose it is.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct AvatarProps {
    /// What they are called. It stands beside the avatar, too, for those who do not see it.
    pub(crate) name: AttrValue,
    /// How large it is.
    #[prop_or_default]
    pub(crate) size: AvatarSize,
    /// Whether they are there.
    #[prop_or_default]
    pub(crate) presence: Option<Presence>,
}

/// Initials in a disc.
#[component]
pub(crate) fn Avatar(props: &AvatarProps) -> Html {
    let size = match props.size {
        AvatarSize::Less => Some("less"),
        AvatarSize::Ordinary => None,
        AvatarSize::More => Some("more"),
    };
    html! {
        <span class={classes!("avatar", hue(&props.name), size)} aria-hidden="true">
            { initials(&props.name) }{ props.presence.map(Presence::dot) }
        </span>
    }
}

/// One of six, always the same for a name.
fn hue(name: &str) -> &'static str {
    let sum = name.bytes().fold(7_u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    });
    match sum % 6 {
        0 => "h1",
        1 => "h2",
        2 => "h3",
        3 => "h4",
        4 => "h5",
        _ => "h6",
    }
}

/// The first letters of the first and the last word, or the first two of the only one.
pub(crate) fn initials(name: &str) -> String {
    let mut words = name
        .split(|it: char| !it.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let letters: String = match words.next_back() {
        Some(last) => first.chars().take(1).chain(last.chars().take(1)).collect(),
        None => first.chars().take(2).collect(),
    };
    letters.to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        for (name, expected) in [
            ("Mara Lind", "ML"),
            ("cedar-xe5", "CX"),
            ("Ann", "AN"),
            ("Ana María del Río", "AR"),
            ("", ""),
        ] {
            assert_eq!(initials(name), expected);
        }
    }

    #[test]
    fn a_name_has_the_same_colour_wherever_it_stands() {
        assert_eq!(hue("Mara Lind"), hue("Mara Lind"));
        let hues: std::collections::BTreeSet<_> = [
            "Ann", "Ben", "Cora", "Dora", "Emil", "Finn", "Greta", "Hugo",
        ]
        .map(hue)
        .into();
        assert!(hues.len() > 3, "{hues:?}");
    }
}
