//! Who is signed in.

mod door;
mod join;
mod page;
mod setup;
mod signing_in;
mod state;

pub(crate) use door::{Door, TroubleBanner};
pub(crate) use join::JoinPage;
pub(crate) use page::SignInPage;
pub(crate) use setup::SetupPage;
pub(crate) use signing_in::SigningInPage;
pub(crate) use state::{Account, Action, Standing, Trouble};
