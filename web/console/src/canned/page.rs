//! The page with all messages that several have.

use hushdesk_protocol::rest::{
    CannedMessage, DeleteCanned, GetCanned, GetQueues, Pool, QueueListing, Role, Session,
};
use hushdesk_texts::console as texts;
use hushdesk_web::api;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::CannedForm;
use crate::components::{
    Button, Column, ColumnKind, Confirm, Empty, Icon, Kind, Row, Size, Table, refusal, use_say,
};
use crate::desk::{called, use_workplace};
use crate::frame::PageHead;
use crate::loaded::use_loaded;

/// What lies over the page.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    Form(Option<CannedMessage>),
    Removal(CannedMessage),
}

type All = (Vec<CannedMessage>, Vec<QueueListing>);

async fn all() -> Result<All, api::Trouble> {
    let messages = api::all(|after| GetCanned { after }).await?;
    let queues = api::all(|after| GetQueues { after }).await?;
    Ok((messages, queues))
}

/// The list, and what writes, changes and removes messages.
#[component]
pub(crate) fn CannedPage() -> Html {
    let (all, again) = use_loaded(all);
    let shown = use_state(|| None::<Shown>);
    let (say, workplace) = (use_say(), use_workplace());
    let show = {
        let shown = shown.setter();
        Callback::from(move |what: Option<Shown>| shown.set(what))
    };
    let Some(session) = workplace.map(|workplace| workplace.session) else {
        return Html::default();
    };
    let onremove = {
        let (show, again) = (show.clone(), again.clone());
        Callback::from(move |message: CannedMessage| {
            show.emit(None);
            let (say, again) = (say.clone(), again.clone());
            spawn_local(async move {
                let canned = message.id;
                let removed = api::ask(&DeleteCanned { canned }, &()).await;
                say.emit(match &removed {
                    Ok(()) => texts::pools::removed(&message.title).into(),
                    Err(trouble) => refusal(trouble).into(),
                });
                again.emit(());
            });
        })
    };
    let content = all.draw(4, texts::staff::not_loaded(), &again, |all| {
        let rows = rows(all, &session, &show);
        if rows.is_empty() {
            html! { <Empty icon={Icon::Chat} title={texts::pools::none()} text={texts::pools::none_more()} /> }
        } else {
            table(rows)
        }
    });
    let onclose = show.reform(|()| None);
    let ondone = {
        let (show, again) = (show.clone(), again.clone());
        Callback::from(move |()| {
            show.emit(None);
            again.emit(());
        })
    };
    let over = (*shown).clone().map(|what| match what {
        Shown::Form(message) => html! {
            <CannedForm {message} queues={all.here().map(|all| managed(&all.1, &session)).unwrap_or_default()}
                for_all={session.role == Role::Administrator} {onclose} {ondone} />
        },
        Shown::Removal(message) => html! {
            <Confirm title={texts::pools::remove_title(&message.title)} text={texts::pools::remove_text()}
                yes={texts::skins::remove_now()} no={texts::staff::cancel()} onno={onclose}
                onyes={onremove.reform(move |()| message.clone())} />
        },
    });
    html! {
        <div class="page">
            <PageHead title={texts::places::canned()} lead={texts::pools::lead()}>
                <Button kind={Kind::Primary} icon={Icon::Plus} onclick={show.reform(|()| Some(Shown::Form(None)))}>
                    { texts::pools::new() }
                </Button>
            </PageHead>
            { content }
            { over }
        </div>
    }
}

/// The queues in whose pools somebody may write.
fn managed(queues: &[QueueListing], session: &Session) -> Vec<QueueListing> {
    let is_theirs = |queue: &&QueueListing| {
        session.role == Role::Administrator || session.manages.contains(&queue.name)
    };
    queues.iter().filter(is_theirs).cloned().collect()
}

/// Whether somebody may change what is in a pool.
fn may_change(pool: &Pool, session: &Session) -> bool {
    let is_administrator = session.role == Role::Administrator;
    match pool {
        Pool::Own => true,
        Pool::Organisation => is_administrator,
        Pool::Queue(queue) => is_administrator || session.manages.contains(queue),
    }
}

fn table(rows: Vec<Row>) -> Html {
    let columns = vec![
        Column::new(texts::pools::title(), ColumnKind::Head),
        Column::new(texts::pools::text(), ColumnKind::Text),
        Column::new(texts::pools::pool(), ColumnKind::Text),
        Column::new(texts::staff::acts(), ColumnKind::Acts),
    ];
    html! { <Table caption={texts::places::canned()} {columns} {rows} /> }
}

/// A row for each that is not somebody's own.
fn rows((messages, queues): &All, session: &Session, show: &Callback<Option<Shown>>) -> Vec<Row> {
    let shared = messages.iter().filter(|it| it.pool != Pool::Own);
    shared
        .map(|message| Row {
            key: message.id.as_str().to_owned(),
            cells: vec![
                html! { <bdi>{ message.title.as_str() }</bdi> },
                html! { <span class="cut" dir="auto">{ message.text.as_str() }</span> },
                html! { <bdi>{ pool(&message.pool, queues) }</bdi> },
                if may_change(&message.pool, session) {
                    acts(message, show)
                } else {
                    Html::default()
                },
            ],
        })
        .collect()
}

fn pool(pool: &Pool, queues: &[QueueListing]) -> String {
    match pool {
        Pool::Own | Pool::Organisation => texts::pools::everybody().to_owned(),
        Pool::Queue(name) => {
            let queue = queues.iter().find(|queue| queue.name == *name);
            queue.map_or_else(|| name.to_string(), |queue| queue.title.clone())
        }
    }
}

fn acts(message: &CannedMessage, show: &Callback<Option<Shown>>) -> Html {
    let form = Some(Shown::Form(Some(message.clone())));
    let removal = Some(Shown::Removal(message.clone()));
    let called = called(message.title.as_str());
    html! {
        <span class="row stay">
            <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Edit} label={texts::canned::edit_of(&called)}
                onclick={show.reform(move |()| form.clone())} />
            <Button kind={Kind::Quiet} size={Size::Less} icon={Icon::Trash} label={texts::canned::delete_of(&called)}
                onclick={show.reform(move |()| removal.clone())} />
        </span>
    }
}
