//! The beginning of an organisation.

use hushdesk_protocol::rest::{PostSetup, Setup};

use super::{Question, Trouble};

/// Sets an organisation up, for whoever knows the deployment's setup code.
///
/// # Errors
///
/// The edge was not reached, or says no: the code is wrong, or somebody has done it already.
pub async fn set_up(code: &str, setup: &Setup) -> Result<(), Trouble> {
    let header = ("authorization", format!("Bearer {code}"));
    let question = Question::of(&PostSetup {}, setup)?;
    question.answer(Some(header)).await.map(drop)
}
