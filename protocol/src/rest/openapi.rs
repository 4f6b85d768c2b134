//! The list of endpoints as an OpenAPI 3.1 document.

use utoipa::openapi::path::{
    HttpMethod, Operation, OperationBuilder, ParameterBuilder, ParameterIn, PathItem,
};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::schema::{ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder};
use utoipa::openapi::security::{SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, HeaderBuilder, InfoBuilder, OpenApi, OpenApiBuilder,
    PathsBuilder, Ref, RefOr, Required, ResponseBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use super::described::{Described, Visitor};
use super::endpoint::{API, Answer, Body, Description, Endpoint, Method, Who};
use super::endpoints;
use super::page::Page;
use super::problem::{PROBLEM_TYPE, Problem, ProblemCode};
use super::{
    ApplicationPassword, Assignments, BulkAct, BulkWish, ButtonPresence, CannedChange,
    CannedMessage, ChatCategories, ChatRow, ClaimName, ClientId, ClientSecret, Day, EmailCode,
    ForgottenPassword, GuestAddress, GuestRating, HistoryCount, Invitation, IssuerAddress, Key,
    KeyAcceptance, KeySettings, LeftMessage, Link, LinkFor, LinkReading, LinkUse, MailTo, Message,
    NewApplication, NewCanned, NewFollowUp, NewKey, NewQueue, NewSnippet, NewWebhook, Organisation,
    OwnEmail, PasswordChange, PasswordProof, PeopleFile, Person, PersonChange, Profile,
    ProposedKey, Provider, ProviderAddress, ProviderBeginning, ProviderChange, ProviderReturn,
    ProviderReturned, Queue, QueueCategories, QueueChange, QueueProfile, QueueSettings, Rating,
    RecoveryCodes, ReturnedText, SecondFactorCode, SecondFactorSecret, Session, Setup, SetupState,
    SignIn, Skin, SkinCopy, SkinDraft, SkinPicture, SkinSettings, Snippet, SnippetQuestions,
    SnippetSettings, Staffing, Statistics, Transcript, WaysIn, WebhookAddress, WebhookSecret,
    ZoneName,
};
use crate::colour::Colour;
use crate::email_address::EmailAddress;
use crate::frames::GuestLabel;
use crate::ids::{
    ApplicationId, BulkId, CannedId, ChatId, Fingerprint, FollowUpId, LinkToken, MessageId,
    OperatorName, PictureId, QueueName, ResumeToken, SessionId, SkinName, SnippetName, Timestamp,
    WebhookId,
};
use crate::language::Language;
use crate::limits::NAME_CHARS_MAX;
use crate::page_origin::PageOrigin;
use crate::text::{
    CannedText, Category, DisplayName, NoteText, NoticeText, OpenText, PageAddress, ProfileText,
    QuestionLabel, Title,
};

/// The document.
pub fn document() -> OpenApi {
    let mut walk = Walk::default();
    endpoints::visit(&mut walk);
    let mut components = ComponentsBuilder::new()
        .schema("Problem", Problem::schema())
        .security_scheme("session", session_cookie())
        .security_scheme("setup_code", setup_code());
    let mut schemas = walk.schemas;
    Problem::schemas(&mut schemas);
    schemas.sort_by(|(one, _), (other, _)| one.cmp(other));
    components = components.schemas_from_iter(schemas);
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Hushdesk")
                .version("1")
                .description(Some("Help chat for libraries, end-to-end encrypted.")),
        )
        .paths(walk.paths)
        .components(Some(components.build()))
        .build()
}

impl Described for () {
    fn name() -> Option<String> {
        None
    }

    fn schemas(_: &mut Vec<(String, RefOr<Schema>)>) {}
}

macro_rules! described {
    ($($type:ty),+) => {
        $(impl Described for $type {
            fn name() -> Option<String> {
                Some(<$type as ToSchema>::name().into_owned())
            }

            fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) {
                into.push((<$type as ToSchema>::name().into_owned(), <$type>::schema()));
                <$type as ToSchema>::schemas(into);
            }
        })+
    };
}

