//! What is pasted into pages for a snippet.

use hushdesk_protocol::ids::SnippetName;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// Where the build writes what a page says that pins what it loads, with a host and a snippet that stand for others.
const STRICT: &str = "/hush-desk/snippet.html";

/// What stands there in the place of the host.
const HOST: &str = "https://YOUR-HOST";

/// What stands there in the place of the snippet.
const SNIPPET: &str = "snippet=\"reference\"";

/// The forms of the code.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum CodeForm {
    /// A script.
    Script,
    /// An element whose files are all pinned.
    Strict,
    /// The address of a page of its own.
    Link,
}

impl CodeForm {
    pub(super) const ALL: [Self; 3] = [Self::Script, Self::Strict, Self::Link];

    /// What it is called in the page.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Strict => "strict",
            Self::Link => "link",
        }
    }
}

/// The code in this form. `strict` is what the build has written, if it has come.
pub(super) fn code(
    form: CodeForm,
    origin: &str,
    snippet: &SnippetName,
    strict: Option<&str>,
) -> Option<String> {
    match form {
        CodeForm::Script => Some(format!(
            "<script async src=\"{origin}/embed.js\" data-snippet=\"{snippet}\"></script>"
        )),
        CodeForm::Strict => {
            let own = format!("snippet=\"{snippet}\"");
            Some(strict?.trim().replace(HOST, origin).replace(SNIPPET, &own))
        }
        CodeForm::Link => Some(page(origin, snippet)),
    }
}

/// The address of the chat's own page.
pub(super) fn page(origin: &str, snippet: &SnippetName) -> String {
    format!("{origin}/chat/{snippet}")
}

/// The address at which pages and programs learn whether somebody is there.
pub(super) fn presence(origin: &str, snippet: &SnippetName, extension: &str) -> String {
    format!("{origin}/presence/snippet/{snippet}.{extension}")
}

/// What the build has written of the strict form; nothing, if it cannot be had.
pub(super) async fn strict() -> Option<String> {
    let fetching = web_sys::window()?.fetch_with_str(STRICT);
    let response: Response = JsFuture::from(fetching).await.ok()?.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?;
    text.as_string().filter(|_| response.ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_names_the_deployment_and_the_snippet() {
        let snippet = "main-site".parse().unwrap();
        let written = "<script type=\"module\" src=\"https://YOUR-HOST/hush-desk/element.js\" integrity=\"sha384-a\" \
                       crossorigin></script>\n<hush-desk snippet=\"reference\"></hush-desk>\n";
        let code = |form, strict| code(form, "https://chat.example", &snippet, strict);
        assert_eq!(
            code(CodeForm::Script, None).as_deref(),
            Some(
                "<script async src=\"https://chat.example/embed.js\" data-snippet=\"main-site\"></script>"
            )
        );
        assert_eq!(
            code(CodeForm::Strict, Some(written)).as_deref(),
            Some(
                "<script type=\"module\" src=\"https://chat.example/hush-desk/element.js\" integrity=\"sha384-a\" \
                 crossorigin></script>\n<hush-desk snippet=\"main-site\"></hush-desk>"
            )
        );
        assert_eq!(code(CodeForm::Strict, None), None);
        let link = "https://chat.example/chat/main-site";
        assert_eq!(code(CodeForm::Link, None).as_deref(), Some(link));
    }
}
