//! The page with all snippets.

use std::rc::Rc;

use hushdesk_protocol::ids::SnippetName;
use hushdesk_protocol::rest::{DeleteSnippet, GetSnippets, SnippetListing};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::form::{Choices, choices};
use super::new::NewSnippetDialog;
use crate::components::{
    Button, Column, ColumnKind, Confirm, Empty, Icon, Kind, Row, Size, Table, refusal, use_say,
};
use crate::frame::{Go, PageHead};
use crate::loaded::{Loaded, use_loaded};
use crate::route::Route;

/// What is there to see.
#[derive(Debug, PartialEq)]
struct All {
    snippets: Vec<SnippetListing>,
    choices: Rc<Choices>,
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    New,
    /// Whether it is to be removed.
    Question(SnippetName),
}

async fn all() -> Result<All, Trouble> {
    Ok(All {
        snippets: api::all(|after| GetSnippets { after }).await?,
        choices: Rc::new(choices().await?),
    })
}

/// The list, and what makes and removes snippets.
#[component]
pub(crate) fn SnippetsPage() -> Html {
    let (all, again) = use_loaded(all);
    let shown = use_state(|| None::<Shown>);
    let say = use_say();
    let navigator = use_navigator();
    let show = {
        let shown = shown.setter();
        Callback::from(move |what: Option<Shown>| shown.set(what))
    };
    let onremove = {
        let (again, show) = (again.clone(), show.clone());
        Callback::from(move |snippet: SnippetName| {
            show.emit(None);
            let (again, say) = (again.clone(), say.clone());
            spawn_local(async move {
                let name = snippet.to_string();
                match api::ask(&DeleteSnippet { snippet }, &()).await {
                    Ok(()) => say.emit(words::snippets::removed(&name).into()),
                    Err(trouble) => say.emit(refusal(&trouble).into()),
                }
                again.emit(());
            });
        })
    };
    let onmade = Callback::from(move |snippet| {
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Snippet { snippet });
        }
    });
    let content = all.draw(4, words::staff::not_loaded(), &again, |all| {
        html! { <SnippetTable all={all.clone()} onshow={show.clone()} /> }
    });
    let choices = match &all {
        Loaded::Here(all) => Some(all.choices.clone()),
        Loaded::Coming | Loaded::Failed => None,
    };
    let may_make = choices
        .as_ref()
        .is_some_and(|it| !it.0.is_empty() && !it.1.is_empty());
    let onclose = show.reform(|()| None);
    let over = match ((*shown).clone(), choices) {
        (Some(Shown::New), Some(choices)) => {
            html! { <NewSnippetDialog {choices} {onclose} {onmade} /> }
        }
        (Some(Shown::Question(snippet)), _) => question(snippet, &onclose, &onremove),
        (Some(Shown::New) | None, _) => Html::default(),
    };
    html! {
        <div class="page">
            <PageHead title={words::places::snippets()} lead={words::snippets::lead()}>
                if may_make {
                    <Button kind={Kind::Primary} icon={Icon::Plus} onclick={show.reform(|()| Some(Shown::New))}>
                        { words::snippets::new() }
                    </Button>
                }
            </PageHead>
            { content }
            { over }
        </div>
    }
}

fn question(
    snippet: SnippetName,
    onclose: &Callback<()>,
    onremove: &Callback<SnippetName>,
) -> Html {
    let title = words::queues::remove_title(&snippet);
    let onyes = onremove.reform(move |()| snippet.clone());
    html! {
        <Confirm {title} text={words::snippets::remove_text()} yes={words::queues::remove_now()}
            no={words::staff::cancel()} {onyes} onno={onclose} />
    }
}

#[derive(Debug, Properties, PartialEq)]
struct SnippetTableProps {
    all: Rc<All>,
    onshow: Callback<Option<Shown>>,
}

