//! Who is signed in.

mod page;
mod state;
mod wording;

pub(crate) use page::SignInPage;
pub(crate) use state::{Account, Action, Standing, Trouble};
pub(crate) use wording::trouble as trouble_words;
