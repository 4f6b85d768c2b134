//! Who is signed in.

mod door;
mod page;
mod state;

pub(crate) use door::{Door, TroubleBanner};
pub(crate) use page::SignInPage;
pub(crate) use state::{Account, Action, Standing, Trouble};
