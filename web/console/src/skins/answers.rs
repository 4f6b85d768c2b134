//! Who answers, as guests read it.

use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::form::SkinForm;
use crate::components::{Choice, Section, TextField};
use crate::draft::Draft;

/// The operator by their own name, or the desk by one.
pub(super) fn answers(form: &SkinForm, draft: &Draft<SkinForm>) -> Html {
    let choice = |as_desk: bool, says: &'static str, help: &'static str| {
        html! {
            <Choice group="answers" card={true} checked={form.answers_as_desk == as_desk} {help}
                onchange={draft.on(move |form: &mut SkinForm, _: bool| form.answers_as_desk = as_desk)}><b>{ says }</b></Choice>
        }
    };
    let error = form.answers().is_none().then(texts::skin::no_desk);
    html! {
        <Section title={texts::skin::answers()} lead={texts::skin::answers_lead()}>
            <fieldset class="two">
                <legend class="unseen">{ texts::skin::answers() }</legend>
                { choice(false, texts::skin::by_operator(), texts::skin::by_operator_help()) }
                { choice(true, texts::skin::by_desk(), texts::skin::by_desk_help()) }
            </fieldset>
            if form.answers_as_desk {
                <TextField id="desk" label={texts::skin::desk()} value={form.desk.clone()} help={texts::skin::desk_help()}
                    {error} required={true} most={100_usize} onvalue={draft.on(|form: &mut SkinForm, desk| form.desk = desk)} />
            }
        </Section>
    }
}
