//! The API: its endpoints, each with its address and who may use it, and their bodies, JSON, one type a body. The prose is
//! in `docs/protocol.md`.

mod alerts;
mod application;
mod asking;
mod audit;
mod bulk;
mod canned;
mod day;
#[cfg(feature = "openapi")]
mod described;
mod endpoint;
mod endpoints;
mod follow_up;
mod history;
mod hours;
mod import;
mod invitation;
mod key;
mod link;
mod mail;
mod message;
mod narrowing;
#[cfg(feature = "openapi")]
pub mod openapi;
mod organisation;
mod own;
mod page;
mod passkey;
mod person;
mod presence;
mod problem;
mod provider;
mod queue;
mod rollover;
mod second_factor;
mod session;
mod setup;
mod skin;
mod snippet;
mod transcript;
mod webhook;

pub use alerts::Alerts;
pub use application::{
    APPLICATION_BYTES_MAX, ApplicationListing, ApplicationPassword, NewApplication,
};
pub use asking::{
    GuestQuestion, OPTIONS_MAX, OPTIONS_MIN, QUESTIONS_MAX, QuestionKind, SnippetQuestions,
    WrongQuestions, check_questions,
};
pub use audit::{AUDIT_CSV_BYTES_MAX, AUDIT_CSV_ENTRIES_MAX, ActName, AuditEntry, Moment};
pub use bulk::{BULK_BYTES_MAX, BULK_DAYS, BulkAct, BulkKind, BulkState, BulkWish, HistoryCount};
pub use canned::{CANNED_BYTES_MAX, CANNED_MAX, CannedChange, CannedMessage, NewCanned, Pool};
pub use day::{Day, NoDay};
pub use endpoint::{API, Answer, Body, Description, Endpoint, Method, NoRoute, Origins, Who};
pub use endpoints::*;
pub use follow_up::{
    CHAT_FOLLOW_UPS_MAX, Colleague, FOLLOW_UP_BYTES_MAX, FOLLOW_UP_DAYS, FOLLOW_UP_DONE_DAYS,
    FollowUp, NewFollowUp,
};
pub use history::{
    CHAT_CATEGORIES_BYTES_MAX, ChatCategories, ChatEnd, ChatRow, Figures, Group, Grouping,
    GuestAddress, GuestRating, HISTORY_CSV_BYTES_MAX, HISTORY_CSV_ROWS_MAX, NoAddress, NoGrouping,
    NoRating, RATING_BYTES_MAX, Rating, Spread, Staffed, Staffing, StaffingGroup, Statistics,
};
pub use hours::{
    DAY_MINUTES, DayHours, GuestHours, HoursChange, HoursNow, OpenSpan, OpeningHours, OpeningWeek,
    SPANS_A_DAY_MAX, SPECIAL_DAYS_MAX, SpecialDay, WrongHours, check_day,
};
pub use import::{IMPORT_BYTES_MAX, IMPORT_ROWS_MAX, ImportEffect, ImportedRow, PeopleFile};
pub use invitation::{INVITATION_SECONDS_MAX, PAGE_PATTERNS_MAX, PageInvitation, WrongInvitation};
pub use key::{
    KEY_BYTES_MAX, KEYS_MAX, Key, KeyAcceptance, KeySettings, KeyState, NewKey, NoteKeyState,
    PROPOSED_KEYS_MAX, ProposedKey, PublishedNoteKey,
};
pub use link::{
    INVITATION_BYTES_MAX, INVITATION_DAYS, INVITATION_DAYS_MAX, Invitation, LINK_BYTES_MAX, Link,
    LinkFor, LinkReading, LinkUse, PASSWORD_LINK_MINUTES,
};
pub use mail::{
    CHAT_MAILS_MAX, ChatMail, EMAIL_CODE_DIGITS, EMAIL_CODE_MINUTES, EmailCode,
    FORGOTTEN_LINK_MINUTES, Forgetful, ForgottenPassword, GUEST_MAILS_MAX, GuestMail,
    MAIL_BYTES_MAX, MailState, MailTo, OwnEmail,
};
pub use message::{
    AnsweredMessage, LeftMessage, LeftNote, MESSAGE_BYTES_MAX, MESSAGE_DAYS, Message, MessageRow,
    MessageSaid, SEALED_NOTE_BYTES_MAX, SnippetNoteKeys, Writer,
};
pub use narrowing::{
    Answered, CHATS_BY_HAND_MAX, ChatIds, GuestBeginning, Kept, Neither, NoChats, NoGuest, NoZone,
    ZoneName,
};
pub use organisation::{
    AUDIT_DAYS, AUDIT_DAYS_MAX, AUDIT_DAYS_MIN, ORGANISATION_BYTES_MAX, Organisation,
};
pub use own::{PASSWORDS_BYTES_MAX, PROFILE_BYTES_MAX, PasswordChange, Profile, SessionListing};
pub use page::{Cursor, PAGE_ITEMS_MAX, Page};
pub use passkey::{
    AddedPasskey, Encoded, NewPasskey, PASSKEY_BYTES_MAX, PASSKEY_LABEL_BYTES_MAX, PASSKEY_MINUTES,
    PASSKEYS_MAX, PasskeyAlgorithm, PasskeyAnswer, PasskeyBeginning, PasskeyChallenge,
    PasskeyLabel, PasskeyListing,
};
pub use person::{
    ASSIGNED_AT_ONCE_MAX, ASSIGNMENTS_BYTES_MAX, Assignment, AssignmentChange, Assignments, Duty,
    PERSON_BYTES_MAX, Person, PersonChange, PersonState,
};
pub use presence::{ButtonPresence, PRESENCE_SECONDS, Presence};
pub use problem::{PROBLEM_TYPE, Problem, ProblemCode};
pub use provider::{
    ClaimName, ClientId, ClientSecret, EMAIL_CLAIM, IssuerAddress, NotOfProvider,
    PROVIDER_BEGINNING_BYTES_MAX, PROVIDER_BYTES_MAX, PROVIDER_MINUTES, PROVIDER_RETURN_BYTES_MAX,
    PROVIDER_RETURN_PATH, PasswordSignIn, Provider, ProviderAddress, ProviderBeginning,
    ProviderChange, ProviderReturn, ProviderReturned, ProviderSettings, ReturnedText, SecretChange,
    WaysIn,
};
pub use queue::{
    AddressKept, CATEGORIES_MAX, OfferTo, PersonDuties, QUEUE_BYTES_MAX, QUEUE_PEOPLE_MAX,
    QUEUE_PROFILE_BYTES_MAX, Queue, QueueCategories, QueueChange, QueueListing, QueuePerson,
    QueueProfile, QueueSettings, SETTINGS_BYTES_MAX, ShiftEnd,
};
pub use rollover::{RolloverLevel, WrongLevels, check_levels};
pub use second_factor::{
    CODE_BYTES_MAX, Factors, PROOF_BYTES_MAX, PROOF_MINUTES, PasswordProof, RECOVERY_CODES,
    RecoveryCodes, SecondFactor, SecondFactorCode, SecondFactorSecret,
};
pub use session::{QueueTitle, Role, SIGN_IN_BYTES_MAX, Session, SignIn};
pub use setup::{NewOperator, NewQueue, NewSkin, NewSnippet, SETUP_BYTES_MAX, Setup, SetupState};
pub use skin::{
    Answers, Corner, Look, PICTURE_BODY_BYTES_MAX, PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX, Pin,
    SKIN_BYTES_MAX, SKIN_LANGUAGES_MAX, STARTERS_MAX, STYLE_BYTES_MAX, Skin, SkinCopy, SkinDraft,
    SkinKeys, SkinListing, SkinPicture, SkinSealing, SkinSettings, Words,
};
pub use snippet::{
    PinnedKey, SNIPPET_BYTES_MAX, Sealing, Snippet, SnippetListing, SnippetSettings,
    UnverifiedOperator,
};
pub use transcript::{Said, Transcript, TranscriptEntry};
pub use webhook::{
    NewWebhook, NoWebhookAddress, WEBHOOK_BYTES_MAX, WEBHOOK_LOG_DAYS, WEBHOOK_QUEUES_MAX,
    WEBHOOKS_MAX, Webhook, WebhookAddress, WebhookDelivery, WebhookEvent, WebhookSecret,
    WebhookState,
};
