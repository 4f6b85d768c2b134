//! The page with all queues that somebody manages.

use std::rc::Rc;

use hushdesk_protocol::ids::{QueueName, SnippetName};
use hushdesk_protocol::rest::{
    DeleteQueue, GetQueue, GetQueues, ProblemCode, QueueListing, Role, Session,
};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::new::NewQueueDialog;
use crate::components::{
    Badge, Button, Column, ColumnKind, Confirm, Dialog, Empty, Icon, Kind, Meaning, Row, Size,
    Table, refusal, use_say,
};
use crate::frame::{Go, PageHead};
use crate::loaded::{Loaded, use_loaded};
use crate::route::Route;

/// A queue in the list.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    listing: QueueListing,
    people: usize,
    snippets: Vec<SnippetName>,
}

/// What is there to see.
#[derive(Debug, PartialEq)]
struct All {
    queues: Vec<Known>,
    /// Whether queues can be made and removed.
    is_administrator: bool,
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    New,
    /// Whether it is to be removed.
    Question(Rc<Known>),
}

async fn all() -> Result<All, Trouble> {
    let session = api::session().await?;
    let is_administrator = session
        .as_ref()
        .is_some_and(|it| it.role == Role::Administrator);
    let mut queues = Vec::new();
    for listing in api::all(|after| GetQueues { after }).await? {
        if session
            .as_ref()
            .is_some_and(|it| manages(it, &listing.name))
        {
            let queue = listing.name.clone();
            let queue = api::ask(&GetQueue { queue }, &()).await?;
            queues.push(Known {
                listing,
                people: queue.people.len(),
                snippets: queue.snippets,
            });
        }
    }
    Ok(All {
        queues,
        is_administrator,
    })
}

fn manages(session: &Session, queue: &QueueName) -> bool {
    session.role == Role::Administrator || session.manages.contains(queue)
}

/// The list, and what makes and removes queues.
#[component]
pub(crate) fn QueuesPage() -> Html {
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
        Callback::from(move |known: Rc<Known>| {
            show.emit(None);
            let (again, say) = (again.clone(), say.clone());
            spawn_local(async move {
                let queue = known.listing.name.clone();
                match api::ask(&DeleteQueue { queue }, &()).await {
                    Ok(()) => say.emit(words::queues::removed(&known.listing.title).into()),
                    Err(trouble) => say.emit(not_removed(&trouble).into()),
                }
                again.emit(());
            });
        })
    };
    let onmade = {
        let navigator = navigator.clone();
        Callback::from(move |queue| {
            if let Some(navigator) = &navigator {
                navigator.push(&Route::Queue { queue });
            }
        })
    };
    let content = all.draw(4, words::staff::not_loaded(), &again, |all| {
        html! { <QueueTable all={all.clone()} onshow={show.clone()} /> }
    });
    let may_make = matches!(&all, Loaded::Here(all) if all.is_administrator);
    let over = (*shown).clone().map(|shown| match shown {
        Shown::New => html! { <NewQueueDialog onclose={show.reform(|()| None)} {onmade} /> },
        Shown::Question(known) => question(known, &show, &onremove),
    });
    html! {
        <div class="page">
            <PageHead title={words::places::queues()} lead={words::queues::lead()}>
                if may_make {
                    <Button kind={Kind::Primary} icon={Icon::Plus} onclick={show.reform(|()| Some(Shown::New))}>
                        { words::queues::new() }
                    </Button>
                }
            </PageHead>
            { content }
            { over }
        </div>
    }
}

/// Why a queue was not removed.
fn not_removed(trouble: &Trouble) -> &'static str {
    if trouble.is(ProblemCode::InUse) {
        words::queues::chats_run()
    } else {
        refusal(trouble)
    }
}

