//! The page with all skins.

use hushdesk_protocol::ids::SkinName;
use hushdesk_protocol::rest::{
    DeleteSkin, GetSkins, GetSnippets, Sealing, SkinListing, SnippetListing,
};
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::new::NewSkin;
use super::picture::address;
use crate::components::{
    Badge, Button, Column, ColumnKind, Confirm, Empty, Icon, Kind, Meaning, Row, Size, Table,
    refusal, use_say,
};
use crate::frame::{Go, PageHead};
use crate::loaded::use_loaded;
use crate::route::Route;

/// What lies over the page.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    New,
    Removal(SkinListing),
}

type Skins = (Vec<SkinListing>, Vec<SnippetListing>);

async fn skins() -> Result<Skins, api::Trouble> {
    let skins = api::all(|after| GetSkins { after }).await?;
    let snippets = api::all(|after| GetSnippets { after }).await?;
    Ok((skins, snippets))
}

/// The list, and what makes and removes skins.
#[component]
pub(crate) fn SkinsPage() -> Html {
    let (skins, again) = use_loaded(skins);
    let shown = use_state(|| None::<Shown>);
    let (say, navigator) = (use_say(), use_navigator());
    let show = {
        let shown = shown.setter();
        Callback::from(move |what: Option<Shown>| shown.set(what))
    };
    let onremove = {
        let (show, again) = (show.clone(), again.clone());
        Callback::from(move |skin: SkinListing| {
            show.emit(None);
            let (say, again) = (say.clone(), again.clone());
            spawn_local(async move {
                let SkinListing { name, title, .. } = skin;
                let removed = api::ask(&DeleteSkin { skin: name }, &()).await;
                say.emit(match &removed {
                    Ok(()) => texts::skins::removed(&title).into(),
                    Err(trouble) => refusal(trouble).into(),
                });
                again.emit(());
            });
        })
    };
    let onmade = Callback::from(move |skin: SkinName| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Skin { skin });
        }
    });
    let content = skins.draw(3, texts::staff::not_loaded(), &again, |skins| {
        if skins.0.is_empty() {
            html! { <Empty icon={Icon::Paint} title={texts::skins::none()} text={texts::skins::none_more()} /> }
        } else {
            table(skins, &show)
        }
    });
    let onclose = show.reform(|()| None);
    let over = (*shown).clone().map(|what| match what {
        Shown::New => html! { <NewSkin {onclose} {onmade} /> },
        Shown::Removal(skin) => html! {
            <Confirm title={texts::skins::remove_title(&skin.title)} text={texts::skins::remove_text()}
                yes={texts::skins::remove_now()} no={texts::staff::cancel()} onno={onclose}
                onyes={onremove.reform(move |()| skin.clone())} />
        },
    });
    html! {
        <div class="page">
            <PageHead title={texts::places::skins()} lead={texts::skins::lead()}>
                <Button kind={Kind::Primary} icon={Icon::Plus} onclick={show.reform(|()| Some(Shown::New))}>
                    { texts::skins::new() }
                </Button>
            </PageHead>
            { content }
            { over }
        </div>
    }
}

fn table(skins: &Skins, show: &Callback<Option<Shown>>) -> Html {
    let columns = vec![
        Column::new(texts::skins::title(), ColumnKind::Head),
        Column::new(texts::skins::chats(), ColumnKind::Text),
        Column::new(texts::skins::worn_by(), ColumnKind::Text),
        Column::new(texts::staff::acts(), ColumnKind::Acts),
    ];
    let rows: Vec<_> = skins
        .0
        .iter()
        .map(|skin| row(skin, &skins.1, show))
        .collect();
    html! { <Table caption={texts::places::skins()} {columns} {rows} /> }
}

fn row(skin: &SkinListing, snippets: &[SnippetListing], show: &Callback<Option<Shown>>) -> Row {
    let wearing: Vec<_> = snippets
        .iter()
        .filter(|snippet| snippet.settings.skin == skin.name)
        .map(|snippet| snippet.name.to_string())
        .collect();
    let worn = if wearing.is_empty() {
        html! { <span class="soft">{ texts::skins::not_worn() }</span> }
    } else {
        html! { <bdi>{ wearing.join(", ") }</bdi> }
    };
    // What a snippet wears cannot be removed, so it is not offered.
    let act = if wearing.is_empty() {
        let removal = Some(Shown::Removal(skin.clone()));
        html! {
            <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Trash} label={texts::skins::remove(&skin.title)}
                onclick={show.reform(move |()| removal.clone())} />
        }
    } else {
        Html::default()
    };
    Row {
        key: skin.name.to_string(),
        cells: vec![
            html! {
                <span class="row">
                    if let Some(picture) = &skin.picture {
                        <img class="skin-picture" src={address(picture)} width="32" height="32" alt="" />
                    }
                    <span class="stack">
                    <Go to={Route::Skin { skin: skin.name.clone() }}><bdi>{ &skin.title }</bdi></Go>
                    <span class="soft small">{ skin.name.as_str() }</span>
                    </span>
                </span>
            },
            sealing(&skin.sealing),
            worn,
            act,
        ],
    }
}

fn sealing(sealing: &Sealing) -> Html {
    match sealing {
        Sealing::Sealed { pinned, .. } => html! {
            <span class="row">
                <Badge meaning={Meaning::Good} icon={Icon::Lock}>{ texts::skins::sealed() }</Badge>
                <span class="soft small">{ texts::skins::keys(pinned.len()) }</span>
            </span>
        },
        Sealing::Open => html! { <Badge icon={Icon::Open}>{ texts::skins::open() }</Badge> },
    }
}
