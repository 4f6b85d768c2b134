//! The headers of every answer that is no page and no file, problems at any address among them. Those of pages and
//! files stand in `web/headers`.

use worker::{Headers, Result};

/// Name and value of each. It is data only, so nothing of it may be shown, framed, guessed at
/// or kept.
const HEADERS: [(&str, &str); 6] = [
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; frame-ancestors 'none'",
    ),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Referrer-Policy", "no-referrer"),
    ("Strict-Transport-Security", "max-age=31536000"),
    ("X-Content-Type-Options", "nosniff"),
];

/// Sets them.
pub(crate) fn set(headers: &Headers) -> Result<()> {
    HEADERS
        .iter()
        .try_for_each(|(name, value)| headers.set(name, value))
}
