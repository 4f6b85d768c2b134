//! A field that narrows a list down once it has been left, or Enter was pressed in it.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::Field;

/// Of texts or days.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct NarrowingFieldProps {
    /// Its id.
    pub(crate) id: &'static str,
    /// What the browser knows it as: `search`, `date`.
    pub(crate) kind: &'static str,
    /// What goes into it.
    pub(crate) label: &'static str,
    /// What narrows the list down by now.
    pub(crate) value: String,
    /// What is offered.
    #[prop_or_default]
    pub(crate) choices: Vec<String>,
    /// The list is to be narrowed down by this.
    pub(crate) onvalue: Callback<String>,
}

/// What is typed stays whatever is drawn anew around it: only another value from elsewhere takes its place.
#[component]
pub(crate) fn NarrowingField(props: &NarrowingFieldProps) -> Html {
    let id = props.id;
    let typed = use_state(|| None::<String>);
    use_effect_with(props.value.clone(), {
        let typed = typed.setter();
        move |_| typed.set(None)
    });
    let value = (*typed).clone().unwrap_or_else(|| props.value.clone());
    let oninput = {
        let typed = typed.setter();
        Callback::from(move |event: InputEvent| {
            let field = event.target_unchecked_into::<HtmlInputElement>();
            typed.set(Some(field.value()));
        })
    };
    let onchange = props
        .onvalue
        .reform(|event: Event| event.target_unchecked_into::<HtmlInputElement>().value());
    let choices = (!props.choices.is_empty()).then(|| format!("{id}-choices"));
    html! {
        <Field {id} label={props.label}>
            <input class="input" {id} type={props.kind} {value} {oninput} {onchange} autocomplete="off"
                list={choices.clone()} dir="auto" />
            if let Some(id) = choices {
                <datalist {id}>
                    for choice in &props.choices {
                        <option key={choice.as_str()} value={choice.clone()} />
                    }
                </datalist>
            }
        </Field>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;

    #[test]
    fn it_shows_what_narrows_the_list_down_and_what_is_offered() {
        let field = rendered::<NarrowingField>(NarrowingFieldProps {
            id: "category",
            kind: "search",
            label: "Category",
            value: "Maps".to_owned(),
            choices: vec!["Fees".to_owned()],
            onvalue: Callback::noop(),
        });
        let input = field.find(&|it| it.name() == "input").unwrap();
        assert_eq!(input.attribute("value"), Some("Maps"));
        assert_eq!(input.attribute("list"), Some("category-choices"));
        let offered = field.find(&|it| it.name() == "option").unwrap();
        assert_eq!(offered.attribute("value"), Some("Fees"));
    }
}
