//! What can be done at each endpoint that takes something: a body that is right there.

use hushdesk_protocol::rest::{API, Description, ENDPOINTS};
use serde_json::{Value, json};

use crate::library;

/// The fingerprint that is pinned, and the one that is proposed.
const KEYS: [&str; 2] = [
    "1212121212121212121212121212121212121212",
    "3434343434343434343434343434343434343434",
];

/// By what the library shows its identity provider that it is itself.
pub const CLIENT_SECRET: &str = "the-secret-of-the-client";

/// A chat that nobody has opened.
const CHAT: &str = "abababababababababababababababab";

/// Something that nobody has asked to be done with many chats.
const BULK: &str = "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd";

/// Something that is done at an endpoint.
pub struct Act {
    /// The name of the endpoint.
    pub endpoint: &'static str,
    /// What stands in its address in the place of the field, if it has one.
    pub field: &'static str,
    /// What is sent.
    pub body: Value,
    /// What stands in the audit log of it: what was done, and to what.
    pub noted: Option<(&'static str, &'static str)>,
}

impl Act {
    /// The endpoint.
    pub fn description(&self) -> anyhow::Result<&'static Description> {
        let mut all = ENDPOINTS.iter();
        all.find(|endpoint| endpoint.name == self.endpoint)
            .ok_or_else(|| anyhow::anyhow!("there is no endpoint {}", self.endpoint))
    }

    /// Where it is done.
    pub fn address(&self) -> anyhow::Result<String> {
        let parts = self.description()?.path.split('/');
        let parts = parts.map(|part| {
            if part.starts_with('{') {
                self.field
            } else {
                part
            }
        });
        Ok(format!("{API}/{}", parts.collect::<Vec<_>>().join("/")))
    }
}

/// What an administrator of the [`library`] can do, in an order in which it can be done. The id of the one canned message
/// is `{canned}`.
pub fn administrators() -> Vec<Act> {
    let mut acts = people();
    acts.extend(queues());
    acts.extend(skins_and_snippets());
    acts.extend(keys());
    acts.extend(others());
    acts
}

/// What the other endpoints take, which do something for whoever has what is told nobody else, a code or a link, or of what
/// the library has none, a chat that has ended.
pub fn of_holders() -> anyhow::Result<Vec<Act>> {
    let token = "ab".repeat(32);
    let proof = json!({"password": library::password("admin")});
    Ok(vec![
        unnoted(
            "PostSession",
            "",
            json!({"name": "admin", "password": "admin-password", "code": "000000"}),
        ),
        unnoted(
            "PutPassword",
            "",
            json!({"old": "admin-password", "new": "another password"}),
        ),
        unnoted("PostSecondFactor", "", proof.clone()),
        unnoted("PutSecondFactor", "", json!({"code": "000000"})),
        unnoted("PostSecondFactorRemoval", "", proof.clone()),
        unnoted("PostRecoveryCodes", "", proof.clone()),
        unnoted(
            "PostApplication",
            "",
            json!({"label": "Pidgin", "password": library::password("admin")}),
        ),
        unnoted("PutProof", "", proof),
        unnoted("PutChatCategories", CHAT, json!({"categories": ["Maps"]})),
        unnoted("DeleteTranscript", CHAT, Value::Null),
        unnoted(
            "PostBulkAct",
            "",
            json!({"act": "delete_chats", "at": 1_800_000_000_000_u64}),
        ),
        unnoted("DeleteBulkAct", BULK, Value::Null),
        unnoted("PostChatMail", CHAT, json!({"to": "guest@example.org"})),
        unnoted(
            "PostFollowUp",
            CHAT,
            json!({"to": "desk1", "note": "Send the map", "language": "de", "zone": "Europe/Berlin"}),
        ),
        unnoted("PutOwnEmail", "", json!({"code": "0000 0000"})),
        unnoted(
            "PutRating",
            CHAT,
            json!({"token": "cd".repeat(32), "rating": 4, "said": "Very kind."}),
        ),
        unnoted(
            "PostMessage",
            "circulation-open",
            json!({"text": "Do you have maps?", "email": "jonas@example.org", "name": "Jonas", "language": "de"}),
        ),
        unnoted("PostProviderSignIn", "", json!({"again": false})),
        unnoted(
            "PostProviderReturn",
            "",
            json!({"state": "some", "code": "some", "iss": "http://127.0.0.1:9", "error": "some"}),
        ),
        unnoted("PostLinkReading", "", json!({"token": token})),
        unnoted(
            "PostLinkUse",
            "",
            json!({"token": token, "password": "another password"}),
        ),
        unnoted("PostSetup", "", serde_json::to_value(library::setup()?)?),
    ])
}

