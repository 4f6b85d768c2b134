//! What a webhook was told lately.

use hushdesk_protocol::ids::WebhookId;
use hushdesk_protocol::rest::{GetWebhookDeliveries, Webhook, WebhookDelivery};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::words;
use crate::components::{Button, Column, ColumnKind, Dialog, Empty, Icon, Row, Table};
use crate::dates::moment;
use crate::loaded::use_loaded_of;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct LogProps {
    pub(super) webhook: Webhook,
    pub(super) onclose: Callback<()>,
}

async fn deliveries(webhook: WebhookId) -> Result<Vec<WebhookDelivery>, Trouble> {
    let page = api::ask(&GetWebhookDeliveries { webhook }, &()).await?;
    Ok(page.items)
}

/// The last things first.
#[component]
pub(super) fn Log(props: &LogProps) -> Html {
    let (deliveries, again) = use_loaded_of(props.webhook.id.clone(), deliveries);
    let content = deliveries.draw(4, texts::staff::not_loaded(), &again, |deliveries| {
        table(deliveries)
    });
    html! {
        <Dialog title={texts::webhooks::log_title()} lead={texts::webhooks::log_lead()} onclose={&props.onclose}>
            <div class="row"><Button icon={Icon::Refresh} onclick={&again}>{ texts::messages::again() }</Button></div>
            { content }
        </Dialog>
    }
}

fn table(deliveries: &[WebhookDelivery]) -> Html {
    if deliveries.is_empty() {
        return html! { <Empty icon={Icon::List} title={texts::webhooks::nothing_told()} /> };
    }
    let columns = vec![
        Column::new(texts::webhooks::what(), ColumnKind::Head),
        Column::new(texts::webhooks::when(), ColumnKind::Text),
        Column::new(texts::webhooks::outcome(), ColumnKind::Text),
    ];
    let row = |it: &WebhookDelivery| Row {
        key: it.id.clone(),
        cells: vec![words::told(it).into(), moment(it.at), words::outcome(it)],
    };
    let rows = deliveries.iter().map(row).collect::<Vec<_>>();
    html! { <Table caption={texts::webhooks::log_title()} {columns} {rows} /> }
}
