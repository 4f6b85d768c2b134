//! The page about the organisation.

use hushdesk_protocol::rest::{GetPeople, Person, PersonState};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::form::OrganisationForm;
use super::test_mail::TestMail;
use crate::account::use_recheck;
use crate::components::{
    Banner, Button, Choice, Empty, Icon, Meaning, SaveBar, Section, Skeleton, TextField, refusal,
    use_say,
};
use crate::draft::{Draft, Read, use_draft};
use crate::frame::PageHead;
use crate::loaded::{Loaded, use_loaded};

async fn people() -> Result<Vec<Person>, api::Trouble> {
    api::all(|after| GetPeople {
        after,
        search: None,
    })
    .await
}

/// Its name, whether a second factor is required, and how long the audit log is kept.
#[component]
pub(crate) fn OrganisationPage() -> Html {
    let draft = use_draft::<OrganisationForm>(&());
    let (people, _) = use_loaded(people);
    let (say, recheck) = (use_say(), use_recheck());
    // Whoever requires a second factor without having one sets theirs up next.
    let onsaved = Callback::from(move |()| {
        say.emit(words::saving::done().into());
        recheck.emit(());
    });
    let lacking = match &people {
        Loaded::Here(people) => Some(people.iter().filter(|person| lacks(person)).count()),
        Loaded::Coming | Loaded::Failed => None,
    };
    let content = match draft.read() {
        Read::Coming => html! { <Skeleton label={words::parts::loading()} rows=4 /> },
        Read::Failed(trouble) => html! {
            <Empty icon={Icon::Alert} title={words::staff::not_loaded()} text={refusal(trouble)} bad={true}>
                <Button icon={Icon::Refresh} onclick={draft.load()}>{ words::parts::try_again() }</Button>
            </Empty>
        },
        Read::Here(form) => html! {
            <>
                { name(form, &draft) }
                { second_factor(form, &draft, lacking) }
                { mail(form, &draft) }
                { log(form, &draft) }
                <SaveBar bar={draft.bar(&onsaved)} />
            </>
        },
    };
    html! {
        <div class="page narrow">
            <PageHead title={words::places::general()} lead={words::organisation::lead()} />
            { content }
        </div>
    }
}

/// Whether somebody would have to set a second factor up.
fn lacks(person: &Person) -> bool {
    person.state == PersonState::Active && !person.second_factor
}

fn name(form: &OrganisationForm, draft: &Draft<OrganisationForm>) -> Html {
    let error = form.name().is_none().then(words::organisation::no_name);
    html! {
        <Section title={words::organisation::name()}>
            <TextField id="organisation-name" label={words::organisation::name()} value={form.name.clone()} required={true}
                help={words::organisation::name_help()} {error} autocomplete="organization"
                onvalue={draft.on(|form: &mut OrganisationForm, name| form.name = name)} />
        </Section>
    }
}

fn second_factor(
    form: &OrganisationForm,
    draft: &Draft<OrganisationForm>,
    lacking: Option<usize>,
) -> Html {
    let was_required = draft
        .saved()
        .is_some_and(|saved| saved.second_factor_required);
    let choose = |required: bool| {
        draft.on(move |form: &mut OrganisationForm, _: bool| form.second_factor_required = required)
    };
    let choice = |required: bool, says: &'static str, help: &'static str| {
        html! {
            <Choice group="second-factor" card={true} checked={form.second_factor_required == required}
                onchange={choose(required)} {help}><b>{ says }</b></Choice>
        }
    };
    let follows = (form.second_factor_required && !was_required)
        .then_some(lacking)
        .flatten();
    html! {
        <Section title={words::factor::title()} lead={words::organisation::factor_lead()}>
            <fieldset class="two">
                <legend class="unseen">{ words::factor::title() }</legend>
                { choice(false, words::organisation::optional(), words::organisation::optional_help()) }
                { choice(true, words::organisation::required(), words::organisation::required_help()) }
            </fieldset>
            if let Some(lacking) = follows {
                <Banner meaning={if lacking == 0 { Meaning::Good } else { Meaning::Warn }}
                    title={words::organisation::lacking(lacking)} more={words::organisation::lacking_more()} live={true} />
            }
        </Section>
    }
}

fn mail(form: &OrganisationForm, draft: &Draft<OrganisationForm>) -> Html {
    let error = form.mails_from().is_none().then(words::mails::wrong);
    let is_set = draft
        .saved()
        .is_some_and(|saved| saved.mails_from().flatten().is_some());
    html! {
        <Section title={words::own_email::title()} lead={words::organisation::mail_lead()}>
            <TextField id="mails-from" label={words::organisation::mails_from()} value={form.mails_from.clone()} kind="email"
                verbatim={true} help={words::organisation::mails_from_help()} {error}
                onvalue={draft.on(|form: &mut OrganisationForm, address| form.mails_from = address)} />
            if is_set {
                <TestMail />
            }
        </Section>
    }
}

fn log(form: &OrganisationForm, draft: &Draft<OrganisationForm>) -> Html {
    let days = form.audit_days();
    let before = draft.saved().and_then(OrganisationForm::audit_days);
    let is_shorter = days.zip(before).is_some_and(|(days, before)| days < before);
    let error = days.is_none().then(words::organisation::no_days);
    html! {
        <Section title={words::places::audit()} lead={words::organisation::log_lead()}>
            <TextField id="audit-days" label={words::organisation::days()} value={form.audit_days.clone()} required={true}
                inputmode="numeric" help={words::organisation::days_help()} {error}
                onvalue={draft.on(|form: &mut OrganisationForm, days| form.audit_days = days)} />
            if is_shorter {
                <Banner meaning={Meaning::Warn} title={words::organisation::shorter()} live={true} />
            }
        </Section>
    }
}