/// Whether a queue is to be removed; or what keeps it from being.
fn question(
    known: Rc<Known>,
    show: &Callback<Option<Shown>>,
    onremove: &Callback<Rc<Known>>,
) -> Html {
    let onclose = show.reform(|()| None);
    let title = known.listing.title.clone();
    if known.snippets.is_empty() {
        let onyes = onremove.reform(move |()| known.clone());
        return html! {
            <Confirm title={words::queues::remove_title(&title)} text={words::queues::remove_text()}
                yes={words::queues::remove_now()} no={words::staff::cancel()} {onyes} onno={onclose} />
        };
    }
    let footer = html! { <Button onclick={&onclose}>{ words::parts::close() }</Button> };
    html! {
        <Dialog title={words::queues::needed_title(&title)} lead={words::queues::needed_lead()} {onclose} {footer}>
            <ul>{ for known.snippets.iter().map(snippet) }</ul>
        </Dialog>
    }
}

/// A link to a snippet.
pub(super) fn snippet(name: &SnippetName) -> Html {
    let to = Route::Snippet {
        snippet: name.clone(),
    };
    html! { <li key={name.as_str()}><Go {to}><bdi>{ name.as_str() }</bdi></Go></li> }
}

#[derive(Debug, Properties, PartialEq)]
struct QueueTableProps {
    all: Rc<All>,
    onshow: Callback<Option<Shown>>,
}

#[component]
fn QueueTable(props: &QueueTableProps) -> Html {
    let All {
        queues,
        is_administrator,
    } = &*props.all;
    if queues.is_empty() {
        let text = is_administrator.then_some(words::queues::none_more());
        return html! { <Empty icon={Icon::Queue} title={words::queues::none()} {text} /> };
    }
    let mut columns = vec![
        Column::new(words::queues::title(), ColumnKind::Head),
        Column::new(words::queues::staffed(), ColumnKind::Text),
        Column::new(words::queues::people(), ColumnKind::Number),
        Column::new(words::places::snippets(), ColumnKind::Text),
    ];
    if *is_administrator {
        columns.push(Column::new(words::staff::acts(), ColumnKind::Acts));
    }
    let rows = queues.iter().map(|known| row(known, &props.onshow));
    html! { <Table caption={words::places::queues()} {columns} rows={rows.collect::<Vec<_>>()} /> }
}

/// What can be done stands last, where nobody sees it who may not do it.
fn row(known: &Known, onshow: &Callback<Option<Shown>>) -> Row {
    let Known {
        listing,
        people,
        snippets,
    } = known;
    let to = Route::Queue {
        queue: listing.name.clone(),
    };
    let staffed = if listing.staffed {
        html! { <Badge meaning={Meaning::Good} icon={Icon::Chat}>{ words::queues::somebody() }</Badge> }
    } else {
        html! { <Badge icon={Icon::Moon}>{ words::queues::nobody() }</Badge> }
    };
    let names: Vec<_> = snippets.iter().map(SnippetName::as_str).collect();
    let remove = {
        let known = Rc::new(known.clone());
        onshow.reform(move |()| Some(Shown::Question(known.clone())))
    };
    Row {
        key: listing.name.to_string(),
        cells: vec![
            html! {
                <span class="stack">
                    <Go {to}><bdi>{ &listing.title }</bdi></Go>
                    <span class="soft small">{ listing.name.as_str() }</span>
                </span>
            },
            staffed,
            (*people).into(),
            if names.is_empty() {
                words::staff::none().into()
            } else {
                names.join(", ").into()
            },
            html! {
                <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Trash}
                    label={words::queues::remove(&listing.title)} onclick={remove} />
            },
        ],
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn table(is_administrator: bool) -> String {
        let known = Known {
            listing: QueueListing {
                name: "reference".parse().unwrap(),
                title: "Reference desk".to_owned(),
                staffed: true,
            },
            people: 3,
            snippets: vec!["main-site".parse().unwrap()],
        };
        let all = Rc::new(All {
            queues: vec![known],
            is_administrator,
        });
        let onshow = Callback::noop();
        rendered::<QueueTable>(QueueTableProps { all, onshow }).text()
    }

    #[test]
    fn a_row_says_what_a_queue_is_and_only_administrators_remove_it() {
        let says = table(true);
        for part in ["Reference desk", "reference", "Staffed", "3", "main-site"] {
            assert!(says.contains(part), "{part}: {says}");
        }
        let acts = words::staff::acts();
        assert!(says.contains(acts) && !table(false).contains(acts));
    }
}
