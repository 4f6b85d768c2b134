//! By what one is called: chosen, and heard, before it matters.

use hushdesk_texts::console as texts;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::notes::{self, Permission};
use super::player;
use super::settings::AlertSettings;
use super::sound::{Occasion, Sound};
use crate::components::{Dialog, Icon, is_ticked};
use crate::kept;

/// What is chosen in this browser, and what chooses something else.
#[hook]
fn use_settings() -> (AlertSettings, Callback<AlertSettings>) {
    let settings = use_state(kept::alerts);
    let setter = settings.setter();
    let onchange = Callback::from(move |changed: AlertSettings| {
        kept::keep_alerts(&changed);
        setter.set(changed);
    });
    (*settings, onchange)
}

/// The sounds, each heard when it is chosen.
#[component]
pub(crate) fn SoundChoice() -> Html {
    let (settings, onchange) = use_settings();
    let play = move |settings| {
        player::arm();
        player::play(settings, Occasion::Arrival);
    };
    let choice = |sound: Sound| {
        let onchange = onchange.clone();
        let onchoose = Callback::from(move |_: Event| {
            let changed = AlertSettings {
                sound,
                ..kept::alerts()
            };
            onchange.emit(changed);
            play(changed);
        });
        html! {
            <label>
                <input type="radio" name="sound" value={sound.name()} checked={settings.sound == sound} onchange={onchoose} />
                { name(sound) }
            </label>
        }
    };
    let onlouder = {
        let onchange = onchange.clone();
        Callback::from(move |event: Event| {
            let field = event.target_dyn_into::<HtmlInputElement>();
            if let Some(loudness) = field.and_then(|it| it.value().parse().ok()) {
                let changed = AlertSettings {
                    loudness,
                    ..kept::alerts()
                };
                onchange.emit(changed);
                play(changed);
            }
        })
    };
    html! {
        <fieldset class="options sounds">
            <legend>{ texts::alerts::sound() }</legend>
            { for Sound::ALL.map(choice) }
            <div class="row">
                <label for="loudness">{ texts::alerts::loudness() }</label>
                <input id="loudness" type="range" min="10" max="100" step="10" value={settings.loudness.to_string()}
                    onchange={onlouder} />
                <button type="button" class="button less" onclick={Callback::from(move |_: MouseEvent| play(settings))}>
                    { Icon::Ear.draw() }{ texts::alerts::play() }
                </button>
            </div>
        </fieldset>
    }
}

fn name(sound: Sound) -> &'static str {
    match sound {
        Sound::Chime => texts::alerts::chime(),
        Sound::Knock => texts::alerts::knock(),
        Sound::Bell => texts::alerts::bell(),
        Sound::Silent => texts::alerts::silent(),
    }
}

/// When it is closed.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct AlertsPanelProps {
    pub(crate) onclose: Callback<()>,
}

/// A dialog with all of it.
#[component]
pub(crate) fn AlertsPanel(props: &AlertsPanelProps) -> Html {
    html! {
        <Dialog title={texts::alerts::title()} onclose={props.onclose.clone()}>
            <SoundChoice />
            <Wishes />
            <div class="row end">
                <button type="button" class="button primary" onclick={props.onclose.reform(|_| ())}>{ texts::parts::close() }</button>
            </div>
        </Dialog>
    }
}

/// When one is called, and whether the system shows notes.
#[component]
fn Wishes() -> Html {
    let (_, onchange) = use_settings();
    let settings = kept::alerts();
    let permission = use_state_eq(Permission::now);
    let wish = |label: &'static str, on: bool, change: fn(AlertSettings, bool) -> AlertSettings| {
        let onchange = onchange.clone();
        let onwish = Callback::from(move |event: Event| {
            onchange.emit(change(kept::alerts(), is_ticked(&event)));
        });
        html! { <label><input type="checkbox" checked={on} onchange={onwish} />{ label }</label> }
    };
    let setter = permission.setter();
    let onask = Callback::from(move |_: MouseEvent| {
        let setter = setter.clone();
        notes::ask(Callback::from(move |answer| setter.set(answer)));
    });
    html! {
        <fieldset class="options">
            <legend>{ texts::alerts::when() }</legend>
            { wish(texts::alerts::again(), settings.again, |it, again| AlertSettings { again, ..it }) }
            { wish(texts::alerts::messages(), settings.messages, |it, messages| AlertSettings { messages, ..it }) }
            { wish(texts::alerts::notes(), settings.notes, |it, notes| AlertSettings { notes, ..it }) }
            <p class="soft small">{ texts::alerts::notes_more() }</p>
            { match *permission {
                Permission::Granted => Html::default(),
                Permission::Unasked => html! {
                    <button type="button" class="button less" onclick={onask}>{ texts::alerts::allow() }</button>
                },
                Permission::Denied => html! { <p class="soft small">{ texts::alerts::denied() }</p> },
            } }
        </fieldset>
    }
}