fn people() -> Vec<Act> {
    let at = |queue: &str, duty: &str| json!([{"queue": queue, "duties": [duty]}]);
    let table = json!({"csv": "name,display,role,queues\nivo,Ivo,operator,circulation:manager\n"});
    vec![
        noted(
            "PostPerson",
            "",
            json!({
                "name": "vera", "display": "Vera", "role": "operator", "days": 3,
                "queues": at("circulation", "operator"),
            }),
            ("invite", "vera"),
        ),
        noted(
            "PutPerson",
            "vera",
            json!({
                "display": "Vera Stone", "role": "operator", "queues": at("reference", "operator"),
            }),
            ("change_person", "vera"),
        ),
        noted("PostPersonLink", "vera", Value::Null, ("make_link", "vera")),
        noted(
            "PostAssignments",
            "",
            json!({
                "people": ["vera"], "queues": at("reference", "history_reader"), "change": "give",
            }),
            ("assign", "vera"),
        ),
        noted(
            "PostPersonDisabling",
            "vera",
            Value::Null,
            ("disable_person", "vera"),
        ),
        noted(
            "PostPersonEnabling",
            "vera",
            Value::Null,
            ("enable_person", "vera"),
        ),
        noted(
            "DeletePersonSessions",
            "vera",
            Value::Null,
            ("end_sessions", "vera"),
        ),
        noted(
            "DeletePersonProvider",
            "vera",
            Value::Null,
            ("unlink_person", "vera"),
        ),
        noted(
            "DeletePersonSecondFactor",
            "vera",
            Value::Null,
            ("reset_second_factor", "vera"),
        ),
        noted(
            "DeletePerson",
            "vera",
            Value::Null,
            ("remove_person", "vera"),
        ),
        unnoted("PostPeopleImportPreview", "", table.clone()),
        noted("PostPeopleImport", "", table, ("invite", "ivo")),
    ]
}

fn queues() -> Vec<Act> {
    vec![
        noted(
            "PostQueue",
            "",
            json!({"name": "maps", "title": "Maps", "operators": ["desk3"]}),
            ("add_queue", "maps"),
        ),
        noted(
            "PutQueue",
            "maps",
            json!({
                "title": "Maps and charts", "people": [
                    {"person": "desk1", "duties": ["history_reader"]},
                    {"person": "desk2", "duties": ["operator", "manager"]},
                ],
            }),
            ("change_queue", "maps"),
        ),
        noted(
            "PutQueueSettings",
            "maps",
            json!({
                "grace_seconds": 30, "concierge": "One moment.", "categories": ["Maps"], "category_required": true,
                "entry": [{"label": "Your course", "kind": "text", "required": true}],
                "hours": {
                    "zone": "Europe/Berlin", "week": {"monday": [{"from": 540, "until": 1_080}]},
                    "special_days": [{"day": "2030-12-25", "name": "Christmas", "spans": [{"from": 600, "until": 720}]}],
                },
            }),
            ("set_queue", "maps"),
        ),
        noted(
            "PutQueueProfile",
            "maps",
            json!({"text": "# Fees\n\nA copy costs 10 cents."}),
            ("set_queue_profile", "maps"),
        ),
        noted("DeleteQueue", "maps", Value::Null, ("remove_queue", "maps")),
    ]
}

/// A red point, as a PNG.
const PICTURE: &str =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNYxcAAAAICAKtef57WAAAAAElFTkSuQmCC";

fn skins_and_snippets() -> Vec<Act> {
    let pins = json!([{"fingerprint": KEYS[0], "name": "Vera", "expires": 2_000_000_000_000_u64}]);
    let settings = json!({
        "title": "Ask us",
        "sealing": {"sealed": {"keys": {"own": pins}, "unverified": "refuse"}},
        "look": {
            "colour": "#6b3f8f", "answers": {"desk": "Loans"}, "corner": "start", "sounds": true, "style": ".send { color: #fff }",
            "words": [{
                "language": "en", "button": "Ask", "greeting": "Hello.", "starters": ["Renew"],
            }],
        },
    });
    let sites = json!(["https://www.library.example"]);
    vec![
        noted(
            "PostSkin",
            "",
            json!({"name": "blue", "settings": settings}),
            ("add_skin", "blue"),
        ),
        noted(
            "PutSkin",
            "blue",
            json!({"title": "Ask away", "sealing": "open"}),
            ("set_skin", "blue"),
        ),
        noted(
            "PutSkinPicture",
            "blue",
            json!({"picture": PICTURE}),
            ("set_skin_picture", "blue"),
        ),
        noted(
            "DeleteSkinPicture",
            "blue",
            Value::Null,
            ("set_skin_picture", "blue"),
        ),
        noted(
            "PostSkinCopy",
            "blue",
            json!({"name": "green", "title": "Ask them"}),
            ("add_skin", "green"),
        ),
        noted("DeleteSkin", "green", Value::Null, ("remove_skin", "green")),
        noted(
            "PostSnippet",
            "",
            json!({"name": "catalogue", "queue": "reference", "skin": "blue", "sites": []}),
            ("add_snippet", "catalogue"),
        ),
        noted(
            "PutSnippetSettings",
            "catalogue",
            json!({"queue": "circulation", "skin": "blue", "sites": sites}),
            ("set_snippet", "catalogue"),
        ),
        noted(
            "DeleteSnippet",
            "catalogue",
            Value::Null,
            ("remove_snippet", "catalogue"),
        ),
    ]
}

