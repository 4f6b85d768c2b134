//! Where the button sits.

use hushdesk_protocol::rest::Corner;
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::form::SkinForm;
use crate::components::{Choice, Section};
use crate::draft::Draft;

/// In which lower corner of a page.
pub(super) fn corner(form: &SkinForm, draft: &Draft<SkinForm>) -> Html {
    let choice = |corner: Corner, says: &'static str| {
        html! {
            <Choice group="corner" card={true} checked={form.corner == corner}
                onchange={draft.on(move |form: &mut SkinForm, _: bool| form.corner = corner)}><b>{ says }</b></Choice>
        }
    };
    html! {
        <Section title={texts::skin::corner()} lead={texts::skin::corner_lead()}>
            <fieldset class="two">
                <legend class="unseen">{ texts::skin::corner() }</legend>
                { choice(Corner::End, texts::skin::corner_end()) }
                { choice(Corner::Start, texts::skin::corner_start()) }
            </fieldset>
        </Section>
    }
}
