//! The page of one skin.

use hushdesk_protocol::ids::{PictureId, SkinName};
use hushdesk_texts::console as texts;
use yew::prelude::*;

use super::answers::answers;
use super::colour::look;
use super::corner::corner;
use super::form::SkinForm;
use super::picture::PictureSection;
use super::preview::Preview;
use super::sealing::sealing;
use super::style::style;
use super::words::WordsSection;
use crate::components::{
    Button, Empty, Icon, SaveBar, Section, Skeleton, TextField, refusal, use_say,
};
use crate::draft::{Draft, Read, use_draft};
use crate::frame::{Go, PageHead};
use crate::route::Route;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SkinPageProps {
    pub(crate) skin: SkinName,
}

/// How it is set.
#[component]
pub(crate) fn SkinPage(props: &SkinPageProps) -> Html {
    let draft = use_draft::<SkinForm>(&props.skin);
    let place = use_state(|| 0_usize);
    // What has been chosen since the form was read.
    let picture = use_state(|| None::<Option<PictureId>>);
    let say = use_say();
    let onsaved = say.reform(|()| texts::skin::saved().into());
    let onplace = {
        let place = place.setter();
        Callback::from(move |chosen| place.set(chosen))
    };
    let form = match draft.read() {
        Read::Here(form) => form.clone(),
        Read::Coming => {
            return html! {
                <div class="page">
                    <PageHead title={props.skin.to_string()} lead="" />
                    <Skeleton label={texts::parts::loading()} rows=6 />
                </div>
            };
        }
        Read::Failed(trouble) => {
            let (title, text) = if trouble.is_not_found() {
                (texts::skin::gone(), None)
            } else {
                (texts::staff::not_loaded(), Some(refusal(trouble)))
            };
            return html! {
                <div class="page">
                    <PageHead title={props.skin.to_string()} lead="" />
                    <Empty icon={Icon::Alert} {title} {text} bad={true}>
                        <Button icon={Icon::Refresh} onclick={draft.load()}>{ texts::parts::try_again() }</Button>
                        <Go to={Route::Skins} class="button">{ texts::skin::to_all() }</Go>
                    </Empty>
                </div>
            };
        }
    };
    let saved = draft.saved().map(|saved| saved.title.clone());
    // A language that was added and taken back is not there any more.
    let place = (*place).min(form.words.len().saturating_sub(1));
    let onpicture = {
        let picture = picture.setter();
        Callback::from(move |chosen| picture.set(Some(chosen)))
    };
    let picture = (*picture).clone().unwrap_or_else(|| form.picture.clone());
    let language = form.words.get(place).map(|words| words.language.clone());
    html! {
        <div class="page narrow beside">
            <PageHead title={saved.unwrap_or_default()} lead={worn(&form)} />
            { title(&form, &draft) }
            { sealing(&form, &draft) }
            { answers(&form, &draft) }
            <PictureSection skin={props.skin.clone()} picture={picture.clone()} {onpicture} />
            { look(&form, &draft) }
            { corner(&form, &draft) }
            <WordsSection form={form.clone()} draft={draft.clone()} {place} {onplace} />
            { style(&form, &draft) }
            <div class="aside"><Preview {form} {picture} {language} /></div>
            <SaveBar bar={draft.bar(&onsaved)} />
        </div>
    }
}

/// Where it is seen.
fn worn(form: &SkinForm) -> String {
    if form.snippets.is_empty() {
        return texts::skin::not_worn().to_owned();
    }
    let names: Vec<_> = form.snippets.iter().map(ToString::to_string).collect();
    texts::skin::worn_by(&names.join(", "))
}

fn title(form: &SkinForm, draft: &Draft<SkinForm>) -> Html {
    let error = form.title().is_none().then(texts::skins::no_title);
    html! {
        <Section title={texts::skins::title()}>
            <TextField id="skin-title" label={texts::skins::title()} value={form.title.clone()} required={true}
                help={texts::skins::title_help()} {error} onvalue={draft.on(|form: &mut SkinForm, title| form.title = title)} />
        </Section>
    }
}
