//! What a skin says, a language at a time.

use hushdesk_protocol::rest::{STARTERS_MAX, Words};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::form::{SkinForm, WordsForm};
use crate::components::{Button, Icon, Kind, Section, Select, TextField};
use crate::draft::Draft;

/// The languages that the widget is written in, by their own names.
const LANGUAGES: [(&str, &str); 13] = [
    ("en", "English"),
    ("ar", "العربية"),
    ("de", "Deutsch"),
    ("es", "Español"),
    ("fr", "Français"),
    ("he", "עברית"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("uk", "Українська"),
    ("zh-Hans", "简体中文"),
];

/// What is said, and in which language it is shown.
#[derive(Properties, PartialEq)]
pub(super) struct WordsSectionProps {
    pub(super) form: SkinForm,
    pub(super) draft: Draft<SkinForm>,
    /// The place of the language that is shown.
    pub(super) place: usize,
    /// Another is to be shown.
    pub(super) onplace: Callback<usize>,
}

/// A choice of languages, and button, greeting and starters in the one that is chosen.
#[component]
pub(super) fn WordsSection(props: &WordsSectionProps) -> Html {
    let WordsSectionProps {
        form,
        draft,
        place,
        onplace,
    } = props;
    let choices = form.words.iter().enumerate().map(|(place, words)| {
        let tag = words.language.as_str();
        (place.to_string().into(), name_of(tag).to_owned().into())
    });
    let onchoose = onplace.reform(|place: String| place.parse().unwrap_or_default());
    html! {
        <Section title={texts::skin::words()} lead={texts::skin::words_lead()}>
            if !form.words.is_empty() {
                <Select id="words-language" label={texts::skin::language()} choices={choices.collect::<Vec<_>>()}
                    chosen={place.to_string()} {onchoose} />
            }
            { for form.words.get(*place).map(|words| in_language(words, draft, *place, onplace)) }
            { more(form, draft, onplace) }
        </Section>
    }
}

fn in_language(
    words: &WordsForm,
    draft: &Draft<SkinForm>,
    place: usize,
    onplace: &Callback<usize>,
) -> Html {
    let language = name_of(words.language.as_str());
    let greeting = draft.on(move |form: &mut SkinForm, greeting| {
        if let Some(words) = form.words.get_mut(place) {
            words.greeting = greeting;
        }
    });
    let button = draft.on(move |form: &mut SkinForm, button| {
        if let Some(words) = form.words.get_mut(place) {
            words.button = button;
        }
    });
    let long_button = words.button().is_none().then(texts::skin::long_button);
    let onremove = {
        let (remove, onplace) = (
            draft.on(move |form: &mut SkinForm, ()| {
                if place < form.words.len() {
                    form.words.remove(place);
                }
            }),
            onplace.clone(),
        );
        Callback::from(move |()| {
            remove.emit(());
            onplace.emit(0);
        })
    };
    let error = words.greeting().is_none().then(texts::skin::long_greeting);
    html! {
        <>
            <TextField id="button" label={texts::skin::button(&language)} value={words.button.clone()} onvalue={button}
                help={texts::skin::button_help()} error={long_button} most={100_usize} />
            <TextField id="greeting" label={texts::skin::greeting(&language)} value={words.greeting.clone()} lines={true}
                onvalue={greeting} help={texts::skin::greeting_help()} {error} />
            <fieldset class="stack">
                <legend class="label">{ texts::skin::starters(&language) }</legend>
                <p class="help">{ texts::skin::starters_help() }</p>
                { for (0..STARTERS_MAX).map(|number| starter(words, draft, place, number)) }
            </fieldset>
            <div>
                <Button kind={Kind::Quiet} icon={Icon::Trash} onclick={onremove}>
                    { texts::skin::remove_language(&language) }
                </Button>
            </div>
        </>
    }
}

fn starter(words: &WordsForm, draft: &Draft<SkinForm>, place: usize, number: usize) -> Html {
    let value = words.starters.get(number).cloned().unwrap_or_default();
    let onvalue = draft.on(move |form: &mut SkinForm, starter| {
        let words = form.words.get_mut(place);
        if let Some(at) = words.and_then(|words| words.starters.get_mut(number)) {
            *at = starter;
        }
    });
    let shown = number.saturating_add(1);
    html! {
        <TextField key={number} id={format!("starter-{number}")} label={texts::skin::starter(&shown)} {value} {onvalue}
            most={100_usize} />
    }
}

/// Another language, of those that the widget is written in.
fn more(form: &SkinForm, draft: &Draft<SkinForm>, onplace: &Callback<usize>) -> Html {
    let is_there = |tag: &str| {
        form.words
            .iter()
            .any(|words| words.language.as_str() == tag)
    };
    let mut choices: Vec<(AttrValue, AttrValue)> =
        vec![("".into(), texts::skin::choose_language().into())];
    let missing = LANGUAGES.iter().filter(|(tag, _)| !is_there(tag));
    choices.extend(missing.map(|(tag, name)| ((*tag).into(), (*name).into())));
    let (add, onplace, next) = (
        draft.on(|form: &mut SkinForm, words: WordsForm| form.words.push(words)),
        onplace.clone(),
        form.words.len(),
    );
    let onchoose = Callback::from(move |tag: String| {
        let language = tag.parse();
        if let Ok(language) = language {
            let none = Words {
                language,
                button: None,
                greeting: None,
                starters: vec![],
            };
            add.emit(WordsForm::of(&none));
            onplace.emit(next);
        }
    });
    html! {
        if choices.len() > 1 {
            <Select key={next} id="add-language" label={texts::skin::add_language()} {choices} chosen="" {onchoose} />
        }
    }
}

fn name_of(tag: &str) -> &str {
    let known = LANGUAGES.iter().find(|(known, _)| *known == tag);
    known.map_or(tag, |(_, name)| name)
}
