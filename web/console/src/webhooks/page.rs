//! The page with all webhooks.

use hushdesk_protocol::ids::QueueName;
use hushdesk_protocol::rest::{
    DeleteWebhook, DeleteWebhookPause, GetQueues, GetWebhooks, PostWebhookPause, PostWebhookTest,
    QueueListing, Webhook,
};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::form::WebhookForm;
use super::log::Log;
use super::words;
use crate::components::{
    Badge, Button, Column, ColumnKind, Confirm, Empty, Icon, Kind, Meaning, Menu, MenuItem,
    MenuSide, Row, Size, Table, refusal, use_say,
};
use crate::frame::PageHead;
use crate::loaded::use_loaded;

type All = (Vec<Webhook>, Vec<QueueListing>);

async fn all() -> Result<All, Trouble> {
    let webhooks = api::ask(&GetWebhooks {}, &()).await?.items;
    let queues = api::all(|after| GetQueues { after }).await?;
    Ok((webhooks, queues))
}

/// What lies over the page.
#[derive(Clone, Debug, PartialEq)]
enum Shown {
    Form,
    Log(Webhook),
    Removal(Webhook),
}

/// What is done with one at once.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Deed {
    Test,
    Pause,
    Resume,
    Delete,
}

impl Deed {
    async fn does(self, webhook: Webhook) -> Result<&'static str, Trouble> {
        let webhook = webhook.id;
        match self {
            Self::Test => api::ask(&PostWebhookTest { webhook }, &())
                .await
                .map(|()| texts::webhooks::tested()),
            Self::Pause => api::ask(&PostWebhookPause { webhook }, &())
                .await
                .map(|()| texts::webhooks::is_paused()),
            Self::Resume => api::ask(&DeleteWebhookPause { webhook }, &())
                .await
                .map(|()| texts::webhooks::is_resumed()),
            Self::Delete => api::ask(&DeleteWebhook { webhook }, &())
                .await
                .map(|()| texts::webhooks::is_deleted()),
        }
    }
}

/// The list, and what makes one, tries it, pauses and deletes it.
#[component]
pub(crate) fn WebhooksPage() -> Html {
    let (all, again) = use_loaded(all);
    let shown = use_state(|| None::<Shown>);
    let say = use_say();
    let show = {
        let shown = shown.setter();
        Callback::from(move |what: Option<Shown>| shown.set(what))
    };
    let ondeed = {
        let (show, again) = (show.clone(), again.clone());
        Callback::from(move |(deed, webhook): (Deed, Webhook)| {
            show.emit(None);
            let (say, again) = (say.clone(), again.clone());
            spawn_local(async move {
                let done = deed.does(webhook).await;
                say.emit(done.unwrap_or_else(|trouble| refusal(&trouble)).into());
                again.emit(());
            });
        })
    };
    let content = all.draw(2, texts::staff::not_loaded(), &again, |all| {
        html! { <Webhooks all={(**all).clone()} onshow={show.reform(Some)} ondeed={&ondeed} /> }
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
        Shown::Form => html! {
            <WebhookForm queues={all.here().map(|(_, queues)| queues.clone()).unwrap_or_default()} {onclose} {ondone} />
        },
        Shown::Log(webhook) => html! { <Log {webhook} {onclose} /> },
        Shown::Removal(webhook) => html! {
            <Confirm title={texts::webhooks::delete_title()} text={texts::webhooks::delete_text(&webhook.address.host())}
                yes={texts::webhooks::delete()} no={texts::staff::cancel()} onno={onclose}
                onyes={ondeed.reform(move |()| (Deed::Delete, webhook.clone()))} />
        },
    });
    html! {
        <div class="page">
            <PageHead title={texts::places::webhooks()} lead={texts::webhooks::lead()}>
                <Button icon={Icon::Refresh} onclick={&again}>{ texts::messages::again() }</Button>
                <Button kind={Kind::Primary} icon={Icon::Plus} onclick={show.reform(|()| Some(Shown::Form))}>
                    { texts::webhooks::new() }
                </Button>
            </PageHead>
            { content }
            { over }
        </div>
    }
}

#[derive(Debug, Properties, PartialEq)]
struct WebhooksProps {
    all: All,
    onshow: Callback<Shown>,
    ondeed: Callback<(Deed, Webhook)>,
}

/// A row for each.
#[component]
fn Webhooks(props: &WebhooksProps) -> Html {
    let (webhooks, queues) = &props.all;
    if webhooks.is_empty() {
        return html! { <Empty icon={Icon::Link} title={texts::webhooks::none()} text={texts::webhooks::none_more()} /> };
    }
    let columns = vec![
        Column::new(texts::webhooks::address(), ColumnKind::Head),
        Column::new(texts::webhooks::events(), ColumnKind::Text),
        Column::new(texts::webhooks::queues(), ColumnKind::Text),
        Column::new(texts::webhooks::last(), ColumnKind::Text),
        Column::new(texts::staff::acts(), ColumnKind::Acts),
    ];
    let rows = webhooks.iter().map(|webhook| Row {
        key: webhook.id.as_str().to_owned(),
        cells: vec![
            html! { <bdi class="cut" dir="ltr">{ webhook.address.as_str() }</bdi> },
            events(webhook),
            queues_of(webhook, queues),
            last(webhook),
            acts(webhook, props),
        ],
    });
    html! { <Table caption={texts::places::webhooks()} {columns} rows={rows.collect::<Vec<_>>()} /> }
}