described!(
    ApplicationPassword,
    Assignments,
    BulkAct,
    BulkWish,
    ButtonPresence,
    CannedChange,
    CannedMessage,
    ChatCategories,
    ChatRow,
    EmailCode,
    ForgottenPassword,
    GuestRating,
    HistoryCount,
    Invitation,
    Key,
    KeyAcceptance,
    KeySettings,
    Link,
    LinkFor,
    LinkReading,
    LinkUse,
    LeftMessage,
    MailTo,
    Message,
    NewApplication,
    NewCanned,
    NewFollowUp,
    NewKey,
    NewQueue,
    NewSnippet,
    NewWebhook,
    Organisation,
    OwnEmail,
    PasswordChange,
    PasswordProof,
    PeopleFile,
    Person,
    PersonChange,
    Profile,
    ProposedKey,
    Provider,
    ProviderAddress,
    ProviderBeginning,
    ProviderChange,
    ProviderReturn,
    ProviderReturned,
    Queue,
    QueueCategories,
    QueueChange,
    QueueProfile,
    QueueSettings,
    RecoveryCodes,
    SecondFactorCode,
    SecondFactorSecret,
    Session,
    Setup,
    SetupState,
    SignIn,
    Skin,
    SkinCopy,
    SkinDraft,
    SkinPicture,
    SkinSettings,
    Snippet,
    SnippetQuestions,
    SnippetSettings,
    Staffing,
    Statistics,
    Transcript,
    WaysIn,
    WebhookSecret
);

impl<T: ToSchema> Described for Page<T> {
    fn name() -> Option<String> {
        Some(format!("PageOf{}", T::name()))
    }

    fn schemas(into: &mut Vec<(String, RefOr<Schema>)>) {
        let item = Ref::from_schema_name(T::name());
        let next = ObjectBuilder::new()
            .schema_type(SchemaType::from_iter([Type::String, Type::Null]))
            .description(Some("To ask for the next page with; null on the last."));
        let page = ObjectBuilder::new()
            .property("items", ArrayBuilder::new().items(item))
            .required("items")
            .property("next", next)
            .required("next");
        into.extend(Self::name().map(|name| (name, page.into())));
        into.push((T::name().into_owned(), T::schema()));
        T::schemas(into);
    }
}

#[derive(Default)]
struct Walk {
    paths: PathsBuilder,
    schemas: Vec<(String, RefOr<Schema>)>,
}

impl Visitor for Walk {
    fn visit<E: Endpoint<Body: Described, Answer: Described>>(&mut self) {
        let endpoint = E::DESCRIPTION;
        let operation = operation(&endpoint, E::Body::name(), E::Answer::name());
        let item = PathItem::new(method(endpoint.method), operation);
        let path = format!("{API}/{}", endpoint.path);
        self.paths = std::mem::take(&mut self.paths).path(path, item);
        E::Body::schemas(&mut self.schemas);
        E::Answer::schemas(&mut self.schemas);
    }
}

fn operation(endpoint: &Description, body: Option<String>, answer: Option<String>) -> Operation {
    let says: Vec<_> = endpoint.says.iter().map(|line| line.trim()).collect();
    let mut operation = OperationBuilder::new()
        .operation_id(Some(endpoint.name))
        .summary(Some(says.join(" ")));
    for name in endpoint.path_fields() {
        operation = operation.parameter(parameter(name, ParameterIn::Path, Required::True));
    }
    for name in endpoint.query {
        operation = operation.parameter(parameter(name, ParameterIn::Query, Required::False));
    }
    if matches!(endpoint.body, Body::JsonOfVersion(_)) {
        operation = operation.parameter(parameter("If-Match", ParameterIn::Header, Required::True));
    }
    if let Some(body) = body {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(body)));
        operation = operation.request_body(Some(
            RequestBodyBuilder::new()
                .content("application/json", content.build())
                .required(Some(Required::True))
                .build(),
        ));
    }
    operation = match endpoint.who {
        Who::Anybody => operation,
        Who::Holder | Who::SignedIn | Who::Assigned | Who::Manager | Who::Administrator => {
            operation.security(SecurityRequirement::new("session", [""; 0]))
        }
        Who::SetupCode => operation.security(SecurityRequirement::new("setup_code", [""; 0])),
    };
    operation = operation.response(
        endpoint.answer.status().to_string(),
        success(endpoint, answer),
    );
    for (status, codes) in by_status(&endpoint.problems()) {
        operation = operation.response(status.to_string(), refusal(&codes));
    }
    operation.build()
}

