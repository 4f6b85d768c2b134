//! The bar at the end of a page of settings: how much is not saved yet, and what saves it or takes it back.

use hushdesk_protocol::rest::ProblemCode;
use hushdesk_texts::console as words;
use hushdesk_web::api::Trouble;
use yew::prelude::*;

use super::badge::Meaning;
use super::banner::Banner;
use super::button::{Button, Kind, Ready};
use crate::draft::Bar;

/// The id of what says why nothing can be saved.
const WHY: &str = "save-why";

/// What it shows and does.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct SaveBarProps {
    pub(crate) bar: Bar,
}

/// It stays in sight. A refused save says why, and keeps what was typed.
#[component]
pub(crate) fn SaveBar(props: &SaveBarProps) -> Html {
    let bar = &props.bar;
    let ready = match bar {
        Bar { is_busy: true, .. } => Ready::Busy,
        Bar { changes: 0, .. }
        | Bar {
            is_right: false, ..
        } => Ready::No(WHY.into()),
        Bar { .. } => Ready::Yes,
    };
    let says = match bar {
        Bar { changes: 0, .. } => words::saving::nothing().to_owned(),
        Bar {
            is_right: false, ..
        } => words::saving::wrong().to_owned(),
        Bar { changes, .. } => words::saving::changes(*changes),
    };
    html! {
        <div class="save-bar" role="group" aria-label={words::saving::bar()}>
            if let Some(trouble) = &bar.trouble {
                <Banner meaning={Meaning::Bad} title={refusal(trouble)} live={true}>
                    if bar.is_out_of_date() {
                        <Button onclick={&bar.onload}>{ words::saving::load() }</Button>
                    }
                </Banner>
            }
            <span class="soft small" id={WHY} role="status">{ says }</span>
            if bar.changes > 0 {
                <Button kind={Kind::Quiet} onclick={&bar.onback}>{ words::saving::take_back() }</Button>
            }
            <Button kind={Kind::Primary} {ready} onclick={&bar.onsave}>{ words::saving::save() }</Button>
        </div>
    }
}

/// Why something was not saved, and what to do about it.
pub(crate) fn refusal(trouble: &Trouble) -> &'static str {
    let Trouble::Refused(problem) = trouble else {
        return words::saving::unreachable();
    };
    match problem.code {
        ProblemCode::ChangedMeanwhile => words::saving::changed_meanwhile(),
        ProblemCode::NotFound => words::saving::gone(),
        ProblemCode::Forbidden | ProblemCode::SignedOut | ProblemCode::SecondFactorMissing => {
            words::saving::forbidden()
        }
        ProblemCode::ProofNeeded => words::saving::proof_needed(),
        ProblemCode::TooMany => words::saving::too_many(),
        ProblemCode::Full => words::saving::full(),
        ProblemCode::Conflict => words::saving::taken(),
        ProblemCode::LastAdministrator => words::provider::last_way(),
        ProblemCode::ProviderUntried => words::provider::untried(),
        ProblemCode::NoSender => words::own_email::no_sender(),
        ProblemCode::NotMailed => words::own_email::not_mailed(),
        ProblemCode::Malformed
        | ProblemCode::WrongCredentials
        | ProblemCode::SecondFactorNeeded
        | ProblemCode::MethodNotAllowed
        | ProblemCode::InUse
        | ProblemCode::LinkOver
        | ProblemCode::Sealed
        | ProblemCode::NotRetained
        | ProblemCode::Expired
        | ProblemCode::Deleted
        | ProblemCode::PasswordsOff
        | ProblemCode::ProviderRefused
        | ProblemCode::NotInvited
        | ProblemCode::SignInOver
        | ProblemCode::ProviderFailed
        | ProblemCode::VersionMissing
        | ProblemCode::Failed => words::saving::refused(),
    }
}

#[cfg(test)]
mod tests {
    use hushdesk_protocol::rest::Problem;
    use hushdesk_web::rendered::rendered;

    use super::*;

    fn bar(changes: usize, trouble: Option<Trouble>) -> Bar {
        Bar {
            changes,
            is_right: true,
            is_busy: false,
            trouble,
            onsave: Callback::noop(),
            onback: Callback::noop(),
            onload: Callback::noop(),
        }
    }

    fn texts(bar: Bar) -> String {
        rendered::<SaveBar>(SaveBarProps { bar }).text()
    }

    #[test]
    fn it_says_how_much_is_not_saved_and_takes_it_back() {
        assert!(texts(bar(2, None)).contains("2 changes"));
        assert!(texts(bar(2, None)).contains("Take back"));
        assert!(!texts(bar(0, None)).contains("Take back"));
    }

    #[test]
    fn who_comes_second_is_told_and_may_load_what_is_there() {
        let code = ProblemCode::ChangedMeanwhile;
        let refused = Trouble::Refused(Problem::new(code, String::new()));
        let says = texts(bar(1, Some(refused)));
        assert!(says.contains(words::saving::load()), "{says}");
        let unreachable = texts(bar(1, Some(Trouble::Unreachable)));
        assert!(!unreachable.contains(words::saving::load()));
    }
}
