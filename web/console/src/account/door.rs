//! Before the door: what is shown while nobody is signed in.

use hushdesk_texts::console as words;
use yew::prelude::*;

use super::trouble::Trouble;
use crate::components::{Banner, Meaning};

/// What stands on the sheet.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct DoorProps {
    /// Who is spoken to; where nobody is known, what one is at the door of.
    #[prop_or_default]
    pub(crate) greeting: Option<Html>,
    pub(crate) children: Html,
}

/// A sheet in the middle of an otherwise empty page.
#[component]
pub(crate) fn Door(props: &DoorProps) -> Html {
    html! {
        <div class="door">
            <main>
                <section class="sheet">
                    { props.greeting.clone().unwrap_or_else(of_nobody) }
                    { props.children.clone() }
                </section>
            </main>
        </div>
    }
}

fn of_nobody() -> Html {
    html! {
        <div class="who">
            <img src="/console/icon.svg" alt="" />
            <div><h1>{ words::door::name() }</h1><p class="soft">{ words::door::lead() }</p></div>
        </div>
    }
}

/// What stands in the way.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct TroubleBannerProps {
    pub(crate) trouble: Trouble,
}

/// What concerns no field, and what to do about it.
#[component]
pub(crate) fn TroubleBanner(props: &TroubleBannerProps) -> Html {
    let (title, more) = match props.trouble {
        Trouble::NoName
        | Trouble::NoPassword
        | Trouble::WrongCredentials
        | Trouble::NoCode
        | Trouble::WrongCode => {
            return Html::default();
        }
        Trouble::TooMany => (words::door::too_many(), words::door::too_many_more()),
        Trouble::Unreachable => (words::door::unreachable(), words::door::unreachable_more()),
        Trouble::Failed => (words::door::failed(), words::door::failed_more()),
    };
    html! { <Banner meaning={Meaning::Bad} {title} {more} /> }
}