fn events(webhook: &Webhook) -> Html {
    let events = webhook.events.iter().map(|event| words::event(*event));
    listed(events)
}

fn queues_of(webhook: &Webhook, queues: &[QueueListing]) -> Html {
    if webhook.queues.is_empty() {
        return texts::webhooks::all_queues().into();
    }
    listed(webhook.queues.iter().map(|name| title(name, queues)))
}

fn title<'a>(name: &'a QueueName, queues: &'a [QueueListing]) -> &'a str {
    let known = queues.iter().find(|queue| queue.name == *name);
    known.map_or_else(|| name.as_str(), |queue| queue.title.as_str())
}

/// Each on a line of its own.
fn listed<'a>(items: impl Iterator<Item = &'a str>) -> Html {
    let item = |item: &str| html! { <li><bdi>{ item.to_owned() }</bdi></li> };
    html! { <ul class="plain">{ for items.map(item) }</ul> }
}

fn last(webhook: &Webhook) -> Html {
    if webhook.paused {
        return html! { <Badge icon={Icon::Stop}>{ texts::webhooks::paused() }</Badge> };
    }
    match &webhook.last {
        Some(last) => words::outcome(last),
        None => {
            html! { <Badge meaning={Meaning::Plain}>{ texts::webhooks::nothing_told() }</Badge> }
        }
    }
}

fn acts(webhook: &Webhook, props: &WebhooksProps) -> Html {
    let host = webhook.address.host();
    let deed = |deed: Deed| {
        let webhook = webhook.clone();
        props.ondeed.reform(move |()| (deed, webhook.clone()))
    };
    let show = |what: fn(Webhook) -> Shown| {
        let webhook = webhook.clone();
        props.onshow.reform(move |()| what(webhook.clone()))
    };
    let id = format!("webhook-{}", webhook.id.as_str());
    html! {
        <>
            <Button size={Size::Less} kind={Kind::Quiet} icon={Icon::More} label={texts::webhooks::more(&host)} menu={id.clone()} />
            <Menu {id} label={webhook.address.host().to_owned()} side={MenuSide::UnderItsEnd}>
                <MenuItem icon={Icon::List} name={texts::webhooks::log()} onclick={show(Shown::Log)} />
                if webhook.paused {
                    <MenuItem icon={Icon::Refresh} name={texts::webhooks::resume()} onclick={deed(Deed::Resume)} />
                } else {
                    <MenuItem icon={Icon::Send} name={texts::webhooks::test()} onclick={deed(Deed::Test)} />
                    <MenuItem icon={Icon::Stop} name={texts::webhooks::pause()} onclick={deed(Deed::Pause)} />
                }
                <MenuItem icon={Icon::Trash} name={texts::webhooks::delete()} onclick={show(Shown::Removal)} />
            </Menu>
        </>
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::ids::{Timestamp, WebhookId};
    use hushdesk_protocol::rest::{WebhookDelivery, WebhookEvent, WebhookState};
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn page(webhooks: Vec<Webhook>) -> String {
        let queue = QueueListing {
            name: "maps".parse().unwrap(),
            title: "Maps and charts".to_owned(),
            staffed: false,
        };
        rendered::<Webhooks>(WebhooksProps {
            all: (webhooks, vec![queue]),
            onshow: Callback::noop(),
            ondeed: Callback::noop(),
        })
        .text()
    }

    fn webhook(last: Option<WebhookDelivery>) -> Webhook {
        Webhook {
            id: WebhookId::from_bytes([1; 16]),
            address: "https://hooks.library.example/desk".parse().unwrap(),
            events: [WebhookEvent::ChatEnded].into(),
            queues: ["maps".parse().unwrap()].into(),
            made: Timestamp(0),
            paused: false,
            last,
        }
    }

    #[test]
    fn a_webhook_says_what_it_is_told_and_what_became_of_it() {
        let given_up = WebhookDelivery {
            id: "chat.ended.1".to_owned(),
            event: Some(WebhookEvent::ChatEnded),
            at: Timestamp(1_795_773_600_000),
            state: WebhookState::Failed,
            tries: 12,
            status: Some(503),
        };
        let page = page(vec![webhook(Some(given_up))]);
        for text in [
            "https://hooks.library.example/desk",
            texts::webhooks::chat_ended(),
            "Maps and charts",
            texts::webhooks::given_up(),
            "503",
        ] {
            assert!(page.contains(text), "{text} in {page}");
        }
    }

    #[test]
    fn a_paused_one_is_paused_whatever_it_was_told_last() {
        let paused = Webhook {
            paused: true,
            queues: [].into(),
            ..webhook(None)
        };
        let page = page(vec![paused]);
        assert!(page.contains(texts::webhooks::paused()), "{page}");
        assert!(page.contains(texts::webhooks::all_queues()), "{page}");
    }

    #[test]
    fn where_there_are_none_that_is_said() {
        assert!(page(vec![]).contains(texts::webhooks::none()));
    }
}
