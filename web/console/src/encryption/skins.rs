//! Which skins are sealed: one press each, after what it means has been said.

use hushdesk_protocol::ids::SkinName;
use hushdesk_protocol::rest::{Sealing, SkinListing, UnverifiedOperator};
use hushdesk_texts::console as words;
use yew::prelude::*;

use crate::components::{Card, Confirm, Switch};

/// The skins, and what becomes of them.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct SealedSkinsProps {
    pub(super) skins: Vec<SkinListing>,
    /// How many keys of the organisation count.
    pub(super) usable: usize,
    /// A skin is to be sealed, or open.
    pub(super) onseal: Callback<(SkinName, bool)>,
}

/// A switch each.
#[component]
pub(super) fn SealedSkins(props: &SealedSkinsProps) -> Html {
    let asked = use_state(|| None::<(SkinListing, bool)>);
    let ask = |skin: &SkinListing| {
        let (asked, skin) = (asked.setter(), skin.clone());
        Callback::from(move |sealed: bool| asked.set(Some((skin.clone(), sealed))))
    };
    let switch = |skin: &SkinListing| {
        let on = skin.sealing != Sealing::Open;
        html! {
            <li key={skin.name.as_str()}>
                <Switch label={words::encryption::is_sealed(&skin.title)} help={meaning(&skin.sealing)} {on}
                    onchange={ask(skin)} />
            </li>
        }
    };
    let question = (*asked).clone().map(|(skin, sealed)| {
        let onno = {
            let asked = asked.setter();
            Callback::from(move |()| asked.set(None))
        };
        let onyes = {
            let (asked, onseal, name) = (asked.setter(), props.onseal.clone(), skin.name.clone());
            Callback::from(move |()| {
                asked.set(None);
                onseal.emit((name.clone(), sealed));
            })
        };
        let (title, text, yes) = if sealed {
            let text = match props.usable {
                0 => words::encryption::seal_without_keys().to_owned(),
                usable => words::encryption::seal_text(usable),
            };
            (
                words::encryption::seal_title(&skin.title),
                text,
                words::encryption::seal_now(),
            )
        } else {
            let text = words::encryption::unseal_text().to_owned();
            (
                words::encryption::unseal_title(&skin.title),
                text,
                words::encryption::unseal_now(),
            )
        };
        html! { <Confirm {title} {text} {yes} no={words::encryption::cancel()} {onyes} {onno} /> }
    });
    html! {
        <Card title={words::places::skins()} lead={words::encryption::skins_lead()}>
            <ul class="stack loose">{ for props.skins.iter().map(switch) }</ul>
            { question }
        </Card>
    }
}

fn meaning(sealing: &Sealing) -> &'static str {
    match sealing {
        Sealing::Open => words::encryption::open_means(),
        Sealing::Sealed { unverified, .. } => match unverified {
            UnverifiedOperator::Refuse => words::encryption::refuse_means(),
            UnverifiedOperator::Accept => words::encryption::accept_means(),
        },
    }
}
