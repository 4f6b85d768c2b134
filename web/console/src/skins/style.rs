//! A library's own style sheet for the widget.

use hushdesk_protocol::rest::STYLE_BYTES_MAX;
use hushdesk_style::{Fault, Refused};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::form::SkinForm;
use crate::components::{Section, TextField};
use crate::draft::Draft;

/// The sheet, and the first line of it that is not let through.
pub(super) fn style(form: &SkinForm, draft: &Draft<SkinForm>) -> Html {
    let error = wrong(&form.style).map(AttrValue::from);
    let names = hushdesk_style::NAMES.map(|(name, _)| format!(".{name}"));
    let properties: Vec<_> = hushdesk_style::properties().collect();
    html! {
        <Section title={texts::skin::style()} lead={texts::skin::style_lead()}>
            <TextField id="skin-style" label={texts::skin::style_label()} value={form.style.clone()} lines={true} verbatim={true}
                help={texts::skin::style_help()} {error} onvalue={draft.on(|form: &mut SkinForm, style| form.style = style)} />
            <details>
                <summary>{ texts::skin::style_names() }</summary>
                <p><code dir="ltr">{ names.join(" ") }</code></p>
                <p><code dir="ltr">{ properties.join(", ") }</code></p>
            </details>
        </Section>
    }
}

/// What is wrong with it, if anything is.
pub(super) fn wrong(style: &str) -> Option<String> {
    if style.len() > STYLE_BYTES_MAX {
        return Some(texts::skin::long_style().to_owned());
    }
    let Fault { line, why } = hushdesk_style::compile(style).err()?;
    let line = line.to_string();
    Some(match why {
        Refused::AtRule(name) => texts::skin::wrong_rule(&line, &format!("@{name}")),
        Refused::Name(name) => texts::skin::wrong_name(&line, &name),
        Refused::Property(name) => texts::skin::wrong_property(&line, &name),
        Refused::Value(name) => texts::skin::wrong_value(&line, &name),
        Refused::Unreadable => texts::skin::wrong_line(&line),
    })
}
