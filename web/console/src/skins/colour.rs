//! A skin's colour, and what the widget makes of it.

use hushdesk_texts::console as texts;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::contrast::{CONTRAST_MIN, Shade};
use super::form::SkinForm;
use crate::components::{Badge, Button, Field, Icon, Kind, Meaning, Section, Switch};
use crate::draft::Draft;

/// The widget's own colour, where a skin has none.
const USUAL: &str = "#0b5c7a";

/// The colour with what can be read on it, and whether new messages are heard.
pub(super) fn look(form: &SkinForm, draft: &Draft<SkinForm>) -> Html {
    let shown = match form.colour.trim() {
        "" => USUAL.to_owned(),
        colour => colour.to_lowercase(),
    };
    let oninput = draft
        .on(|form: &mut SkinForm, colour| form.colour = colour)
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    let onreset = draft.on(|form: &mut SkinForm, ()| form.colour.clear());
    let colour = form.colour();
    let error = colour.is_none().then(texts::skin::no_colour);
    let verdict = colour.flatten().map(|colour| verdict(Shade::of(&colour)));
    html! {
        <>
            <Section title={texts::skin::colour()} lead={texts::skin::colour_lead()}>
                <Field id="skin-colour" label={texts::skin::colour()} help={texts::skin::colour_help()} {error}>
                    <div class="colour">
                        <input type="color" aria-label={texts::skin::pick_colour()} value={shown} oninput={oninput.clone()} />
                        <input class="input" id="skin-colour" value={form.colour.clone()} placeholder={USUAL} {oninput}
                            autocomplete="off" spellcheck="false" aria-describedby="skin-colour-about"
                            aria-invalid={form.colour().is_none().then_some("true")} />
                        if !form.colour.is_empty() {
                            <Button kind={Kind::Quiet} onclick={onreset}>{ texts::skin::usual_colour() }</Button>
                        }
                    </div>
                </Field>
                <div class="stack" role="status">{ verdict }</div>
            </Section>
            <Section title={texts::skin::sounds()}>
                <Switch label={texts::skin::sounds_on()} help={texts::skin::sounds_help()} on={form.sounds}
                    onchange={draft.on(|form: &mut SkinForm, on| form.sounds = on)} />
            </Section>
        </>
    }
}

/// How well white text can be read on it as it is, and on what the widget makes of it.
fn verdict(chosen: Shade) -> Html {
    let stays = chosen.contrast() >= CONTRAST_MIN;
    let (meaning, icon, says) = if stays {
        (Meaning::Good, Icon::Check, texts::skin::readable())
    } else {
        (Meaning::Warn, Icon::Alert, texts::skin::darkened())
    };
    html! {
        <>
            <p class="verdict">
                { sample(chosen) }
                <span>{ texts::skin::contrast(&ratio(chosen)) }</span>
                <Badge {meaning} {icon}>{ says }</Badge>
            </p>
            <p class="verdict">
                { sample(chosen.on_light()) }
                <span>{ texts::skin::on_light(&ratio(chosen.on_light())) }</span>
            </p>
            <p class="verdict">
                { sample(chosen.on_dark()) }
                <span>{ texts::skin::on_dark(&ratio(chosen.on_dark())) }</span>
            </p>
        </>
    }
}

/// The contrast, rounded down: what is just not enough is not said to be.
fn ratio(shade: Shade) -> String {
    format!("{:.1}", (shade.contrast() * 10.0).floor() / 10.0)
}

/// The colour with white letters on it.
fn sample(shade: Shade) -> Html {
    html! {
        <svg class="sample" viewBox="0 0 40 24" aria-hidden="true">
            <rect width="40" height="24" rx="4" fill={shade.fill()} />
            <text x="20" y="17" text-anchor="middle" fill="#fff">{ "Aa" }</text>
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contrast_that_is_just_not_enough_is_not_rounded_up() {
        // 4.48 to 1.
        let shade = Shade::of(&"#777777".parse().unwrap());
        assert_eq!(ratio(shade), "4.4", "{}", shade.contrast());
    }
}
