//! The API: its endpoints, each with its address and who may use it, and their bodies, JSON, one type a body. The prose is
//! in `docs/protocol.md`.

#[cfg(feature = "openapi")]
mod described;
mod endpoint;
mod endpoints;
mod history;
#[cfg(feature = "openapi")]
pub mod openapi;
mod page;
mod problem;
mod queue;
mod session;
mod setup;
mod skin;
mod snippet;

pub use endpoint::{API, Answer, Body, Description, Endpoint, Method, NoRoute, Origins, Who};
pub use endpoints::*;
pub use history::{
    Answered, ChatEnd, ChatRow, Day, Figures, Group, Grouping, GuestBeginning, Neither, NoDay,
    NoGrouping, NoGuest, NoRating, NoZone, Rating, Spread, Statistics, ZoneName,
};
pub use page::{Cursor, PAGE_ITEMS_MAX, Page};
pub use problem::{PROBLEM_TYPE, Problem, ProblemCode};
pub use queue::{OfferTo, QueueListing, QueueSettings, SETTINGS_BYTES_MAX, ShiftEnd};
pub use session::{QueueTitle, Role, SIGN_IN_BYTES_MAX, Session, SignIn};
pub use setup::{NewOperator, NewQueue, NewSkin, NewSnippet, SETUP_BYTES_MAX, Setup};
pub use skin::SkinListing;
pub use snippet::{PinnedKey, Sealing, Snippet, UnverifiedOperator};
