//! The dialog in which a skin is made.

use hushdesk_protocol::ids::SkinName;
use hushdesk_protocol::rest::{
    Look, PostSkin, SkinDraft, SkinKeys, SkinSealing, SkinSettings, UnverifiedOperator,
};
use hushdesk_protocol::text::Title;
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use yew::prelude::*;

use crate::components::{Button, Dialog, Kind, TextField, refusal};
use crate::naming::name_of;
use crate::sending::use_sending;

/// What has become of it.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct NewSkinProps {
    /// It was closed.
    pub(super) onclose: Callback<()>,
    /// This skin was made.
    pub(super) onmade: Callback<SkinName>,
}

/// A title, and a name that is made from it until it is typed.
#[component]
pub(super) fn NewSkin(props: &NewSkinProps) -> Html {
    let (title, name) = (use_state(String::new), use_state(|| None::<String>));
    let (tried, sending) = (use_state(|| false), use_sending());
    let typed = (*name).clone().unwrap_or_else(|| name_of(&title));
    let (right_title, right_name) = (
        title.trim().parse::<Title>().ok(),
        typed.trim().parse::<SkinName>().ok(),
    );
    let onmake = {
        let (tried, sending) = (tried.setter(), sending.clone());
        let (draft, onmade) = (
            right_title.clone().zip(right_name.clone()),
            props.onmade.clone(),
        );
        Callback::from(move |()| {
            tried.set(true);
            let Some((title, name)) = draft.clone() else {
                return;
            };
            sending.send(made(name, title), &onmade);
        })
    };
    let onsubmit = onmake.reform(|event: SubmitEvent| event.prevent_default());
    let wrong = |is_wrong: bool, says: &'static str| (*tried && is_wrong).then_some(says);
    let ready = sending.ready();
    let footer = html! {
        <>
            <Button kind={Kind::Quiet} onclick={&props.onclose}>{ texts::staff::cancel() }</Button>
            <Button kind={Kind::Primary} {ready} onclick={onmake}>{ texts::skins::make() }</Button>
        </>
    };
    let (ontitle, onname) = (title.setter(), name.setter());
    html! {
        <Dialog title={texts::skins::new()} lead={texts::skins::new_lead()} onclose={&props.onclose} {footer}>
            { sending.banner() }
            <form class="stack loose" {onsubmit} novalidate={true}>
                <TextField id="skin-title" label={texts::skins::title()} value={(*title).clone()} required={true}
                    onvalue={move |value| ontitle.set(value)} help={texts::skins::title_help()}
                    error={wrong(right_title.is_none(), texts::skins::no_title())} />
                <TextField id="skin-name" label={texts::skins::name()} value={typed} verbatim={true} required={true}
                    onvalue={move |value| onname.set(Some(value))} help={texts::skins::name_help()}
                    error={wrong(right_name.is_none(), texts::skins::no_name())} />
                <button type="submit" hidden={true}></button>
            </form>
        </Dialog>
    }
}

async fn made(name: SkinName, title: Title) -> Result<SkinName, &'static str> {
    let made = api::ask(&PostSkin {}, &sealed(name.clone(), title)).await;
    made.map(|()| name).map_err(|trouble| refusal(&trouble))
}

/// It begins sealed, for the keys of the organisation; the guest is asked about any other.
fn sealed(name: SkinName, title: Title) -> SkinDraft {
    SkinDraft {
        name,
        settings: SkinSettings {
            title,
            sealing: SkinSealing::Sealed {
                keys: SkinKeys::Organisation,
                unverified: UnverifiedOperator::Accept,
            },
            look: Look::default(),
        },
    }
}
