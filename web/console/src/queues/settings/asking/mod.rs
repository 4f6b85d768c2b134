//! What a queue asks its guests: the list of questions, which grows, shrinks and is put in order.

mod form;

use hushdesk_protocol::rest::OPTIONS_MAX;
use hushdesk_texts::console as words;
use web_sys::HtmlElement;
use yew::prelude::*;

use self::form::{Kind, QuestionForm, Way};
use super::form::SettingsForm;
use crate::components::{Button, Choice, Icon, Section, Select, Size, TextField, use_say};
use crate::document::document;
use crate::draft::Draft;

pub(super) use form::QuestionsForm;
#[cfg(test)]
pub(super) use form::tests;

/// The section of the page in which it is set what guests are asked before a chat.
pub(super) fn entry(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    html! {
        <Section title={words::asking::entry()} lead={words::asking::entry_lead()}>
            <Questions id="entry" label={words::asking::entry()} form={form.entry.clone()}
                onform={draft.on(|form: &mut SettingsForm, entry| form.entry = entry)} />
        </Section>
    }
}

/// The part of the section on the end of a chat in which it is set what guests are asked then.
pub(super) fn survey(form: &SettingsForm, draft: &Draft<SettingsForm>) -> Html {
    html! {
        <>
            <Choice checked={form.comment} onchange={draft.on(|form: &mut SettingsForm, on| form.comment = on)}>
                { words::asking::comment() }
            </Choice>
            <div class="stack">
                <span class="label">{ words::asking::survey() }</span>
                <p class="help">{ words::asking::survey_help() }</p>
            </div>
            <Questions id="survey" label={words::asking::survey()} form={form.survey.clone()}
                onform={draft.on(|form: &mut SettingsForm, survey| form.survey = survey)} />
        </>
    }
}

/// The questions, and what changes them.
#[derive(Debug, Properties, PartialEq)]
struct QuestionsProps {
    /// What the ids of its fields begin with.
    id: &'static str,
    label: &'static str,
    form: QuestionsForm,
    /// They are to be like this.
    onform: Callback<QuestionsForm>,
}

/// One after the other. What is added, or has been moved, has the focus.
#[component]
fn Questions(props: &QuestionsProps) -> Html {
    let focused = use_mut_ref(|| None::<String>);
    let say = use_say();
    use_effect({
        let focused = focused.clone();
        move || {
            if let Some(id) = focused.take() {
                focus(&id);
            }
        }
    });
    let id = props.id;
    let onadd = {
        let (form, onform, focused) = (props.form.clone(), props.onform.clone(), focused.clone());
        Callback::from(move |()| {
            let mut form = form.clone();
            focused.replace(Some(control(id, form.0.len(), "label")));
            form.add();
            onform.emit(form);
        })
    };
    let questions = (0..).zip(&props.form.0).map(|(place, question)| {
        let at = At {
            props,
            place,
            question,
        };
        let moved = |way| {
            let (form, onform) = (props.form.clone(), props.onform.clone());
            let (focused, say) = (focused.clone(), say.clone());
            Callback::from(move |_: MouseEvent| {
                if let Some(beside) = form.beside(place, way) {
                    let mut form = form.clone();
                    form.pass(place, way);
                    focused.replace(Some(control(id, beside, way_name(way))));
                    say.emit(words::asking::is_at(&beside.saturating_add(1)).into());
                    onform.emit(form);
                }
            })
        };
        let onremove = {
            let (form, onform, focused) =
                (props.form.clone(), props.onform.clone(), focused.clone());
            Callback::from(move |_: MouseEvent| {
                let mut form = form.clone();
                form.remove(place);
                let last = form.0.len().checked_sub(1);
                let next = last.map(|last| control(id, place.min(last), "remove"));
                focused.replace(Some(next.unwrap_or_else(|| format!("{id}-add"))));
                onform.emit(form);
            })
        };
        at.drawn(&[moved(Way::Up), moved(Way::Down), onremove])
    });
    let add_id = format!("{id}-add");
    html! {
        <>
            if props.form.0.is_empty() {
                <p class="soft">{ words::asking::none() }</p>
            } else {
                <ol class="questions" aria-label={props.label}>{ for questions }</ol>
            }
            <div class="row" id={add_id}>
                if props.form.has_room() {
                    <Button icon={Icon::Plus} size={Size::Less} onclick={onadd}>{ words::asking::add() }</Button>
                } else {
                    <p class="soft">{ words::asking::full() }</p>
                }
            </div>
        </>
    }
}

/// A question in its place.
struct At<'a> {
    props: &'a QuestionsProps,
    place: usize,
    question: &'a QuestionForm,
}

