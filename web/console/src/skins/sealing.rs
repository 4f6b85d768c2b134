//! Whether chats are sealed, what becomes of a key that is not known, and which are known.

use hushdesk_protocol::rest::{Pin, UnverifiedOperator};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::form::SkinForm;
use super::pins::Pins;
use crate::components::{Banner, Choice, Icon, Meaning, Section};
use crate::draft::Draft;

/// What is chosen, and what follows from it before it is saved.
pub(super) fn sealing(form: &SkinForm, draft: &Draft<SkinForm>) -> Html {
    let choice = |is_sealed: bool, says: &'static str, help: &'static str| {
        html! {
            <Choice group="sealing" card={true} checked={form.is_sealed == is_sealed} {help}
                onchange={draft.on(move |form: &mut SkinForm, _: bool| form.is_sealed = is_sealed)}><b>{ says }</b></Choice>
        }
    };
    let was_sealed = draft.saved().is_none_or(|saved| saved.is_sealed);
    html! {
        <>
            <Section title={texts::skin::sealing()} lead={texts::skin::sealing_lead()}>
                <fieldset class="two">
                    <legend class="unseen">{ texts::skin::sealing() }</legend>
                    { choice(true, texts::skin::sealed(), texts::skin::sealed_help()) }
                    { choice(false, texts::skin::open(), texts::skin::open_help()) }
                </fieldset>
                { follows(form.is_sealed, was_sealed) }
            </Section>
            if form.is_sealed {
                { unverified(form, draft) }
                { keys(form, draft) }
            }
        </>
    }
}

fn follows(is_sealed: bool, was_sealed: bool) -> Html {
    match (is_sealed, was_sealed) {
        (false, true) => html! {
            <Banner meaning={Meaning::Warn} icon={Icon::Open} title={texts::skin::opens()} more={texts::skin::opens_more()} live={true} />
        },
        (true, false) => html! {
            <Banner meaning={Meaning::Accent} icon={Icon::Lock} title={texts::skin::seals()} more={texts::skin::seals_more()} live={true} />
        },
        (true, true) | (false, false) => Html::default(),
    }
}

fn unverified(form: &SkinForm, draft: &Draft<SkinForm>) -> Html {
    let choice = |unverified: UnverifiedOperator, says: &'static str, help: &'static str| {
        html! {
            <Choice group="unverified" card={true} checked={form.unverified == unverified} {help}
                onchange={draft.on(move |form: &mut SkinForm, _: bool| form.unverified = unverified)}><b>{ says }</b></Choice>
        }
    };
    html! {
        <Section title={texts::skin::unverified()} lead={texts::skin::unverified_lead()}>
            <fieldset class="two">
                <legend class="unseen">{ texts::skin::unverified() }</legend>
                { choice(UnverifiedOperator::Accept, texts::skin::accept(), texts::skin::accept_help()) }
                { choice(UnverifiedOperator::Refuse, texts::skin::refuse(), texts::skin::refuse_help()) }
            </fieldset>
        </Section>
    }
}

fn keys(form: &SkinForm, draft: &Draft<SkinForm>) -> Html {
    let choice = |has_own: bool, says: &'static str, help: &'static str| {
        html! {
            <Choice group="keys" card={true} checked={form.has_own_keys == has_own} {help}
                onchange={draft.on(move |form: &mut SkinForm, _: bool| form.has_own_keys = has_own)}><b>{ says }</b></Choice>
        }
    };
    let onpins = draft.on(|form: &mut SkinForm, pins: Vec<Pin>| form.pins = pins);
    html! {
        <Section title={texts::skin::keys()} lead={texts::skin::keys_lead()}>
            <fieldset class="two">
                <legend class="unseen">{ texts::skin::keys() }</legend>
                { choice(false, texts::skin::of_organisation(), texts::skin::of_organisation_help()) }
                { choice(true, texts::skin::own(), texts::skin::own_help()) }
            </fieldset>
            if form.has_own_keys {
                <Pins pins={form.pins.clone()} {onpins} />
                if form.pins.is_empty() {
                    <Banner meaning={Meaning::Warn} title={no_keys(form.unverified)} live={true} />
                }
            }
        </Section>
    }
}

/// What follows where no key is known.
fn no_keys(unverified: UnverifiedOperator) -> &'static str {
    match unverified {
        UnverifiedOperator::Accept => texts::skin::no_keys_asked(),
        UnverifiedOperator::Refuse => texts::skin::no_keys_refused(),
    }
}
