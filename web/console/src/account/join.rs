//! Where somebody chooses their password, by the link that an administrator has handed them.

use hushdesk_protocol::ids::LinkToken;
use hushdesk_protocol::rest::{
    LinkFor, LinkReading, LinkUse, PostLinkReading, PostLinkUse, ProblemCode,
};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::door::Door;
use crate::components::{Banner, Button, Kind, Meaning, Ready, Size, TextField};
use crate::route::BASE;

/// Characters of a password, at least: as the edge has it.
pub(super) const PASSWORD_CHARS_MIN: usize = 10;

/// Where the page stands.
#[derive(Clone, Debug, PartialEq)]
enum Standing {
    /// It asks what the link is for.
    Asking,
    /// The link is over, or never was one.
    Over,
    /// One signs in at the identity provider, and needs no password.
    Needless,
    /// Nobody answers.
    Unreachable,
    /// A password can be chosen.
    Choosing {
        /// Whose.
        link: LinkFor,
        /// What was wrong with the last try.
        trouble: Option<&'static str>,
        /// One is on its way.
        busy: bool,
    },
    /// One has been chosen.
    Chosen,
}

/// The secret stands behind the `#` of the address.
fn token() -> Option<LinkToken> {
    let hash = web_sys::window()?.location().hash().ok()?;
    LinkToken::try_from(hash.strip_prefix('#')?.to_owned()).ok()
}

/// A greeting, and a field for the password.
#[component]
pub(crate) fn JoinPage() -> Html {
    let standing = use_state(|| Standing::Asking);
    {
        let standing = standing.setter();
        use_effect_with((), move |()| {
            spawn_local(async move { standing.set(read(token()).await) });
        });
    }
    match &*standing {
        Standing::Asking => html! { <Door><p role="status">{ words::parts::loading() }</p></Door> },
        Standing::Over => html! {
            <Door>
                <Banner meaning={Meaning::Bad} title={words::join::over()} more={words::join::over_more()} live={true} />
            </Door>
        },
        Standing::Needless => html! {
            <Door>
                <Banner meaning={Meaning::Good} title={words::join::needless()} more={words::join::needless_more()} live={true} />
                <a class="button primary more wide" href={format!("{BASE}/")}>{ words::door::sign_in() }</a>
            </Door>
        },
        Standing::Unreachable => html! {
            <Door>
                <Banner meaning={Meaning::Bad} title={words::door::unreachable()} more={words::door::unreachable_more()}
                    live={true} />
            </Door>
        },
        Standing::Chosen => html! {
            <Door>
                <Banner meaning={Meaning::Good} title={words::join::done()} live={true} />
                <a class="button primary more wide" href={format!("{BASE}/")}>{ words::door::sign_in() }</a>
            </Door>
        },
        Standing::Choosing {
            link,
            trouble,
            busy,
        } => choosing(&standing, link, *trouble, *busy),
    }
}

fn choosing(
    standing: &UseStateHandle<Standing>,
    link: &LinkFor,
    trouble: Option<&'static str>,
    busy: bool,
) -> Html {
    let node = NodeRef::default();
    let onsubmit = {
        let (standing, link, node) = (standing.setter(), link.clone(), node.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let password = node
                .cast::<web_sys::HtmlInputElement>()
                .map(|field| field.value())
                .unwrap_or_default();
            let choosing = |trouble, busy| Standing::Choosing {
                link: link.clone(),
                trouble,
                busy,
            };
            if password.chars().count() < PASSWORD_CHARS_MIN {
                return standing.set(choosing(Some(words::join::too_short()), false));
            }
            standing.set(choosing(None, true));
            let (standing, again) = (
                standing.clone(),
                choosing(Some(words::join::refused()), false),
            );
            spawn_local(async move { standing.set(chosen(token(), password, again).await) });
        })
    };
    let (title, lead) = if link.first {
        (
            words::join::welcome(&link.display),
            words::join::first(&link.organisation),
        )
    } else {
        (
            words::join::again(&link.display),
            words::join::another().to_owned(),
        )
    };
    let ready = if busy { Ready::Busy } else { Ready::Yes };
    html! {
        <Door>
            <div><h2>{ title }</h2><p class="soft">{ lead }</p></div>
            <form class="stack loose" {onsubmit} novalidate={true}>
                <TextField id="join-name" label={words::door::user_name()} value={link.name.to_string()} readonly={true}
                    autocomplete="username" />
                <TextField id="join-password" label={words::join::password()} {node} kind="password" required={true}
                    autocomplete="new-password" help={words::join::password_help()} error={trouble} />
                <Button kind={Kind::Primary} size={Size::More} wide={true} submits={true} {ready}>
                    { words::join::choose() }
                </Button>
            </form>
        </Door>
    }
}

async fn read(token: Option<LinkToken>) -> Standing {
    let Some(token) = token else {
        return Standing::Over;
    };
    match api::ask(&PostLinkReading {}, &LinkReading { token }).await {
        Ok(link) => Standing::Choosing {
            link,
            trouble: None,
            busy: false,
        },
        Err(trouble) if trouble.is(ProblemCode::PasswordsOff) => Standing::Needless,
        Err(Trouble::Refused(problem)) if problem.code != ProblemCode::TooMany => Standing::Over,
        Err(_) => Standing::Unreachable,
    }
}

async fn chosen(token: Option<LinkToken>, password: String, again: Standing) -> Standing {
    let Some(token) = token else {
        return Standing::Over;
    };
    match api::ask(&PostLinkUse {}, &LinkUse { token, password }).await {
        Ok(()) => Standing::Chosen,
        Err(trouble) if trouble.is(ProblemCode::LinkOver) => Standing::Over,
        Err(Trouble::Refused(problem)) if problem.code != ProblemCode::TooMany => again,
        Err(_) => Standing::Unreachable,
    }
}
