//! Keys that people have made for themselves and ask to have pinned.

use hushdesk_protocol::rest::{Key, KeyState, Person};
use hushdesk_texts::console as words;
use hushdesk_web::ambient;
use yew::prelude::*;

use super::deeds::Deed;
use super::fields::{Lacks, day};
use crate::components::{Avatar, Button, Card, Kind, Ready, TextField, fingerprint_text};
use crate::days;

/// Days for which a proposed key is pinned, unless another day is chosen.
const DAYS: u64 = 365;

/// All keys, and who made them.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ProposalsProps {
    pub(super) keys: Vec<Key>,
    pub(super) people: Vec<Person>,
    pub(super) ondeed: Callback<Deed>,
}

/// One row a key; nothing where there is none.
#[component]
pub(super) fn Proposals(props: &ProposalsProps) -> Html {
    let until = use_state(|| days::value_of(days::after(ambient::now(), DAYS)));
    let proposed: Vec<_> = props
        .keys
        .iter()
        .filter(|key| key.state == KeyState::Proposed)
        .collect();
    if proposed.is_empty() {
        return Html::default();
    }
    let onvalue = {
        let until = until.setter();
        Callback::from(move |value| until.set(value))
    };
    let row = |key: &Key| {
        let holder = key.holder.as_ref();
        let known = props
            .people
            .iter()
            .find(|person| Some(&person.name) == holder);
        let name = known.map_or_else(|| key.label.to_string(), |it| it.display.to_string());
        let refuse = Deed::Remove(key.fingerprint.clone());
        let whose = known.map(|person| person.display.clone());
        let accept = day(&until).map(|end| Deed::Accept(key.fingerprint.clone(), whose, end));
        html! {
            <li key={key.fingerprint.as_str()} class="row">
                <Avatar name={name.clone()} />
                <span class="stack grow">
                    <b><bdi>{ name }</bdi></b>
                    <span class="soft small"><bdi>{ key.label.as_str() }</bdi></span>
                    { fingerprint_text(&key.fingerprint) }
                </span>
                <Button kind={Kind::Quiet} onclick={props.ondeed.reform(move |()| refuse.clone())}>
                    { words::encryption::refuse() }
                </Button>
                <Button kind={Kind::Tinted} ready={if accept.is_ok() { Ready::Yes } else { Ready::No("accept-until-about".into()) }}
                    onclick={on_accept(accept, &props.ondeed)}>
                    { words::encryption::accept() }
                </Button>
            </li>
        }
    };
    html! {
        <Card title={words::encryption::proposals()} lead={words::encryption::proposals_lead()}>
            <TextField id="accept-until" kind="date" label={words::encryption::accept_until()} value={(*until).clone()}
                {onvalue} help={words::encryption::expires_help()} error={day(&until).err().map(Lacks::says)} />
            <ul class="stack loose">{ for proposed.into_iter().map(row) }</ul>
        </Card>
    }
}

fn on_accept(accept: Result<Deed, Lacks>, ondeed: &Callback<Deed>) -> Callback<()> {
    let ondeed = ondeed.clone();
    Callback::from(move |()| {
        if let Ok(deed) = &accept {
            ondeed.emit(deed.clone());
        }
    })
}
