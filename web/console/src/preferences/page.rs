//! The page on which an operator says what they like.

use hushdesk_texts::console as words;
use yew::prelude::*;

use super::{Preferences, Theme, kept, use_liked};
use crate::components::{Button, Segments, Select, Switch};
use crate::document::{document, reload};
use crate::frame::{Overlay, PageHead, use_over};

/// The languages that the console is written in, by their own names.
const LANGUAGES: [(&str, &str); 4] = [
    ("en", "English"),
    ("fr", "Français"),
    ("de", "Deutsch"),
    ("ar", "العربية"),
];

/// What is changed is in force at once; but for the language, which wants the page loaded again.
#[component]
pub(crate) fn PreferencesPage() -> Html {
    let liked = use_liked();
    let over = use_over();
    let language = use_state(kept::language);
    let change = |change: fn(&Preferences, bool) -> Preferences| {
        let liked = liked.clone();
        Callback::from(move |on| liked.onchange.emit(change(&liked.preferences, on)))
    };
    let ontheme = {
        let liked = liked.clone();
        Callback::from(move |name: AttrValue| {
            let theme = Theme::ALL.into_iter().find(|theme| *value(*theme) == *name);
            liked.onchange.emit(Preferences {
                theme: theme.unwrap_or_default(),
                ..(*liked.preferences).clone()
            });
        })
    };
    let onlanguage = {
        let language = language.setter();
        Callback::from(move |tag: String| {
            let tag = (!tag.is_empty()).then_some(tag);
            kept::choose_language(tag.as_deref());
            language.set(tag);
        })
    };
    let themes = Theme::ALL.map(|theme| (value(theme).into(), named(theme).into()));
    let languages: Vec<(AttrValue, AttrValue)> = offered()
        .map(|(tag, name)| (tag.into(), name.into()))
        .collect();
    let browsers = ("".into(), words::preferences::language_of_browser().into());
    html! {
        <div class="page narrow">
            <PageHead title={words::preferences::title()} lead={words::preferences::lead()} />
            <section class="settings">
                <div class="say"><h2>{ words::preferences::look() }</h2></div>
                <div class="body">
                    <Segments group="theme" label={words::preferences::theme()} choices={themes.to_vec()}
                        chosen={value(liked.preferences.theme)} onchoose={ontheme} />
                    if languages.len() > 1 {
                        <Select id="language" label={words::preferences::language()} help={words::preferences::language_help()}
                            choices={[vec![browsers], languages].concat()}
                            chosen={(*language).clone().unwrap_or_default()} onchoose={onlanguage} />
                    }
                    if (*language).as_deref().is_some_and(|tag| tag != words::language()) {
                        <div><Button onclick={|()| reload()}>{ words::preferences::reload() }</Button></div>
                    }
                </div>
            </section>
            <section class="settings">
                <div class="say"><h2>{ words::preferences::keyboard() }</h2></div>
                <div class="body">
                    <Switch label={words::preferences::shortcuts()} help={words::preferences::shortcuts_help()}
                        on={liked.preferences.shortcuts}
                        onchange={change(|liked, on| Preferences { shortcuts: on, ..liked.clone() })} />
                    <div>
                        <Button onclick={over.reform(|()| Overlay::Help)}>{ words::preferences::show_shortcuts() }</Button>
                    </div>
                </div>
            </section>
        </div>
    }
}

/// The languages in which there are texts, as `static/start.js` notes them.
fn offered() -> impl Iterator<Item = (&'static str, &'static str)> {
    let root = document().and_then(|document| document.document_element());
    let there = root.and_then(|root| root.get_attribute("data-languages"));
    let there = there.unwrap_or_default();
    let is_there = move |tag: &str| there.split(' ').any(|it| it == tag);
    LANGUAGES.into_iter().filter(move |(tag, _)| is_there(tag))
}

fn value(theme: Theme) -> &'static str {
    theme.name().unwrap_or("system")
}

fn named(theme: Theme) -> &'static str {
    match theme {
        Theme::System => words::preferences::theme_system(),
        Theme::Light => words::preferences::theme_light(),
        Theme::Dark => words::preferences::theme_dark(),
    }
}
