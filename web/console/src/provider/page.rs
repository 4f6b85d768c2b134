//! The page about how people sign in.

use hushdesk_protocol::rest::{GetPeople, PROVIDER_RETURN_PATH, Person, PersonState, Role};
use hushdesk_texts::console as words;
use hushdesk_web::api;
use yew::prelude::*;

use super::form::ProviderForm;
use crate::components::{
    Banner, Button, Choice, Code, Empty, Icon, Meaning, SaveBar, Section, Select, Skeleton,
    TextField, refusal, use_say,
};
use crate::dates;
use crate::desk::use_workplace;
use crate::document::origin;
use crate::draft::{Draft, Read, use_draft};
use crate::frame::PageHead;
use crate::loaded::use_loaded;

async fn people() -> Result<Vec<Person>, api::Trouble> {
    api::all(|after| GetPeople {
        after,
        search: None,
    })
    .await
}

/// Whether people sign in at a provider, at which, who is who there, and who keeps a password.
#[component]
pub(crate) fn IdentityProviderPage() -> Html {
    let draft = use_draft::<ProviderForm>(&());
    let (people, _) = use_loaded(people);
    let (say, workplace) = (use_say(), use_workplace());
    let is_by_provider = workplace.is_some_and(|it| it.session.provider.is_some());
    // What was typed as a secret is not left standing.
    let onsaved = {
        let load = draft.load();
        Callback::from(move |()| {
            say.emit(words::saving::done().into());
            load.emit(());
        })
    };
    let content = match draft.read() {
        Read::Coming => html! { <Skeleton label={words::parts::loading()} rows=4 /> },
        Read::Failed(trouble) => html! {
            <Empty icon={Icon::Alert} title={words::staff::not_loaded()} text={refusal(trouble)} bad={true}>
                <Button icon={Icon::Refresh} onclick={draft.load()}>{ words::parts::try_again() }</Button>
            </Empty>
        },
        Read::Here(form) => {
            let people = people.here().map(Vec::as_slice).unwrap_or_default();
            html! {
                <>
                    { whether(form, &draft) }
                    if form.is_on {
                        { which(form, &draft) }
                        { who(form, &draft) }
                        { passwords(form, &draft, people, is_by_provider) }
                    }
                    <SaveBar bar={draft.bar(&onsaved)} />
                </>
            }
        }
    };
    html! {
        <div class="page narrow">
            <PageHead title={words::places::provider()} lead={words::provider::lead()} />
            { content }
        </div>
    }
}

fn whether(form: &ProviderForm, draft: &Draft<ProviderForm>) -> Html {
    let choice = |is_on: bool, says: &'static str, help: &'static str| {
        let onchange = draft.on(move |form: &mut ProviderForm, _: bool| form.is_on = is_on);
        html! {
            <Choice group="provider-on" card={true} checked={form.is_on == is_on} {onchange} {help}><b>{ says }</b></Choice>
        }
    };
    let was_on = draft.saved().is_some_and(|saved| saved.is_on);
    html! {
        <Section title={words::provider::where_title()} lead={words::provider::where_lead()}>
            <fieldset class="two">
                <legend class="unseen">{ words::provider::where_title() }</legend>
                { choice(false, words::provider::here(), words::provider::here_help()) }
                { choice(true, words::provider::there(), words::provider::there_help()) }
            </fieldset>
            if was_on && !form.is_on {
                <Banner meaning={Meaning::Warn} title={words::provider::off()} more={words::provider::off_more()} live={true} />
            }
        </Section>
    }
}