fn parameter(name: &str, at: ParameterIn, required: Required) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(at)
        .required(required)
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
}

fn success(endpoint: &Description, answer: Option<String>) -> ResponseBuilder {
    let mut response = ResponseBuilder::new().description(match endpoint.answer {
        Answer::Json | Answer::JsonOfVersion | Answer::File => "What was asked for.",
        Answer::Created => "It is made.",
        Answer::Done | Answer::DoneToVersion => "It is done.",
        Answer::Socket => "A WebSocket.",
    });
    if let Some(answer) = answer {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(answer)));
        response = response.content("application/json", content.build());
    }
    match endpoint.answer {
        Answer::File => response.content(
            "text/csv",
            ContentBuilder::new()
                .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
                .build(),
        ),
        Answer::JsonOfVersion | Answer::DoneToVersion => response.header(
            "ETag",
            HeaderBuilder::new()
                .schema(ObjectBuilder::new().schema_type(Type::String))
                .description(Some("By which this version of it is known."))
                .build(),
        ),
        Answer::Json | Answer::Created | Answer::Done | Answer::Socket => response,
    }
}

fn by_status(problems: &[ProblemCode]) -> Vec<(u16, Vec<ProblemCode>)> {
    let mut by_status: Vec<(u16, Vec<ProblemCode>)> = Vec::new();
    for problem in problems {
        match by_status.last_mut() {
            Some((status, codes)) if *status == problem.status() => codes.push(*problem),
            _ => by_status.push((problem.status(), vec![*problem])),
        }
    }
    by_status
}

fn refusal(codes: &[ProblemCode]) -> ResponseBuilder {
    let titles: Vec<_> = codes
        .iter()
        .map(|code| format!("{}.", code.title()))
        .collect();
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("Problem")));
    ResponseBuilder::new()
        .description(titles.join(" "))
        .content(PROBLEM_TYPE, content.build())
}

const fn method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::Get,
        Method::Post => HttpMethod::Post,
        Method::Put => HttpMethod::Put,
        Method::Delete => HttpMethod::Delete,
    }
}

fn session_cookie() -> SecurityScheme {
    SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::with_description(
        "__Host-hushdesk",
        "The session's cookie. Whatever changes something needs the deployment's own Origin besides, or the header X-Hushdesk: 1.",
    )))
}

fn setup_code() -> SecurityScheme {
    SecurityScheme::Http(
        HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The deployment's SETUP_CODE."))
            .build(),
    )
}

/// Texts that are checked when they are read: their schemas.
macro_rules! text_schema {
    ($($type:ident: $says:expr, $pattern:expr;)+) => {
        $(
            impl PartialSchema for $type {
                fn schema() -> RefOr<Schema> {
                    let pattern: Option<String> = $pattern;
                    ObjectBuilder::new()
                        .schema_type(Type::String)
                        .description(Some($says))
                        .pattern(pattern)
                        .into()
                }
            }

            impl ToSchema for $type {}
        )+
    };
}

impl PartialSchema for Timestamp {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some("Milliseconds since 1970-01-01 UTC."))
            .into()
    }
}

impl ToSchema for Timestamp {}

