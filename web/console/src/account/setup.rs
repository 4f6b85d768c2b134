//! The first page of all: whoever knows the setup code names the library, its first desk and its first administrator.

use hushdesk_protocol::ids::OperatorName;
use hushdesk_protocol::rest::{
    GetSetup, NewOperator, NewQueue, NewSkin, NewSnippet, ProblemCode, Role, Sealing, Setup,
    UnverifiedOperator,
};
use hushdesk_protocol::text::{DisplayName, Title};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::door::Door;
use super::join::PASSWORD_CHARS_MIN;
use crate::components::{Banner, Button, Kind, Meaning, Ready, Size, TextField};
use crate::route::Route;

/// What the first queue, its skin and its snippet are called in addresses and embedding code.
const FIRST: &str = "reference";

/// Where the page stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Standing {
    /// It asks whether there is anything to set up.
    Asking,
    /// There is not: that has been done.
    Done,
    /// Nobody answers.
    Unreachable,
    /// It is filled in.
    Filling,
    /// It is on its way.
    Sending,
    /// It was not taken, for this reason.
    Refused(&'static str),
    /// It has just been set up.
    Ready,
}

/// What stands in the form.
#[derive(Clone, Default, PartialEq)]
struct Draft {
    code: String,
    organisation: String,
    desk: String,
    display: String,
    name: String,
    password: String,
}

/// The same, where all of it is right.
struct Filled {
    code: String,
    organisation: Title,
    desk: Title,
    display: DisplayName,
    name: OperatorName,
    password: String,
}

impl Draft {
    fn filled(&self) -> Option<Filled> {
        let is_long = self.password.chars().count() >= PASSWORD_CHARS_MIN;
        Some(Filled {
            code: Some(self.code.trim().to_owned()).filter(|code| !code.is_empty())?,
            organisation: self.organisation.trim().parse().ok()?,
            desk: self.desk.trim().parse().ok()?,
            display: self.display.trim().parse().ok()?,
            name: self.name.trim().parse().ok()?,
            password: Some(self.password.clone()).filter(|_| is_long)?,
        })
    }
}

impl Filled {
    /// One queue with a snippet, whose chats are sealed: to anybody at first, since no key is known yet, and only once the
    /// guest has been asked.
    fn setup(self) -> Option<Setup> {
        let Self {
            code: _,
            organisation,
            desk,
            display,
            name,
            password,
        } = self;
        let queue = NewQueue {
            name: FIRST.parse().ok()?,
            title: desk.clone(),
            operators: vec![name.clone()],
        };
        let skin = NewSkin {
            name: FIRST.parse().ok()?,
            title: desk,
            sealing: Sealing::Sealed {
                pinned: vec![],
                unverified: UnverifiedOperator::Accept,
            },
        };
        let snippet = NewSnippet {
            name: FIRST.parse().ok()?,
            queue: queue.name.clone(),
            skin: skin.name.clone(),
            sites: vec![],
            rollover: vec![],
        };
        let administrator = NewOperator {
            name,
            display: Some(display),
            password,
            role: Role::Administrator,
        };
        Some(Setup {
            demonstration: false,
            organisation,
            operators: vec![administrator],
            queues: vec![queue],
            skins: vec![skin],
            snippets: vec![snippet],
        })
    }
}

/// A form, and what comes after it.
#[component]
pub(crate) fn SetupPage() -> Html {
    let standing = use_state(|| Standing::Asking);
    let draft = use_state(|| Draft {
        desk: words::setup::desk_example().to_owned(),
        ..Draft::default()
    });
    {
        let standing = standing.setter();
        use_effect_with((), move |()| {
            spawn_local(async move { standing.set(asked().await) });
        });
    }
    let sign_in = html! {
        <a class="button primary more wide" href={Route::FirstSteps.address()}>{ words::door::sign_in() }</a>
    };
    match *standing {
        Standing::Asking => html! { <Door><p role="status">{ words::parts::loading() }</p></Door> },
        Standing::Unreachable => html! {
            <Door>
                <Banner meaning={Meaning::Bad} title={words::door::unreachable()} more={words::door::unreachable_more()}
                    live={true} />
            </Door>
        },
        Standing::Done => html! {
            <Door>
                <Banner meaning={Meaning::Accent} title={words::setup::already()} more={words::setup::already_more()} live={true} />
                { sign_in }
            </Door>
        },
        Standing::Ready => html! {
            <Door>
                <Banner meaning={Meaning::Good} title={words::setup::done()} more={words::setup::done_more()} live={true} />
                <TextField id="setup-code-to-paste" label={words::setup::paste()} help={words::setup::paste_help()}
                    value={embedding()} lines={true} readonly={true} verbatim={true} />
                { sign_in }
            </Door>
        },
        Standing::Filling | Standing::Sending | Standing::Refused(_) => {
            html! { <Door greeting={greeting()}>{ form(&standing, &draft) }</Door> }
        }
    }
}

