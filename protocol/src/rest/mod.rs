//! The API: its endpoints, each with its address and who may use it, and their bodies, JSON, one type a body. The prose is
//! in `docs/protocol.md`.

mod audit;
mod canned;
mod day;
#[cfg(feature = "openapi")]
mod described;
mod endpoint;
mod endpoints;
mod history;
mod import;
mod key;
mod link;
mod narrowing;
#[cfg(feature = "openapi")]
pub mod openapi;
mod organisation;
mod own;
mod page;
mod person;
mod presence;
mod problem;
mod queue;
mod second_factor;
mod session;
mod setup;
mod skin;
mod snippet;
mod transcript;

pub use audit::{AUDIT_CSV_BYTES_MAX, AUDIT_CSV_ENTRIES_MAX, ActName, AuditEntry, Moment};
pub use canned::{CANNED_BYTES_MAX, CANNED_MAX, CannedChange, CannedMessage, NewCanned, Pool};
pub use day::{Day, NoDay};
pub use endpoint::{API, Answer, Body, Description, Endpoint, Method, NoRoute, Origins, Who};
pub use endpoints::*;
pub use history::{
    CHAT_CATEGORIES_BYTES_MAX, ChatCategories, ChatEnd, ChatRow, Figures, Group, Grouping,
    GuestAddress, HISTORY_CSV_BYTES_MAX, HISTORY_CSV_ROWS_MAX, NoAddress, NoGrouping, NoRating,
    Rating, Spread, Statistics,
};
pub use import::{IMPORT_BYTES_MAX, IMPORT_ROWS_MAX, ImportEffect, ImportedRow, PeopleFile};
pub use key::{
    KEY_BYTES_MAX, KEYS_MAX, Key, KeyAcceptance, KeySettings, KeyState, NewKey, PROPOSED_KEYS_MAX,
    ProposedKey,
};
pub use link::{
    INVITATION_BYTES_MAX, INVITATION_DAYS, INVITATION_DAYS_MAX, Invitation, LINK_BYTES_MAX, Link,
    LinkFor, LinkReading, LinkUse, PASSWORD_LINK_MINUTES,
};
pub use narrowing::{Answered, GuestBeginning, Neither, NoGuest, NoZone, ZoneName};
pub use organisation::{
    AUDIT_DAYS, AUDIT_DAYS_MAX, AUDIT_DAYS_MIN, ORGANISATION_BYTES_MAX, Organisation,
};
pub use own::{PASSWORDS_BYTES_MAX, PROFILE_BYTES_MAX, PasswordChange, Profile, SessionListing};
pub use page::{Cursor, PAGE_ITEMS_MAX, Page};
pub use person::{
    ASSIGNED_AT_ONCE_MAX, ASSIGNMENTS_BYTES_MAX, Assignment, AssignmentChange, Assignments, Duty,
    PERSON_BYTES_MAX, Person, PersonChange, PersonState,
};
pub use presence::{ButtonPresence, PRESENCE_SECONDS, Presence};
pub use problem::{PROBLEM_TYPE, Problem, ProblemCode};
pub use queue::{
    AddressKept, CATEGORIES_MAX, OfferTo, PersonDuties, QUEUE_BYTES_MAX, QUEUE_PEOPLE_MAX, Queue,
    QueueCategories, QueueChange, QueueListing, QueuePerson, QueueSettings, SETTINGS_BYTES_MAX,
    ShiftEnd,
};
pub use second_factor::{
    CODE_BYTES_MAX, PROOF_BYTES_MAX, PROOF_MINUTES, PasswordProof, RECOVERY_CODES, RecoveryCodes,
    SecondFactor, SecondFactorCode, SecondFactorSecret,
};
pub use session::{QueueTitle, Role, SIGN_IN_BYTES_MAX, Session, SignIn};
pub use setup::{NewOperator, NewQueue, NewSkin, NewSnippet, SETUP_BYTES_MAX, Setup, SetupState};
pub use skin::{
    Answers, Corner, Look, Pin, SKIN_BYTES_MAX, SKIN_LANGUAGES_MAX, STARTERS_MAX, Skin, SkinCopy,
    SkinDraft, SkinKeys, SkinListing, SkinSealing, SkinSettings, Words,
};
pub use snippet::{
    PinnedKey, SNIPPET_BYTES_MAX, Sealing, Snippet, SnippetListing, SnippetSettings,
    UnverifiedOperator,
};
pub use transcript::{Said, Transcript, TranscriptEntry};
