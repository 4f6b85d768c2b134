//! Webhooks, for administrators.

use super::declare::endpoints;
use crate::ids::WebhookId;
use crate::rest::{NewWebhook, Page, WEBHOOK_BYTES_MAX, Webhook, WebhookDelivery, WebhookSecret};

endpoints! {
    /// The webhooks of the organisation.
    GetWebhooks {} ? {}
        Get "webhooks",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Page<Webhook> = Json,
        problems: [];

    /// Makes a webhook. Its secret is in this answer, and in no other.
    PostWebhook {} ? {}
        Post "webhooks",
        who: Administrator, from: Ours,
        body: NewWebhook = Json(WEBHOOK_BYTES_MAX),
        answer: WebhookSecret = Json,
        problems: [ProofNeeded, Full];

    /// Tells a webhook nothing from now on; what has not gone yet does not go.
    PostWebhookPause { webhook: WebhookId } ? {}
        Post "webhooks/{webhook}/pause",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Tells a paused webhook again what happens from now on.
    DeleteWebhookPause { webhook: WebhookId } ? {}
        Delete "webhooks/{webhook}/pause",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Tells a webhook something that says nothing, to see whether it comes.
    PostWebhookTest { webhook: WebhookId } ? {}
        Post "webhooks/{webhook}/test",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// Deletes a webhook, with what is known of what it was told.
    DeleteWebhook { webhook: WebhookId } ? {}
        Delete "webhooks/{webhook}",
        who: Administrator, from: Ours,
        body: () = Nothing,
        answer: () = Done,
        problems: [];

    /// The last 100 things it was told in the last seven days, the last one first.
    GetWebhookDeliveries { webhook: WebhookId } ? {}
        Get "webhooks/{webhook}/deliveries",
        who: Administrator, from: Unread,
        body: () = Nothing,
        answer: Page<WebhookDelivery> = Json,
        problems: [];
}
