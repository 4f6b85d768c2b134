//! The page of one queue.

use hushdesk_protocol::ids::{OperatorName, QueueName};
use hushdesk_protocol::rest::{Duty, GetQueues, QueueListing};
use hushdesk_texts::console as words;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use super::form::QueueForm;
use super::page::snippet;
use super::people::QueuePeople;
use super::profile::{ProfileForm, ProfileSections};
use super::settings::{QueueSettingsSections, SettingsForm};
use crate::components::{SaveBar, Section, Skeleton, Tabs, TextField, use_say};
use crate::draft::{Draft, Read, use_draft};
use crate::frame::PageHead;
use crate::loaded::{Loaded, use_loaded};
use crate::not_read::NotRead;
use crate::route::Route;

/// Which.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct QueuePageProps {
    pub(crate) queue: QueueName,
}

async fn listings() -> Result<Vec<QueueListing>, Trouble> {
    api::all(|after| GetQueues { after }).await
}

/// Its settings, its profile and its people, and one bar that saves all of it.
#[component]
pub(crate) fn QueuePage(props: &QueuePageProps) -> Html {
    let (listings, _) = use_loaded(listings);
    let queue = use_draft::<QueueForm>(&props.queue);
    let settings = use_draft::<SettingsForm>(&props.queue);
    let profile = use_draft::<ProfileForm>(&props.queue);
    let tab = use_state(|| 0_usize);
    let say = use_say();
    let (form, set, known) = match (queue.read(), settings.read(), profile.read()) {
        (Read::Here(form), Read::Here(set), Read::Here(known)) => {
            (form.clone(), set.clone(), known.clone())
        }
        (Read::Failed(trouble), _, _)
        | (_, Read::Failed(trouble), _)
        | (_, _, Read::Failed(trouble)) => {
            let again = [queue.load(), settings.load(), profile.load()];
            return failed(&props.queue, trouble, again);
        }
        (Read::Coming, _, _) | (_, Read::Coming, _) | (_, _, Read::Coming) => {
            return html! {
                <div class="page">
                    <PageHead title={props.queue.to_string()} lead="" />
                    <Skeleton label={words::parts::loading()} rows=6 />
                </div>
            };
        }
    };
    let onsaved = say.reform(|()| words::saving::done().into());
    let changes = [queue.changes(), settings.changes(), profile.changes()];
    let [onqueue, onset, onprofile] = told_once(changes, &onsaved);
    let bar = queue
        .bar(&onqueue)
        .and(settings.bar(&onset))
        .and(profile.bar(&onprofile));
    let names = [
        words::queue::settings().to_owned(),
        words::queue::people(form.people.len()),
        words::queue::profile().to_owned(),
    ];
    let title = queue.saved().map(|it| it.title.clone());
    let shown = match *tab {
        0 => html! {
            <>
                { name(&props.queue, &form, &queue) }
                <QueueSettingsSections form={set} draft={settings.clone()} />
                { snippets(&form) }
            </>
        },
        1 => people(form, &queue),
        _ => {
            let onvalue = profile.on(|form: &mut ProfileForm, text| form.text = text);
            html! { <ProfileSections form={known} {onvalue} /> }
        }
    };
    html! {
        <div class="page">
            <PageHead title={title.unwrap_or_default()} lead={lead(&listings, &props.queue)} />
            <Tabs id="queue" label={words::queue::parts()} names={names.map(AttrValue::from).to_vec()} chosen={*tab}
                onchoose={let tab = tab.setter(); move |place| tab.set(place)}>
                { shown }
            </Tabs>
            <SaveBar {bar} />
        </div>
    }
}

/// Whether somebody answers there now.
fn lead(listings: &Loaded<Vec<QueueListing>>, queue: &QueueName) -> &'static str {
    let listing = match listings {
        Loaded::Here(listings) => listings.iter().find(|it| it.name == *queue),
        Loaded::Coming | Loaded::Failed => None,
    };
    match listing.map(|it| it.staffed) {
        Some(true) => words::queue::is_staffed(),
        Some(false) => words::queue::is_not_staffed(),
        None => "",
    }
}

/// Whoever saves several at once is told so once, with the last of those that are other than they were.
fn told_once(changes: [usize; 3], onsaved: &Callback<()>) -> [Callback<()>; 3] {
    let last = changes.iter().rposition(|changes| *changes > 0);
    std::array::from_fn(|place| {
        if last == Some(place) {
            onsaved.clone()
        } else {
            Callback::noop()
        }
    })
}

fn failed(name: &QueueName, trouble: &Trouble, again: [Callback<()>; 3]) -> Html {
    let again = Callback::from(move |()| again.iter().for_each(|again| again.emit(())));
    html! {
        <NotRead name={name.to_string()} trouble={trouble.clone()} gone={words::queue::gone()} all={Route::Queues}
            to_all={words::queue::to_all()} onagain={again} />
    }
}

fn name(queue: &QueueName, form: &QueueForm, draft: &Draft<QueueForm>) -> Html {
    let is_wrong = form.title().is_none();
    html! {
        <Section title={words::queues::title()} lead={words::queues::title_help()}>
            <div class="two">
                <TextField id="title" label={words::queues::title()} value={form.title.clone()} required={true}
                    onvalue={draft.on(|form: &mut QueueForm, title| form.title = title)}
                    error={is_wrong.then_some(words::queues::no_title())} />
                <TextField id="name" label={words::queues::name()} value={queue.to_string()} verbatim={true} readonly={true}
                    help={words::queue::name_stays()} />
            </div>
        </Section>
    }
}

fn snippets(form: &QueueForm) -> Html {
    html! {
        <Section title={words::places::snippets()} lead={words::queue::snippets_lead()}>
            if form.snippets.is_empty() {
                <p class="soft">{ words::queue::no_snippets() }</p>
            } else {
                <ul>{ for form.snippets.iter().map(snippet) }</ul>
            }
        </Section>
    }
}

fn people(form: QueueForm, draft: &Draft<QueueForm>) -> Html {
    let onadd = draft.on(
        |form: &mut QueueForm, (person, display): (OperatorName, String)| {
            form.add(person, display);
        },
    );
    let onremove = draft.on(|form: &mut QueueForm, person: OperatorName| form.remove(&person));
    let onset = draft.on(
        |form: &mut QueueForm, (person, duty, on): (OperatorName, Duty, bool)| {
            form.set(&person, duty, on);
        },
    );
    html! { <QueuePeople {form} {onadd} {onremove} {onset} /> }
}