#[component]
fn SnippetTable(props: &SnippetTableProps) -> Html {
    let All { snippets, choices } = &*props.all;
    if choices.0.is_empty() || choices.1.is_empty() {
        return html! {
            <Empty icon={Icon::Code} title={words::snippets::none()} text={words::snippets::nothing_to_lead_to()} />
        };
    }
    if snippets.is_empty() {
        return html! {
            <Empty icon={Icon::Code} title={words::snippets::none()} text={words::snippets::none_more()} />
        };
    }
    let columns = vec![
        Column::new(words::queues::name(), ColumnKind::Head),
        Column::new(words::snippets::queue(), ColumnKind::Text),
        Column::new(words::snippets::skin(), ColumnKind::Text),
        Column::new(words::snippets::sites(), ColumnKind::Text),
        Column::new(words::staff::acts(), ColumnKind::Acts),
    ];
    let rows = snippets.iter().map(|it| row(it, choices, &props.onshow));
    html! { <Table caption={words::places::snippets()} {columns} rows={rows.collect::<Vec<_>>()} /> }
}

fn row(listing: &SnippetListing, choices: &Choices, onshow: &Callback<Option<Shown>>) -> Row {
    let SnippetListing { name, settings } = listing;
    let (queues, skins) = choices;
    let queue = queues.iter().find(|it| it.name == settings.queue);
    let skin = skins.iter().find(|it| it.name == settings.skin);
    let sites: Vec<_> = settings.sites.iter().map(|it| it.as_str()).collect();
    let to = Route::Snippet {
        snippet: name.clone(),
    };
    let remove = {
        let name = name.clone();
        onshow.reform(move |()| Some(Shown::Question(name.clone())))
    };
    let queue = queue.map_or_else(|| settings.queue.to_string(), |it| it.title.clone());
    let skin = skin.map_or_else(|| settings.skin.to_string(), |it| it.title.clone());
    Row {
        key: name.to_string(),
        cells: vec![
            html! { <Go {to}><bdi>{ name.as_str() }</bdi></Go> },
            html! { <bdi>{ queue }</bdi> },
            html! { <bdi>{ skin }</bdi> },
            if sites.is_empty() {
                words::snippets::all_sites().into()
            } else {
                html! { <bdi>{ sites.join(", ") }</bdi> }
            },
            html! {
                <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Trash}
                    label={words::queues::remove(name)} onclick={remove} />
            },
        ],
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::{QueueListing, Sealing, SkinListing, SnippetSettings};
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn table(snippets: Vec<SnippetListing>, has_skin: bool) -> String {
        let queue = QueueListing {
            name: "reference".parse().unwrap(),
            title: "Reference desk".to_owned(),
            staffed: true,
        };
        let skin = SkinListing {
            name: "blue".parse().unwrap(),
            title: "Ask us".to_owned(),
            sealing: Sealing::Open,
            picture: None,
        };
        let skins = has_skin.then_some(skin).into_iter().collect();
        let all = Rc::new(All {
            snippets,
            choices: Rc::new((vec![queue], skins)),
        });
        let onshow = Callback::noop();
        rendered::<SnippetTable>(SnippetTableProps { all, onshow }).text()
    }

    #[test]
    fn a_row_says_where_a_snippet_leads_what_it_wears_and_who_may_have_it() {
        let snippet = |name: &str, sites: &[&str]| SnippetListing {
            name: name.parse().unwrap(),
            settings: SnippetSettings {
                queue: "reference".parse().unwrap(),
                skin: "blue".parse().unwrap(),
                sites: sites.iter().map(|site| site.parse().unwrap()).collect(),
                rollover: vec![],
                invitation: None,
            },
        };
        let site = "https://www.library.example";
        let says = table(vec![snippet("main", &[site]), snippet("other", &[])], true);
        let all = words::snippets::all_sites();
        for part in ["main", "Reference desk", "Ask us", site, "other", all] {
            assert!(says.contains(part), "{part}: {says}");
        }
    }

    #[test]
    fn without_a_skin_there_is_nothing_to_make_a_snippet_of() {
        assert!(table(vec![], false).contains(words::snippets::nothing_to_lead_to()));
        assert!(table(vec![], true).contains(words::snippets::none_more()));
    }
}