fn greeting() -> Html {
    html! {
        <div class="who">
            <img src="/console/icon.svg" alt="" />
            <div><h1>{ words::setup::title() }</h1><p class="soft">{ words::setup::lead() }</p></div>
        </div>
    }
}

fn form(standing: &UseStateHandle<Standing>, draft: &UseStateHandle<Draft>) -> Html {
    let onsubmit = {
        let (standing, written, draft) = (standing.setter(), (**draft).clone(), draft.setter());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(filled) = written.filled() else {
                return standing.set(Standing::Refused(words::setup::incomplete()));
            };
            standing.set(Standing::Sending);
            let (standing, draft) = (standing.clone(), draft.clone());
            spawn_local(async move {
                let outcome = set_up(filled).await;
                if outcome == Standing::Ready {
                    // Neither code nor password stays in the page.
                    draft.set(Draft::default());
                }
                standing.set(outcome);
            });
        })
    };
    let refused = if let Standing::Refused(why) = **standing {
        Some(why)
    } else {
        None
    };
    let is_tried = refused.is_some();
    let wrong = |is_wrong: bool, says: &'static str| (is_tried && is_wrong).then_some(says);
    let change = |change: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |value| {
            let mut changed = (*draft).clone();
            change(&mut changed, value);
            draft.set(changed);
        })
    };
    let is_title = |text: &str| text.trim().parse::<Title>().is_ok();
    let ready = if **standing == Standing::Sending {
        Ready::Busy
    } else {
        Ready::Yes
    };
    let is_long = draft.password.chars().count() >= PASSWORD_CHARS_MIN;
    html! {
        <form class="stack loose" {onsubmit} novalidate={true}>
            if let Some(why) = refused {
                <Banner meaning={Meaning::Bad} title={why} live={true} />
            }
            <TextField id="setup-code" label={words::setup::code()} value={draft.code.clone()} verbatim={true} required={true}
                onvalue={change(|draft, value| draft.code = value)} help={words::setup::code_help()}
                error={wrong(draft.code.trim().is_empty(), words::setup::no_code())} />
            <TextField id="setup-organisation" label={words::setup::organisation()} value={draft.organisation.clone()}
                required={true} autocomplete="organization" onvalue={change(|draft, value| draft.organisation = value)}
                error={wrong(!is_title(&draft.organisation), words::setup::no_organisation())} />
            <TextField id="setup-desk" label={words::setup::desk()} value={draft.desk.clone()} required={true}
                onvalue={change(|draft, value| draft.desk = value)} help={words::setup::desk_help()}
                error={wrong(!is_title(&draft.desk), words::setup::no_desk())} />
            <TextField id="setup-display" label={words::setup::you()} value={draft.display.clone()} required={true}
                autocomplete="name" onvalue={change(|draft, value| draft.display = value)} help={words::staff::display_help()}
                error={wrong(draft.display.trim().parse::<DisplayName>().is_err(), words::staff::no_display())} />
            <TextField id="setup-name" label={words::staff::name()} value={draft.name.clone()} verbatim={true} required={true}
                autocomplete="username" onvalue={change(|draft, value| draft.name = value)} help={words::staff::name_help()}
                error={wrong(draft.name.trim().parse::<OperatorName>().is_err(), words::staff::no_name())} />
            <TextField id="setup-password" label={words::join::password()} value={draft.password.clone()} kind="password"
                required={true} autocomplete="new-password" onvalue={change(|draft, value| draft.password = value)}
                help={words::join::password_help()} error={wrong(!is_long, words::join::too_short())} />
            <Button kind={Kind::Primary} size={Size::More} wide={true} submits={true} {ready}>{ words::setup::begin() }</Button>
        </form>
    }
}

