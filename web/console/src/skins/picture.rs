//! The picture that guests see in the place of initials. It is made small here, and is another as soon as it is chosen.

use hushdesk_protocol::ids::{PictureId, SkinName};
use hushdesk_protocol::rest::{DeleteSkinPicture, GetSkin, PutSkinPicture, SkinPicture};
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use wasm_bindgen::prelude::*;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::components::{Button, Icon, Kind, Ready, Section, refusal, use_say};
use crate::sending::use_sending;

#[wasm_bindgen(module = "/src/skins/picture.js")]
extern "C" {
    /// The picture in base64, made small and drawn anew.
    #[wasm_bindgen(catch)]
    async fn shrink(file: &File) -> Result<JsValue, JsValue>;
}

/// Whose.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct PictureProps {
    /// The skin.
    pub(super) skin: SkinName,
    /// Its picture, if it has one.
    pub(super) picture: Option<PictureId>,
    /// It has another, or none.
    pub(super) onpicture: Callback<Option<PictureId>>,
}

/// The address of a picture.
pub(super) fn address(picture: &PictureId) -> String {
    format!("{}{}", hushdesk_style::PICTURES, picture.as_str())
}

/// What it is, another one, and none.
#[component]
pub(super) fn PictureSection(props: &PictureProps) -> Html {
    let (sending, say) = (use_sending(), use_say());
    let ondone = {
        let (onpicture, say) = (props.onpicture.clone(), say);
        Callback::from(move |picture: Option<PictureId>| {
            let says = match picture {
                Some(_) => texts::skin::picture_saved(),
                None => texts::skin::picture_removed(),
            };
            say.emit(says.into());
            onpicture.emit(picture);
        })
    };
    let onchange = {
        let (sending, ondone, skin) = (sending.clone(), ondone.clone(), props.skin.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let file = input.files().and_then(|files| files.get(0));
            // The same file can be chosen once more.
            input.set_value("");
            if let Some(file) = file {
                sending.forgive();
                sending.send(given(skin.clone(), file), &ondone);
            }
        })
    };
    let onremove = {
        let (sending, skin) = (sending.clone(), props.skin.clone());
        Callback::from(move |()| sending.send(taken(skin.clone()), &ondone))
    };
    let choose = match props.picture {
        Some(_) => texts::skin::other_picture(),
        None => texts::skin::choose_picture(),
    };
    html! {
        <Section title={texts::skin::picture()} lead={texts::skin::picture_lead()}>
            { sending.banner() }
            <div class="row">
                if let Some(picture) = &props.picture {
                    <img class="skin-picture" src={address(picture)} width="64" height="64" alt={texts::skin::picture_now()} />
                }
                <label class="drop" for="skin-picture">
                    { Icon::Upload.draw() }
                    <span><b>{ choose }</b></span>
                    <span>{ texts::skin::picture_takes() }</span>
                    <input id="skin-picture" type="file" class="unseen" accept="image/png,image/jpeg,image/webp" {onchange}
                        disabled={sending.ready() == Ready::Busy} />
                </label>
                if props.picture.is_some() {
                    <Button kind={Kind::Quiet} icon={Icon::Trash} ready={sending.ready()} onclick={onremove}>
                        { texts::skin::remove_picture() }
                    </Button>
                }
            </div>
        </Section>
    }
}

async fn given(skin: SkinName, file: File) -> Result<Option<PictureId>, &'static str> {
    let shrunk = shrink(&file).await.ok().and_then(|it| it.as_string());
    let picture = shrunk.ok_or_else(texts::skin::no_picture)?;
    let put = PutSkinPicture { skin: skin.clone() };
    let taken = api::ask(&put, &SkinPicture { picture }).await;
    taken.map_err(|trouble| refusal(&trouble))?;
    let read = api::ask(&GetSkin { skin }, &()).await;
    read.map(|skin| skin.picture)
        .map_err(|trouble| refusal(&trouble))
}

async fn taken(skin: SkinName) -> Result<Option<PictureId>, &'static str> {
    let removed = api::ask(&DeleteSkinPicture { skin }, &()).await;
    removed.map(|()| None).map_err(|trouble| refusal(&trouble))
}
