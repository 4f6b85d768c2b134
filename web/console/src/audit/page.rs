//! The page of the audit log.

use hushdesk_protocol::ids::Timestamp;
use hushdesk_protocol::rest::{
    AuditEntry, Day, Endpoint, GetAudit, GetOrganisation, GetPeople, Organisation, Page, Person,
};
use hushdesk_texts::console as texts;
use hushdesk_web::{ambient, api};
use js_sys::Date;
use yew::prelude::*;
use yew_router::prelude::*;

use super::filters::Filters;
use super::table::Entries;
use super::wanted::Wanted;
use crate::components::{Button, Empty, Icon};
use crate::frame::PageHead;
use crate::loaded::{Loaded, use_loaded, use_loaded_of};
use crate::route::Route;

/// Who can have done something, and how long that is known.
async fn about() -> Result<(Vec<Person>, Organisation), api::Trouble> {
    let people = api::all(|after| GetPeople {
        after,
        search: None,
    })
    .await?;
    let organisation = api::ask(&GetOrganisation {}, &()).await?;
    Ok((people, organisation))
}

async fn entries(wanted: Wanted) -> Result<Page<AuditEntry>, api::Trouble> {
    let question: GetAudit = wanted.question(midnight);
    api::ask(&question, &()).await
}

/// When a day begins here.
fn midnight(day: &Day) -> Option<Timestamp> {
    ambient::moment(Date::new(&format!("{}T00:00", day.as_str()).into()).get_time())
}

/// What narrows it down, the entries, and the way to older and newer ones.
#[component]
pub(crate) fn AuditPage() -> Html {
    let (navigator, location) = (use_navigator(), use_location());
    let wanted = location.and_then(|location| location.query::<Wanted>().ok());
    let wanted = wanted.unwrap_or_default();
    let (about, _) = use_loaded(about);
    let (entries, again) = use_loaded_of(wanted.clone(), entries);
    let onwant = Callback::from(move |wanted: Wanted| {
        if let Some(navigator) = &navigator {
            // Plain texts can always be written as a query.
            let _gone = navigator.push_with_query(&Route::Audit, wanted);
        }
    });
    let (people, lead) = match &about {
        Loaded::Here(about) => {
            let days = usize::try_from(about.1.audit_days).unwrap_or(usize::MAX);
            (about.0.clone(), texts::audit::lead(days))
        }
        Loaded::Coming | Loaded::Failed => (vec![], String::new()),
    };
    let content = entries.draw(8, texts::audit::not_loaded(), &again, |page| {
        html! { <>{ table(page, people.clone()) }{ pager(page, &wanted, &onwant) }</> }
    });
    html! {
        <div class="page">
            <PageHead title={texts::audit::title()} {lead}>
                <a class="button" href={wanted.file(midnight).address()} download="audit.csv">
                    { Icon::Download.draw() }{ texts::audit::csv() }
                </a>
            </PageHead>
            <Filters {wanted} {people} {onwant} />
            { content }
        </div>
    }
}

fn table(page: &Page<AuditEntry>, people: Vec<Person>) -> Html {
    if page.items.is_empty() {
        return html! { <Empty icon={Icon::Search} title={texts::audit::nothing_found()} /> };
    }
    let entries = page.items.clone();
    let first = entries.first().map_or(0, |entry| entry.number);
    html! { <Entries key={first} {entries} {people} /> }
}

fn pager(page: &Page<AuditEntry>, wanted: &Wanted, onwant: &Callback<Wanted>) -> Html {
    let go = |to: Wanted| onwant.reform(move |()| to.clone());
    let older = page.next.as_ref().map(|next| wanted.older(next));
    html! {
        <nav class="row" aria-label={texts::audit::pages()}>
            if let Some(newer) = wanted.newer() {
                <Button icon={Icon::Up} onclick={go(newer)}>{ texts::audit::newer() }</Button>
            }
            if let Some(older) = older {
                <Button icon={Icon::Down} onclick={go(older)}>{ texts::audit::older() }</Button>
            }
        </nav>
    }
}
