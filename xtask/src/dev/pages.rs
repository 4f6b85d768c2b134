//! The pages of a demonstration: the built ones, a made-up library's page with the snippets in it, and the
//! keys that the console hands to whoever signs in. Deployed builds have neither of the last two.

use anyhow::Result;

use super::state::State;
use crate::build::SITE;
use crate::files;
use crate::workspace::Workspace;

/// Writes them all anew.
pub(crate) fn write(workspace: &Workspace, state: &State) -> Result<()> {
    let site = state.site();
    files::remove_folder(&site)?;
    files::copy_folder(&workspace.built(SITE), &site)?;
    files::copy_folder(&workspace.path("web/demo"), &site.join("demo"))?;
    files::copy_folder(&state.keys(), &site.join("demo/keys"))
}