fn which(form: &ProviderForm, draft: &Draft<ProviderForm>) -> Html {
    let set = |set: fn(&mut ProviderForm, String)| draft.on(set);
    let secret_help = match form.secret_since {
        Some(since) => words::provider::secret_there(&dates::day_and_time(since)),
        None => words::provider::secret_help().to_owned(),
    };
    let forget = draft.on(|form: &mut ProviderForm, forgets| form.forgets_secret = forgets);
    html! {
        <Section title={words::places::provider()} lead={words::provider::which_lead()}>
            <Code label={words::provider::redirect()} text={format!("{}{PROVIDER_RETURN_PATH}", origin())} />
            <p class="help">{ words::provider::redirect_help() }</p>
            <TextField id="provider-name" label={words::provider::name()} value={form.name.clone()} required={true}
                help={words::provider::name_help()} error={form.name().is_none().then(words::organisation::no_name)}
                onvalue={set(|form, name| form.name = name)} />
            <TextField id="provider-issuer" label={words::provider::issuer()} value={form.issuer.clone()} required={true}
                inputmode="url" verbatim={true} help={words::provider::issuer_help()}
                error={form.issuer().is_none().then(words::provider::no_issuer)}
                onvalue={set(|form, issuer| form.issuer = issuer)} />
            <TextField id="provider-client" label={words::provider::client()} value={form.client_id.clone()} required={true}
                verbatim={true} help={words::provider::client_help()}
                error={form.client_id().is_none().then(words::provider::no_client)}
                onvalue={set(|form, client| form.client_id = client)} />
            <TextField id="provider-secret" label={words::provider::secret()} value={form.secret.clone()} kind="password"
                verbatim={true} help={secret_help} error={form.secret().is_none().then(words::provider::no_secret)}
                onvalue={set(|form, secret| form.secret = secret)} />
            if form.secret_since.is_some() && form.secret.is_empty() {
                <Choice checked={form.forgets_secret} onchange={forget}>{ words::provider::forget_secret() }</Choice>
            }
        </Section>
    }
}

fn who(form: &ProviderForm, draft: &Draft<ProviderForm>) -> Html {
    html! {
        <Section title={words::provider::who_title()} lead={words::provider::who_lead()}>
            <TextField id="provider-claim" label={words::provider::claim()} value={form.claim.clone()} required={true}
                verbatim={true} help={words::provider::claim_help()}
                error={form.claim().is_none().then(words::provider::no_claim)}
                onvalue={draft.on(|form: &mut ProviderForm, claim| form.claim = claim)} />
        </Section>
    }
}

fn passwords(
    form: &ProviderForm,
    draft: &Draft<ProviderForm>,
    people: &[Person],
    is_by_provider: bool,
) -> Html {
    let administrators: Vec<_> = people.iter().filter(|person| may_keep(person)).collect();
    let first = administrators.first().map(|person| person.name.to_string());
    let is_off = !form.only.is_empty();
    let was_off = draft.saved().is_some_and(|saved| !saved.only.is_empty());
    let choice = |off: bool, says: &'static str, help: &'static str| {
        let only = if off { first.clone() } else { None };
        let only = only.unwrap_or_default();
        let onchange = draft.on(move |form: &mut ProviderForm, _: bool| form.only = only.clone());
        html! {
            <Choice group="provider-passwords" card={true} checked={is_off == off} {onchange} {help}><b>{ says }</b></Choice>
        }
    };
    let choices = administrators.iter().map(|person| {
        let name = AttrValue::from(person.name.to_string());
        (
            name.clone(),
            AttrValue::from(format!("{} ({name})", person.display)),
        )
    });
    html! {
        <Section title={words::provider::passwords_title()} lead={words::provider::passwords_lead()}>
            <fieldset class="two">
                <legend class="unseen">{ words::provider::passwords_title() }</legend>
                { choice(false, words::provider::everybody(), words::provider::everybody_help()) }
                { choice(true, words::provider::only(), words::provider::only_help()) }
            </fieldset>
            if is_off {
                <Select id="provider-only" label={words::provider::keeper()} choices={choices.collect::<Vec<_>>()}
                    chosen={form.only.clone()} help={words::provider::keeper_help()}
                    onchoose={draft.on(|form: &mut ProviderForm, name| form.only = name)} />
            }
            if is_off && !was_off && !is_by_provider {
                <Banner meaning={Meaning::Warn} title={words::provider::untried()} live={true} />
            } else if is_off && !was_off {
                <Banner meaning={Meaning::Warn} title={words::provider::signs_out()} live={true} />
            }
        </Section>
    }
}

/// Whether somebody can be the one who keeps their password. Whether they have one, the edge knows.
fn may_keep(person: &Person) -> bool {
    person.role == Role::Administrator && person.state == PersonState::Active
}