impl PartialSchema for Rating {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::Integer)
            .description(Some("What a guest thought of a chat: 1, bad, to 5, good."))
            .minimum(Some(1))
            .maximum(Some(5))
            .into()
    }
}

impl ToSchema for Rating {}

fn name_pattern() -> Option<String> {
    Some(format!("^[a-z0-9][a-z0-9._-]{{0,{}}}$", NAME_CHARS_MAX - 1))
}

text_schema! {
    QueueName: "The name of a queue.", name_pattern();
    OperatorName: "By what name somebody signs in.", name_pattern();
    SkinName: "The name of a skin.", name_pattern();
    SnippetName: "The name of a snippet.", name_pattern();
    CannedId: "By what a canned message is known.", Some("^[0-9a-f]{32}$".to_owned());
    CannedText: "What is ready to be sent.", None;
    SessionId: "By what one sign-in is known.", Some("^[0-9a-f]{32}$".to_owned());
    ResumeToken: "The secret by which a guest comes back to a chat.", Some("^[0-9a-f]{64}$".to_owned());
    ApplicationId: "By what an application password is known.", Some("^[0-9a-f]{32}$".to_owned());
    LinkToken: "The secret of a link.", Some("^[0-9a-f]{64}$".to_owned());
    PictureId: "The SHA-256 of a picture.", Some("^[0-9a-f]{64}$".to_owned());
    Fingerprint: "The fingerprint of an OTR key.", Some("^[0-9a-f]{40}$".to_owned());
    DisplayName: "What people are called.", None;
    Title: "What a thing is called.", None;
    Colour: "A colour.", Some("^#[0-9a-f]{6}$".to_owned());
    Language: "The tag of a language, like en or pt-BR.", None;
    NoticeText: "What a guest reads.", None;
    QuestionLabel: "What a guest is asked.", None;
    ProfileText: "What operators have to know at a queue, in Markdown.", None;
    OpenText: "What was written in an open chat.", None;
    BulkId: "Something that is done with many chats.", Some("^[0-9a-f]{32}$".to_owned());
    MessageId: "A message that was left.", Some("^[0-9a-f]{32}$".to_owned());
    ChatId: "A chat.", Some("^[0-9a-f]{32}$".to_owned());
    GuestLabel: "What operators call a guest.", None;
    GuestAddress: "Where a guest comes from, as far as that is kept: 198.51.100.7 or 198.51.100.0/24.", None;
    PageAddress: "The address of a page: origin and path.", None;
    Category: "What a chat was about.", None;
    Day: "A day of the calendar.", Some("^[0-9]{4}-[0-9]{2}-[0-9]{2}$".to_owned());
    ZoneName: "The name of a time zone, like Europe/Berlin.", None;
    EmailAddress: "An address of e-mail.", None;
    FollowUpId: "Something that is to be done after a chat.", Some("^[0-9a-f]{32}$".to_owned());
    NoteText: "What is said to a colleague.", None;
    WebhookId: "A webhook.", Some("^[0-9a-f]{32}$".to_owned());
    WebhookAddress: "Where a webhook is told: an https address.", None;
    ClaimName: "The name of a claim of an identity provider.", None;
    ClientId: "By what an identity provider knows the organisation.", None;
    ClientSecret: "By what the organisation shows an identity provider that it is itself.", None;
    IssuerAddress: "An identity provider, by its issuer: an https address.", None;
    ReturnedText: "Something that an identity provider gives back in an address.", None;
    PageOrigin: "The origin of pages, like https://www.library.example or https://*.library.example.", None;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_that_is_referred_to_is_there() {
        let json = serde_json::to_string(&document()).unwrap();
        let document: serde_json::Value = serde_json::from_str(&json).unwrap();
        let schemas = document["components"]["schemas"].as_object().unwrap();
        for reference in json.split("#/components/schemas/").skip(1) {
            let (name, _) = reference.split_once('"').unwrap();
            assert!(schemas.contains_key(name), "{name}");
        }
    }
}
