//! Does all that can be done in chats of both kinds, with words that it then looks for everywhere. Prints what was found where
//! as a line of JSON, then the table of what the service could see.
//!
//! `cargo xtask audit` calls this.

use anyhow::Result;
use hushdesk_tests::audit::{audit, seen};

fn main() -> Result<()> {
    let found = audit()?;
    println!("{}", serde_json::to_string(&found)?);
    print!("{}", seen::table());
    Ok(())
}