/// What a library pastes into its pages.
fn embedding() -> String {
    let origin = web_sys::window().and_then(|window| window.location().origin().ok());
    format!(
        "<script async src=\"{}/embed.js\" data-snippet=\"{FIRST}\"></script>",
        origin.unwrap_or_default()
    )
}

async fn asked() -> Standing {
    match api::ask(&GetSetup {}, &()).await {
        Ok(setup) if setup.done => Standing::Done,
        Ok(_) => Standing::Filling,
        Err(_) => Standing::Unreachable,
    }
}

async fn set_up(filled: Filled) -> Standing {
    let code = filled.code.clone();
    let Some(setup) = filled.setup() else {
        return Standing::Refused(words::setup::incomplete());
    };
    match api::set_up(&code, &setup).await {
        Ok(()) => Standing::Ready,
        Err(trouble) => refused(&trouble),
    }
}

fn refused(trouble: &Trouble) -> Standing {
    let Trouble::Refused(problem) = trouble else {
        return Standing::Refused(words::staff::unreachable());
    };
    match problem.code {
        ProblemCode::Conflict => Standing::Done,
        ProblemCode::Forbidden => Standing::Refused(words::setup::wrong_code()),
        ProblemCode::TooMany => Standing::Refused(words::door::too_many_more()),
        ProblemCode::Malformed
        | ProblemCode::WrongCredentials
        | ProblemCode::SecondFactorNeeded
        | ProblemCode::SecondFactorMissing
        | ProblemCode::ProofNeeded
        | ProblemCode::SignedOut
        | ProblemCode::NotFound
        | ProblemCode::MethodNotAllowed
        | ProblemCode::InUse
        | ProblemCode::LinkOver
        | ProblemCode::Sealed
        | ProblemCode::NotRetained
        | ProblemCode::Expired
        | ProblemCode::Deleted
        | ProblemCode::LastAdministrator
        | ProblemCode::ChangedMeanwhile
        | ProblemCode::NoSender
        | ProblemCode::NotMailed
        | ProblemCode::PasswordsOff
        | ProblemCode::ProviderRefused
        | ProblemCode::NotInvited
        | ProblemCode::ProviderUntried
        | ProblemCode::SignInOver
        | ProblemCode::ProviderFailed
        | ProblemCode::VersionMissing
        | ProblemCode::Full
        | ProblemCode::Failed => Standing::Refused(words::staff::refused()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft() -> Draft {
        Draft {
            code: " a-code-of-some-length ".to_owned(),
            organisation: "Alder Vale Library".to_owned(),
            desk: "Reference desk".to_owned(),
            display: "Mara Lind".to_owned(),
            name: "mara.lind".to_owned(),
            password: "correct horse battery".to_owned(),
        }
    }

    #[test]
    fn a_library_begins_with_one_desk_whose_chats_are_sealed_and_an_administrator_who_answers_there()
     {
        let filled = draft().filled().unwrap();
        assert_eq!(filled.code, "a-code-of-some-length");
        let setup = filled.setup().unwrap();
        let [administrator] = setup.operators.as_slice() else {
            panic!("{setup:?}");
        };
        assert_eq!(administrator.role, Role::Administrator);
        let [queue] = setup.queues.as_slice() else {
            panic!("{setup:?}");
        };
        assert_eq!(queue.operators.first(), Some(&administrator.name));
        assert!(matches!(
            setup.skins.as_slice(),
            [NewSkin {
                sealing: Sealing::Sealed { .. },
                ..
            }]
        ));
        assert_eq!(setup.snippets.len(), 1);
    }

    #[test]
    fn nothing_is_sent_before_all_of_it_is_there() {
        let lacking: [fn(&mut Draft); 6] = [
            |draft| draft.code.clear(),
            |draft| draft.organisation.clear(),
            |draft| draft.desk.clear(),
            |draft| draft.display.clear(),
            |draft| draft.name = "Mara Lind".to_owned(),
            |draft| draft.password = "short".to_owned(),
        ];
        for lacks in lacking {
            let mut draft = draft();
            lacks(&mut draft);
            assert!(draft.filled().is_none());
        }
    }
}
