//! Who is signed in.

mod page;
mod state;

pub(crate) use page::SignInPage;
pub(crate) use state::{Account, Action, Standing, Trouble};