impl At<'_> {
    fn drawn(&self, [onup, ondown, onremove]: &[Callback<MouseEvent>; 3]) -> Html {
        let number = self.place.saturating_add(1);
        let question = self.question;
        let kinds = Kind::ALL.map(|kind| (kind.as_str().into(), kind_name(kind).into()));
        html! {
            <li key={self.place}>
                <fieldset class="stack">
                    <legend class="unseen">{ words::asking::question(&number) }</legend>
                    <div class="two">
                        <TextField id={self.control("label")} label={words::asking::label()} most={200} required={true}
                            value={question.label.clone()} error={self.label_error()}
                            onvalue={self.on(|question, label| question.label = label)} />
                        <Select id={self.control("kind")} label={words::asking::kind()} choices={kinds.to_vec()}
                            chosen={question.kind.as_str()}
                            onchoose={self.on(|question, kind: String| question.kind = Kind::named(&kind))} />
                    </div>
                    if question.kind == Kind::Choice {
                        <TextField id={self.control("options")} label={words::asking::options()} lines={true} required={true}
                            value={question.options.clone()} help={words::asking::options_help(&OPTIONS_MAX)}
                            error={(!question.has_options()).then(|| words::asking::no_options(&OPTIONS_MAX))}
                            onvalue={self.on(|question, options| question.options = options)} />
                    }
                    <div class="row">
                        <Choice checked={question.required} onchange={self.on(|question, on| question.required = on)}>
                            { words::asking::required() }
                        </Choice>
                        { self.button("up", words::asking::up(&number), Icon::Up, self.can(Way::Up), onup) }
                        { self.button("down", words::asking::down(&number), Icon::Down, self.can(Way::Down), ondown) }
                        { self.button("remove", words::asking::remove(&number), Icon::Trash, true, onremove) }
                    </div>
                </fieldset>
            </li>
        }
    }

    fn can(&self, way: Way) -> bool {
        self.props.form.beside(self.place, way).is_some()
    }

    fn control(&self, what: &str) -> String {
        control(self.props.id, self.place, what)
    }

    fn label_error(&self) -> Option<&'static str> {
        if !self.question.has_label() {
            Some(words::asking::no_label())
        } else if self.props.form.is_twice(self.place) {
            Some(words::asking::twice())
        } else {
            None
        }
    }

    /// A button that keeps the focus when it comes to the end of what it can do.
    fn button(
        &self,
        what: &str,
        label: String,
        icon: Icon,
        can: bool,
        onclick: &Callback<MouseEvent>,
    ) -> Html {
        html! {
            <button type="button" class="button quiet square less" id={self.control(what)} aria-label={label.clone()} title={label}
                aria-disabled={(!can).then_some("true")} {onclick}>
                { icon.less() }
            </button>
        }
    }

    /// What makes the questions of these by a change of this one.
    fn on<V: 'static>(&self, change: impl Fn(&mut QuestionForm, V) + 'static) -> Callback<V> {
        let (form, place) = (self.props.form.clone(), self.place);
        self.props.onform.reform(move |value| {
            let mut form = form.clone();
            if let Some(question) = form.0.get_mut(place) {
                change(question, value);
            }
            form
        })
    }
}

fn control(id: &str, place: usize, what: &str) -> String {
    format!("{id}-{place}-{what}")
}

const fn way_name(way: Way) -> &'static str {
    match way {
        Way::Up => "up",
        Way::Down => "down",
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => words::asking::text(),
        Kind::Choice => words::asking::choice(),
        Kind::Consent => words::asking::consent(),
    }
}

/// Gives the focus to what has this id, or to the first button in it.
fn focus(id: &str) {
    let within = |selector: String| document()?.query_selector(&selector).ok()?;
    let found =
        within(format!("#{id}:is(button, input)")).or_else(|| within(format!("#{id} button")));
    if let Some(element) = found
        .as_ref()
        .and_then(wasm_bindgen::JsCast::dyn_ref::<HtmlElement>)
    {
        let _given = element.focus();
    }
}

#[cfg(test)]
mod shown {
    use hushdesk_web::rendered::{Element, rendered};

    use super::*;

    fn shown(form: QuestionsForm) -> Element {
        rendered::<Questions>(QuestionsProps {
            id: "entry",
            label: "Asked first",
            form,
            onform: Callback::noop(),
        })
    }

    #[test]
    fn each_question_has_its_fields_and_what_moves_it() {
        let page = shown(QuestionsForm::of(&tests::questions()));
        for (place, way) in [(0, "up"), (2, "down")] {
            let id = format!("entry-{place}-{way}");
            let ends = page.count(&|it| {
                it.attribute("id") == Some(&id) && it.attribute("aria-disabled") == Some("true")
            });
            assert_eq!(ends, 1, "{id}");
        }
        assert_eq!(
            page.count(&|it| it.attribute("aria-disabled") == Some("true")),
            2
        );
        assert_eq!(
            page.count(&|it| it.attribute("id") == Some("entry-1-options")),
            1
        );
        assert_eq!(page.count(&|it| it.attribute("role") == Some("alert")), 0);
        assert!(page.can_press(words::asking::add()));
    }

    #[test]
    fn what_cannot_be_asked_says_what_is_wrong() {
        let mut form = QuestionsForm::of(&tests::questions());
        form.add();
        let page = shown(form);
        assert!(page.text().contains(words::asking::no_label()));
        assert!(
            shown(QuestionsForm::default())
                .text()
                .contains(words::asking::none())
        );
    }
}
