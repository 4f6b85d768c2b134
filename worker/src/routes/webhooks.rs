//! Webhooks: what other programs of the organisation are told.

use hushdesk_archive::{
    AddWebhook, DeleteWebhook as Delete, FindWebhook, ListDeliveries, ListWebhooks, PauseWebhook,
    TestWebhook,
};
use hushdesk_directory::{NoteWebhook, WebhookAct};
use hushdesk_edge::{now, random};
use hushdesk_protocol::ids::WebhookId;
use hushdesk_protocol::rest::{
    DeleteWebhook, DeleteWebhookPause, GetWebhookDeliveries, GetWebhooks, NewWebhook, Page,
    PostWebhook, PostWebhookPause, PostWebhookTest, WEBHOOK_QUEUES_MAX, Webhook, WebhookDelivery,
    WebhookSecret,
};

use worker::Url;

use super::Serve;
use crate::archive_client::ArchiveClient;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::site::{Site, Way};

impl Serve for GetWebhooks {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<Webhook>>, Problem> {
        Ok(Reply::of(
            administered(call).await?.ask(&ListWebhooks).await?,
        ))
    }
}

impl Serve for PostWebhook {
    async fn serve(self, call: &Call, new: NewWebhook) -> Result<Reply<WebhookSecret>, Problem> {
        must_be_right(call, &new)?;
        let archive = administered(call).await?;
        let NewWebhook {
            address,
            events,
            queues,
        } = new;
        let note = NoteWebhook {
            host: address.host().to_owned(),
            act: WebhookAct::Make {
                events: events.clone(),
                queues: queues.clone(),
            },
        };
        call.directory()?.ask(&note).await?;
        let id = WebhookId::from_bytes(random::bytes()?);
        let add = AddWebhook {
            id: id.clone(),
            address,
            events,
            queues,
            secret: random::bytes()?,
            now: now(),
        };
        let secret = archive.ask(&add).await?;
        Ok(Reply::of(WebhookSecret { id, secret }))
    }
}

fn must_be_right(call: &Call, new: &NewWebhook) -> Result<(), Problem> {
    let wrong = |what: &str| Err(Problem::Malformed(what.to_owned()));
    let way = Url::parse(new.address.as_str())
        .ok()
        .and_then(|url| Site::of(&url, None))
        .map(|site| site.way);
    match way {
        Some(Way::Https) => {}
        // A program beside a development server.
        Some(Way::Loopback) if call.site.way == Way::Loopback => {}
        Some(Way::Loopback | Way::Plain) => return wrong("its address begins with https://"),
        None => return wrong("its address: it has no host"),
    }
    if new.events.is_empty() {
        return wrong("its events: there is at least one");
    }
    if new.queues.len() > WEBHOOK_QUEUES_MAX {
        return wrong("its queues: there are too many");
    }
    Ok(())
}

impl Serve for PostWebhookPause {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        pause(call, self.webhook, true).await
    }
}

impl Serve for DeleteWebhookPause {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        pause(call, self.webhook, false).await
    }
}

async fn pause(call: &Call, webhook: WebhookId, paused: bool) -> Result<Reply<()>, Problem> {
    let act = if paused {
        WebhookAct::Pause
    } else {
        WebhookAct::Resume
    };
    let archive = noted(call, &webhook, act).await?;
    let pause = PauseWebhook { webhook, paused };
    Ok(Reply::of(archive.ask(&pause).await?))
}

impl Serve for PostWebhookTest {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let webhook = self.webhook;
        let test = TestWebhook {
            webhook,
            now: now(),
        };
        Ok(Reply::of(administered(call).await?.ask(&test).await?))
    }
}

impl Serve for DeleteWebhook {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<()>, Problem> {
        let webhook = self.webhook;
        let archive = noted(call, &webhook, WebhookAct::Delete).await?;
        Ok(Reply::of(archive.ask(&Delete { webhook }).await?))
    }
}

impl Serve for GetWebhookDeliveries {
    async fn serve(self, call: &Call, (): ()) -> Result<Reply<Page<WebhookDelivery>>, Problem> {
        let webhook = self.webhook;
        let list = ListDeliveries { webhook };
        Ok(Reply::of(administered(call).await?.ask(&list).await?))
    }
}

async fn administered(call: &Call) -> Result<ArchiveClient, Problem> {
    let archive = ArchiveClient::of(call).await?;
    archive.must_administer()?;
    Ok(archive)
}

/// The archive, once it is noted what is done with a webhook that is there.
async fn noted(
    call: &Call,
    webhook: &WebhookId,
    act: WebhookAct,
) -> Result<ArchiveClient, Problem> {
    let archive = administered(call).await?;
    let webhook = webhook.clone();
    let address = archive.ask(&FindWebhook { webhook }).await?;
    let host = address.host().to_owned();
    call.directory()?.ask(&NoteWebhook { host, act }).await?;
    Ok(archive)
}