fn keys() -> Vec<Act> {
    let [pinned, proposed] = KEYS;
    let settings =
        json!({"label": "Desk key", "holder": "desk1", "expires": 2_000_000_000_000_u64});
    vec![
        noted(
            "PostKey",
            "",
            json!({"fingerprint": pinned, "settings": settings}),
            ("pin_key", pinned),
        ),
        noted(
            "PutKey",
            pinned,
            json!({"label": "Shared key", "holder": null, "expires": null}),
            ("change_key", pinned),
        ),
        noted(
            "PostKeyRevocation",
            pinned,
            Value::Null,
            ("revoke_key", pinned),
        ),
        noted("DeleteKey", pinned, Value::Null, ("remove_key", pinned)),
        noted(
            "PostOwnKey",
            "",
            json!({"fingerprint": proposed, "label": "My laptop"}),
            ("propose_key", proposed),
        ),
        noted(
            "PostKeyAcceptance",
            proposed,
            json!({"expires": 2_000_000_000_000_u64}),
            ("accept_key", proposed),
        ),
    ]
}

fn others() -> Vec<Act> {
    let message = json!({"title": "Hours", "text": "We open at nine."});
    vec![
        noted(
            "PutOrganisation",
            "",
            json!({
                "name": "City library", "audit_days": 90, "second_factor_required": false,
                "mails_from": "desk@library.example",
            }),
            ("set_organisation", "organisation"),
        ),
        noted(
            "PutProvider",
            "",
            json!({
                "settings": {
                    "name": "Campus", "issuer": "http://127.0.0.1:9", "client_id": "hushdesk", "claim": "email",
                    "passwords": "everybody",
                },
                "secret": {"set": CLIENT_SECRET},
            }),
            ("set_provider", "provider"),
        ),
        unnoted("PostTestMail", "", json!({"to": "ann@library.example"})),
        unnoted(
            "PostOwnEmail",
            "",
            json!({"to": "ann@library.example", "zone": "Europe/Berlin"}),
        ),
        unnoted("DeleteOwnEmail", "", Value::Null),
        unnoted(
            "PostForgottenPassword",
            "",
            json!({"who": {"name": "admin"}, "language": "de"}),
        ),
        noted(
            "PostCanned",
            "",
            json!({"pool": {"queue": "reference"}, "message": message}),
            ("add_canned", "Hours"),
        ),
        noted(
            "PutCanned",
            "{canned}",
            json!({"title": "Hours", "text": "We open at ten."}),
            ("change_canned", "Hours"),
        ),
        noted(
            "DeleteCanned",
            "{canned}",
            Value::Null,
            ("remove_canned", "Hours"),
        ),
        noted(
            "PostWebhook",
            "",
            json!({
                "address": "https://hooks.library.example/desk",
                "events": ["chat.opened", "message.left"], "queues": ["reference"],
            }),
            ("make_webhook", "hooks.library.example"),
        ),
        noted(
            "PostWebhookPause",
            "{webhook}",
            Value::Null,
            ("pause_webhook", "hooks.library.example"),
        ),
        noted(
            "DeleteWebhookPause",
            "{webhook}",
            Value::Null,
            ("resume_webhook", "hooks.library.example"),
        ),
        unnoted("PostWebhookTest", "{webhook}", Value::Null),
        noted(
            "DeleteWebhook",
            "{webhook}",
            Value::Null,
            ("delete_webhook", "hooks.library.example"),
        ),
        noted(
            "PutProfile",
            "",
            json!({"display": "Dora"}),
            ("rename_self", "admin"),
        ),
    ]
}

fn noted(
    endpoint: &'static str,
    field: &'static str,
    body: Value,
    noted: (&'static str, &'static str),
) -> Act {
    let noted = Some(noted);
    Act {
        noted,
        ..unnoted(endpoint, field, body)
    }
}

const fn unnoted(endpoint: &'static str, field: &'static str, body: Value) -> Act {
    Act {
        endpoint,
        field,
        body,
        noted: None,
    }
}
