//! Bars beside each other, each with its name and its number: readable as a list, and in any direction.

use yew::prelude::*;

use super::geometry::at;
use super::scale::share;
use crate::numbers::number;

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    /// By what it is told from all others.
    pub(super) key: String,
    /// What it is about.
    pub(super) name: Html,
    /// How long it is.
    pub(super) count: u32,
    /// What stands there as its number, if that is not the number itself.
    pub(super) shown: Option<String>,
    /// What is said beside its number.
    pub(super) aside: Option<String>,
}

/// A list of them. The longest is as long as there is room, or `whole`, if that is said.
pub(super) fn bars(label: &str, bars: &[Bar], whole: Option<u32>) -> Html {
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or_default();
    let whole = whole.unwrap_or(most);
    html! {
        <ul class="bars" role="list" aria-label={label.to_owned()}>
            { for bars.iter().map(|bar| one(bar, whole)) }
        </ul>
    }
}

fn one(bar: &Bar, whole: u32) -> Html {
    let width = at(100.0 * share(u64::from(bar.count), u64::from(whole)));
    html! {
        <li key={bar.key.as_str()} role="listitem">
            <span class="name">{ bar.name.clone() }</span>
            <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect class="bar-rest" width="100" height="8" /><rect class="bar-now" {width} height="8" />
            </svg>
            <span class="number">
                { bar.shown.clone().unwrap_or_else(|| number(bar.count)) }
                if let Some(aside) = &bar.aside {
                    <span class="soft">{ " " }{ aside }</span>
                }
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    #[component]
    fn Drawn() -> Html {
        let bar = |name: &str, count| Bar {
            key: name.to_owned(),
            name: name.to_owned().into(),
            count,
            shown: None,
            aside: None,
        };
        bars("By queue", &[bar("Maps", 8), bar("Law", 2)], None)
    }

    #[test]
    fn the_longest_bar_takes_all_the_room_and_all_are_read_with_their_numbers() {
        let list = rendered::<Drawn>(());
        assert_eq!(list.text(), "Maps8Law2");
        for width in ["100.0", "25.0"] {
            let is_bar = |it: &Element| it.attribute("width") == Some(width);
            assert_eq!(list.count(&is_bar), 1, "{width}");
        }
    }
}
