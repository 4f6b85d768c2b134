//! Who gets a key, and until when it counts.

use std::collections::BTreeSet;

use hushdesk_protocol::ids::{OperatorName, Timestamp};
use hushdesk_protocol::rest::{KeySettings, Person};
use hushdesk_texts::console as words;
use hushdesk_web::ambient;
use yew::prelude::*;

use super::round::{Making, Round, Step};
use crate::components::{Banner, Button, Choice, Dialog, Kind, Meaning, TextField, typed_into};
use crate::days;
use crate::encryption::fields::{Lacks, day};
use crate::keys::made_up;

/// Days for which a key counts, unless another day is chosen.
const DAYS: u64 = 365;

/// Who may.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct WhoDialogProps {
    pub(super) people: Vec<Person>,
    pub(super) onround: Callback<Round>,
    pub(super) onclose: Callback<()>,
}

/// A tick each, and one for a key that several share.
#[component]
pub(super) fn WhoDialog(props: &WhoDialogProps) -> Html {
    let chosen = use_state(BTreeSet::<OperatorName>::new);
    let shared = use_state(String::new);
    let expires = use_state(|| days::value_of(days::after(ambient::now(), DAYS)));
    let lacking = use_state_eq(|| None::<&'static str>);
    let onmake = {
        let (people, onround, lacking) = (
            props.people.clone(),
            props.onround.clone(),
            lacking.setter(),
        );
        let (chosen, shared, expires) = (chosen.clone(), shared.clone(), expires.clone());
        Callback::from(move |()| {
            let Ok(expires) = day(&expires) else {
                return lacking.set(Some(Lacks::Day.says()));
            };
            let round = round(&people, &chosen, &shared, expires);
            if round.makings.is_empty() {
                return lacking.set(Some(words::encryption::nobody_chosen()));
            }
            onround.emit(round);
        })
    };
    let choice = |person: &Person| {
        let onchange = {
            let (chosen, name) = (chosen.clone(), person.name.clone());
            Callback::from(move |on: bool| {
                let mut changed = (*chosen).clone();
                if on {
                    changed.insert(name.clone());
                } else {
                    changed.remove(&name);
                }
                chosen.set(changed);
            })
        };
        html! {
            <Choice key={person.name.as_str()} checked={chosen.contains(&person.name)} {onchange}>
                <bdi>{ person.display.as_str() }</bdi>
            </Choice>
        }
    };
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ words::encryption::cancel() }</Button>
            <Button kind={Kind::Primary} onclick={onmake}>{ words::encryption::make() }</Button>
        </>
    };
    html! {
        <Dialog title={words::encryption::who_title()} lead={words::encryption::who_lead()} onclose={&props.onclose} {footer}>
            <div role="alert">
                if let Some(says) = *lacking {
                    <Banner meaning={Meaning::Bad} title={says} />
                }
            </div>
            <fieldset class="stack">
                <legend class="label">{ words::encryption::one_each() }</legend>
                <div class="two">{ for props.people.iter().map(choice) }</div>
            </fieldset>
            <TextField id="shared-label" label={words::encryption::one_shared()} value={(*shared).clone()} most={100}
                onvalue={typed_into(&shared)} help={words::encryption::one_shared_help()} />
            <TextField id="made-expires" kind="date" label={words::encryption::expires()} value={(*expires).clone()}
                onvalue={typed_into(&expires)} help={words::encryption::expires_help()} />
        </Dialog>
    }
}

/// A key for each who was chosen, and one for all, if it has a name.
fn round(
    people: &[Person],
    chosen: &BTreeSet<OperatorName>,
    shared: &str,
    expires: Option<Timestamp>,
) -> Round {
    let making = |label, holder: Option<&Person>, name: String| Making {
        settings: KeySettings {
            label,
            holder: holder.map(|person| person.name.clone()),
            name: holder.map(|person| person.display.clone()),
            expires,
        },
        holder: name,
        passphrase: made_up(),
        step: Step::Waits,
    };
    let own = people
        .iter()
        .filter(|person| chosen.contains(&person.name))
        .filter_map(|person| {
            let label = person.display.as_str().parse().ok()?;
            Some(making(label, Some(person), person.display.to_string()))
        });
    let of_all = shared.trim().parse().ok();
    let of_all = of_all.map(|label| making(label, None, shared.trim().to_owned()));
    Round {
        makings: own.chain(of_all).collect(),
    }
}
