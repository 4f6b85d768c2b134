//! Who is signed in.

mod applications;
mod code;
mod credentials;
mod door;
mod forgotten;
mod join;
mod page;
mod passkeys;
mod provider;
mod proving;
mod recheck;
mod second_factor;
mod setup;
mod signing_in;
mod state;
mod trouble;

pub(crate) use door::{Door, TroubleBanner};
pub(crate) use forgotten::ForgottenPage;
pub(crate) use join::JoinPage;
pub(crate) use page::{SignInPage, value};
pub(crate) use provider::ProviderPage;
pub(crate) use proving::Proving;
pub(crate) use recheck::{Recheck, use_recheck};
pub(crate) use second_factor::SecondFactorDoor;
pub(crate) use setup::SetupPage;
pub(crate) use signing_in::SigningInPage;
pub(crate) use state::{Account, Action, Standing};
pub(crate) use trouble::Trouble;
