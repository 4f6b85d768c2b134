//! The page to which the identity provider leads people back, with a code and a state in its address. They are taken out of it before
//! anything else is done. Whoever is to show again that it is them sets out from here, too, in a window of its own.

use hushdesk_protocol::rest::{PostProviderReturn, Problem, ProblemCode, ProviderReturn};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::door::Door;
use super::way::address;
use crate::components::{Banner, Meaning};
use crate::document::{go_to, take_query};
use crate::route::BASE;

/// What stands in the address of a window in which somebody is to sign in again.
pub(super) const AGAIN: &str = "again";

/// Where the page stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Standing {
    /// The edge or the provider is asked.
    Asking,
    /// Somebody has shown again that it is them.
    Proved,
    /// Nobody is let in: what happened, and what to do.
    Refused(&'static str, &'static str),
}

/// Says what becomes of it.
#[component]
pub(crate) fn ProviderPage() -> Html {
    let standing = use_state(|| Standing::Asking);
    {
        let standing = standing.setter();
        use_effect_with((), move |()| {
            let query = take_query();
            spawn_local(async move {
                match answered(query).await {
                    Ok(Next::Elsewhere(address)) => go_to(&address),
                    Ok(Next::Proved) => standing.set(Standing::Proved),
                    Err(trouble) => {
                        let (title, more) = refusal(&trouble);
                        standing.set(Standing::Refused(title, more));
                    }
                }
            });
        });
    }
    html! { <Door>{ says(*standing) }</Door> }
}

/// What comes next.
enum Next {
    /// The window goes to another page.
    Elsewhere(String),
    /// It has done what it was opened for.
    Proved,
}

/// What is read at the door.
fn says(standing: Standing) -> Html {
    match standing {
        Standing::Asking => html! { <p role="status">{ words::provider::asking() }</p> },
        Standing::Proved => html! {
            <Banner meaning={Meaning::Good} title={words::provider::proved()} more={words::provider::proved_more()} live={true} />
        },
        Standing::Refused(title, more) => html! {
            <>
                <div role="alert"><Banner meaning={Meaning::Bad} {title} {more} /></div>
                <a class="button primary more wide" href={format!("{BASE}/")}>{ words::provider::begin_again() }</a>
            </>
        },
    }
}

async fn answered(query: Vec<(String, String)>) -> Result<Next, Trouble> {
    if query.iter().any(|(name, _)| name == AGAIN) {
        return address(true).await.map(Next::Elsewhere);
    }
    let over = || Problem::new(ProblemCode::SignInOver, String::new());
    let returned = returned(query).ok_or_else(|| Trouble::Refused(over()))?;
    let returned = api::ask(&PostProviderReturn {}, &returned).await?;
    Ok(if returned.again {
        Next::Proved
    } else {
        Next::Elsewhere(format!("{BASE}/"))
    })
}

/// What stands in the address, if it can be an answer: without a state it is none.
fn returned(query: Vec<(String, String)>) -> Option<ProviderReturn> {
    let field = |name: &str| {
        let mut all = query.iter();
        all.find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
    };
    let given = |name: &str| field(name).map(|text| text.parse().ok());
    Some(ProviderReturn {
        state: given("state")??,
        code: field("code"),
        iss: given("iss").map_or(Some(None), |iss| iss.map(Some))?,
        error: given("error").map_or(Some(None), |error| error.map(Some))?,
    })
}

/// What happened, and what to do. What the provider says in its own words is not shown: anybody may have written it.
pub(super) fn refusal(trouble: &Trouble) -> (&'static str, &'static str) {
    let Trouble::Refused(problem) = trouble else {
        return (words::door::unreachable(), words::door::unreachable_more());
    };
    let known = [
        (
            ProblemCode::SignInOver,
            (words::provider::over(), words::provider::over_more()),
        ),
        (
            ProblemCode::SignedOut,
            (words::provider::over(), words::provider::over_more()),
        ),
        (
            ProblemCode::NotInvited,
            (words::provider::nobody(), words::provider::nobody_more()),
        ),
        (
            ProblemCode::ProviderRefused,
            (words::provider::refused(), words::provider::refused_more()),
        ),
        (
            ProblemCode::ProofNeeded,
            (words::provider::refused(), words::provider::refused_more()),
        ),
        (
            ProblemCode::ProviderFailed,
            (words::provider::failed(), words::provider::failed_more()),
        ),
        (
            ProblemCode::NotFound,
            (words::provider::none(), words::provider::none_more()),
        ),
        (
            ProblemCode::TooMany,
            (words::door::too_many(), words::door::too_many_more()),
        ),
    ];
    let found = known.into_iter().find(|(code, _)| *code == problem.code);
    found.map_or(
        (words::door::failed(), words::door::failed_more()),
        |(_, says)| says,
    )
}

#[cfg(test)]
mod tests {
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn what_stands_in_the_address_is_sent_and_nothing_else_of_it() {
        let query = pairs(&[
            ("code", "a"),
            ("state", "b"),
            ("iss", "c"),
            ("session_state", "d"),
            ("return_to", "https://evil.example"),
        ]);
        let read = returned(query).unwrap();
        assert_eq!(read.state.as_str(), "b");
        assert_eq!(read.code.as_deref(), Some("a"));
        assert_eq!(read.iss.map(String::from).as_deref(), Some("c"));
        assert_eq!(read.error, None);
        assert!(returned(pairs(&[("code", "a")])).is_none());
        assert!(returned(pairs(&[("state", "a b")])).is_none());
    }

    #[derive(Properties, PartialEq)]
    struct ShownProps {
        standing: Standing,
    }

    #[component]
    fn Shown(props: &ShownProps) -> Html {
        says(props.standing)
    }

    #[test]
    fn whoever_is_not_let_in_reads_why_and_what_to_do() {
        let said = |code| {
            let problem = Problem::new(code, "said by the edge".to_owned());
            let (title, more) = refusal(&Trouble::Refused(problem));
            let standing = Standing::Refused(title, more);
            rendered::<Shown>(ShownProps { standing }).text()
        };
        for (code, expected) in [
            (ProblemCode::SignInOver, words::provider::over_more()),
            (ProblemCode::NotInvited, words::provider::nobody_more()),
            (ProblemCode::ProviderFailed, words::provider::failed_more()),
            (
                ProblemCode::ProviderRefused,
                words::provider::refused_more(),
            ),
            (ProblemCode::Malformed, words::door::failed_more()),
        ] {
            let said = said(code);
            assert!(said.contains(expected), "{said}");
            assert!(said.contains(words::provider::begin_again()), "{said}");
            assert!(!said.contains("said by the edge"), "{said}");
        }
    }
}
