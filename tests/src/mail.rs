//! What a server has mailed: `wrangler dev` keeps it, and gives none of it to anybody.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::browser::{Browser, json};
use crate::talk::when;

/// Where it tells.
const SENT: &str = "/cdn-cgi/local/explorer/api/local/email/sending";

/// A mail.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mail {
    message_id: String,
    /// Where it went.
    pub to: Vec<String>,
    /// Who wrote it.
    pub from: String,
    /// What it is about.
    pub subject: String,
    /// Where answers go.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// What it says, as text.
    #[serde(default)]
    pub text: String,
}

#[derive(Deserialize)]
struct Told<T> {
    result: T,
}

/// The mails to an address, the last one first, once there are so many.
///
/// # Errors
///
/// They did not come.
pub fn mails_to(browser: &Browser, address: &str, count: usize) -> Result<Vec<Mail>> {
    let mails = when(|| {
        let all: Vec<Mail> = told(browser, "?per_page=100")?;
        let to_address = all.into_iter().filter(|mail| mail.to == [address]);
        let found: Vec<Mail> = to_address.collect();
        Ok((found.len() >= count).then_some(found))
    });
    let mails = mails.with_context(|| format!("{count} mails to {address}"))?;
    let whole = |mail: Mail| {
        let id = mail.message_id.replace('<', "%3C").replace('>', "%3E");
        told(browser, &format!("?email_id={id}"))
    };
    mails.into_iter().map(whole).collect()
}

fn told<T: DeserializeOwned>(browser: &Browser, query: &str) -> Result<T> {
    let keeper = Browser::at(browser.site().on_loopback());
    let answer = keeper.get(&format!("{SENT}{query}"))?;
    let Told { result } = json(answer)?;
    Ok(result)
}
