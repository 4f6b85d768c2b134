//! Fields: the label stands above, help below, an error in place of the help, which says what is wrong and what to do.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::icon::Icon;

/// A label and what is said of a control.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct FieldProps {
    /// The control's id.
    pub(crate) id: AttrValue,
    /// What goes into it.
    pub(crate) label: AttrValue,
    /// What stands beside the label: that nothing need go into it, or a link.
    #[prop_or_default]
    pub(crate) beside: Html,
    /// What helps.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// The control. It is described by [`about`] its id.
    pub(crate) children: Html,
}

/// The id of what is said of the control with this id.
pub(crate) fn about(id: &str) -> String {
    format!("{id}-about")
}

/// A control with its label.
#[component]
pub(crate) fn Field(props: &FieldProps) -> Html {
    let about = about(&props.id);
    html! {
        <div class="field">
            <label for={&props.id}>{ &props.label }{ " " }{ props.beside.clone() }</label>
            { props.children.clone() }
            if let Some(error) = &props.error {
                <p class="error" id={about} role="alert">{ Icon::Stop.less() }<span>{ error }</span></p>
            } else if let Some(help) = &props.help {
                <p class="help" id={about}>{ help }</p>
            }
        </div>
    }
}

/// A line of text, or several.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct TextFieldProps {
    /// Its id.
    pub(crate) id: AttrValue,
    /// What goes into it.
    pub(crate) label: AttrValue,
    /// What is in it; none leaves that to whoever types.
    #[prop_or_default]
    pub(crate) value: Option<AttrValue>,
    /// It has changed.
    #[prop_or_default]
    pub(crate) onvalue: Callback<String>,
    /// What the browser knows it as: `password`, `email`, `search`.
    #[prop_or("text".into())]
    pub(crate) kind: AttrValue,
    /// It has as many lines as are needed.
    #[prop_or_default]
    pub(crate) lines: bool,
    /// What a password manager may put in.
    #[prop_or("off".into())]
    pub(crate) autocomplete: AttrValue,
    /// The keys that a phone shows for it, such as `numeric`.
    #[prop_or_default]
    pub(crate) inputmode: Option<AttrValue>,
    /// The most characters.
    #[prop_or_default]
    pub(crate) most: Option<usize>,
    /// Something has to be in it.
    #[prop_or_default]
    pub(crate) required: bool,
    /// It can be read only.
    #[prop_or_default]
    pub(crate) readonly: bool,
    /// What may be chosen instead of typing: what goes into the field, and what that is.
    #[prop_or_default]
    pub(crate) choices: Vec<(AttrValue, AttrValue)>,
    /// It is a name or a code, not words to be mended.
    #[prop_or_default]
    pub(crate) verbatim: bool,
    /// What stands beside the label.
    #[prop_or_default]
    pub(crate) beside: Html,
    /// What helps.
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// What is wrong.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// Its element, for the focus.
    #[prop_or_default]
    pub(crate) node: NodeRef,
}

/// A field for text.
#[component]
pub(crate) fn TextField(props: &TextFieldProps) -> Html {
    let described = (props.help.is_some() || props.error.is_some()).then(|| about(&props.id));
    let invalid = props.error.is_some().then_some("true");
    let most = props.most.map(|most| most.to_string());
    let capitals = props.verbatim.then_some("none");
    let spelled = props.verbatim.then_some("false");
    let control = if props.lines {
        let oninput = props.onvalue.reform(|event: InputEvent| {
            event.target_unchecked_into::<HtmlTextAreaElement>().value()
        });
        html! {
            <textarea ref={props.node.clone()} class="input" id={&props.id} rows="2" dir="auto" value={props.value.clone()}
                {oninput} maxlength={most} required={props.required} readonly={props.readonly}
                aria-invalid={invalid} aria-describedby={described} />
        }
    } else {
        let oninput = props
            .onvalue
            .reform(|event: InputEvent| typed(&event.target_unchecked_into()));
        let list = (!props.choices.is_empty()).then(|| format!("{}-choices", props.id));
        html! {
            <>
                <input ref={props.node.clone()} class="input" id={&props.id} type={&props.kind} value={props.value.clone()}
                    {oninput} autocomplete={&props.autocomplete} autocapitalize={capitals} spellcheck={spelled}
                    maxlength={most} inputmode={props.inputmode.clone()} required={props.required} readonly={props.readonly} list={list.clone()}
                    aria-invalid={invalid} aria-describedby={described} />
                if let Some(id) = list {
                    <datalist {id}>
                        for (value, shown) in &props.choices {
                            <option key={value.as_str()} {value}>{ shown }</option>
                        }
                    </datalist>
                }
            </>
        }
    };
    html! {
        <Field id={&props.id} label={&props.label} help={&props.help} error={&props.error} beside={props.beside.clone()}>
            { control }
        </Field>
    }
}

/// What puts what is typed into a state.
pub(crate) fn typed_into(state: &UseStateHandle<String>) -> Callback<String> {
    let state = state.setter();
    Callback::from(move |value| state.set(value))
}

/// What stands for a day or a number that is filled in half: a browser gives nothing for it, as for an empty field.
const HALF_FILLED: &str = "?";

fn typed(input: &HtmlInputElement) -> String {
    if input.validity().bad_input() {
        HALF_FILLED.to_owned()
    } else {
        input.value()
    }
}
