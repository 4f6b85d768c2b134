//! The widget beside the form of its skin: the very one, in a frame, told by this page what it would be told by the edge
//! (`web/guest/preview.js`). Nothing of it leaves the browser.

use hushdesk_protocol::ids::PictureId;
use hushdesk_protocol::language::Language;
use hushdesk_protocol::rest::Corner;
use hushdesk_texts::console as texts;
use hushdesk_web::listener::Listener;
use serde::Deserialize;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlIFrameElement, MessageEvent};
use yew::prelude::*;

use super::form::SkinForm;
use super::scene::Scene;
use super::stand_in::StandIn;
use crate::components::{Section, Segments, Select};

/// What is worn.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct PreviewProps {
    /// How the skin is being set.
    pub(super) form: SkinForm,
    /// Its picture, if it has one.
    pub(super) picture: Option<PictureId>,
    /// In which language it is read.
    pub(super) language: Option<Language>,
}

/// What the frame says.
#[derive(Deserialize)]
struct Said {
    preview: Says,
}

/// What is in it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Says {
    /// It waits to be told what to show.
    Ready { ready: bool },
    /// A line of a sealed chat; whether it begins an exchange of keys.
    Line { line: String, begins: bool },
}

/// How wide it is shown.
const PHONE: &str = "phone";
const WIDE: &str = "wide";

/// Which scene, how wide, and the widget.
#[component]
pub(super) fn Preview(props: &PreviewProps) -> Html {
    let (chosen, width) = (use_state_eq(|| Scene::Opening), use_state_eq(|| PHONE));
    let frame = use_node_ref();
    let stand_in = use_mut_ref(StandIn::new);
    let told = use_mut_ref(String::new);
    let scene = chosen.or_nearest(props.form.is_sealed);
    let own = stand_in.borrow().fingerprint();
    let picture = props.picture.as_ref();
    let described = scene.described(&props.form, picture, props.language.as_ref(), &own);
    use_effect_with(described, {
        let (frame, told) = (frame.clone(), told.clone());
        move |described| {
            if let Some(described) = described {
                told.replace(described.clone());
                show(&frame, described);
            }
        }
    });
    use_effect_with((), {
        let frame = frame.clone();
        move |()| {
            let listener = web_sys::window().map(|window| {
                Listener::new(&window, "message", move |event| {
                    match said(&frame, event.unchecked_ref()) {
                        Some(Says::Ready { ready: true }) => show(&frame, &told.borrow()),
                        Some(Says::Line { line, begins }) => {
                            let mut stand_in = stand_in.borrow_mut();
                            let (lines, answers) =
                                stand_in.hears(&line, begins, texts::preview::answer());
                            let carries = serde_json::json!({"lines": lines, "answers": answers});
                            tell(&frame, &carries.to_string());
                        }
                        Some(Says::Ready { ready: false }) | None => {}
                    }
                })
            });
            move || drop(listener)
        }
    });
    let choices: Vec<_> = Scene::of(props.form.is_sealed)
        .map(|scene| (scene.name().into(), scene.label().into()))
        .collect();
    let onscene = {
        let chosen = chosen.setter();
        Callback::from(move |name: String| {
            if let Some(scene) = Scene::named(&name) {
                chosen.set(scene);
            }
        })
    };
    let onwidth = {
        let width = width.setter();
        Callback::from(move |name: AttrValue| width.set(if name == WIDE { WIDE } else { PHONE }))
    };
    let widths = vec![
        (PHONE.into(), texts::preview::phone().into()),
        (WIDE.into(), texts::preview::wide().into()),
    ];
    let language = match &props.language {
        Some(language) => language.as_str().to_owned(),
        None => texts::language().to_owned(),
    };
    let corner = match props.form.corner {
        Corner::End => None,
        Corner::Start => Some("start"),
    };
    html! {
        <Section title={texts::preview::title()} lead={texts::preview::lead()}>
            <div class="row">
                <Select id="preview-scene" label={texts::preview::scene()} {choices} chosen={scene.name()} onchoose={onscene} />
                <Segments group="preview-width" label={texts::preview::width()} choices={widths} chosen={*width} onchoose={onwidth} />
            </div>
            <div class={classes!("preview", *width, corner)}>
                // Another language, or another scene, is another page.
                <iframe key={format!("{language} {}", scene.name())} ref={frame} title={texts::preview::title()}
                    src={format!("/preview/?snippet=preview&lang={language}")} />
            </div>
        </Section>
    }
}

/// What the frame says, if it is the frame that says it.
fn said(frame: &NodeRef, event: &MessageEvent) -> Option<Says> {
    let window = frame.cast::<HtmlIFrameElement>()?.content_window()?;
    let own = web_sys::window()?.location().origin().ok()?;
    let source: JsValue = event.source()?.into();
    if source != JsValue::from(window) || event.origin() != own {
        return None;
    }
    let said: Said = serde_json::from_str(&event.data().as_string()?).ok()?;
    Some(said.preview)
}

fn show(frame: &NodeRef, described: &str) {
    if !described.is_empty() {
        tell(frame, &format!("{{\"shows\":{described}}}"));
    }
}

/// Tells the frame something, if it is ours by now.
fn tell(frame: &NodeRef, what: &str) {
    let frame = frame.cast::<HtmlIFrameElement>();
    let window = frame.and_then(|frame| frame.content_window());
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    if let (Some(window), Some(origin)) = (window, origin) {
        let said = format!("{{\"preview\":{what}}}");
        // A frame that is still another page hears nothing.
        let _told = window.post_message(&JsValue::from_str(&said), &origin);
    }
}
