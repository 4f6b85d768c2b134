//! The page with the list of chats.

use std::collections::{BTreeMap, BTreeSet};

use hushdesk_protocol::ids::ChatId;
use hushdesk_protocol::rest::{ChatRow, Day, Endpoint, Grouping, Page};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;
use yew_router::prelude::*;

use super::bulk::{BulkDialog, BulkProgress, use_bulk_works};
use super::chosen::{Choose, Chosen};
use super::filters::{Filters, Narrows};
use super::known::{Known, use_known};
use super::table::Chats;
use super::wanted::Wanted;
use crate::components::{Button, Empty, Icon, Kind};
use crate::frame::PageHead;
use crate::loaded::{Loaded, use_loaded_of};
use crate::periods::{Days, Preset, today};
use crate::route::Route;
use crate::{days, zone};

async fn chats(wanted: Wanted) -> Result<Page<ChatRow>, Trouble> {
    api::ask(&wanted.list(zone::zone()), &()).await
}

/// How many chats each of these days has, of those that are wanted.
async fn counts(asked: (Wanted, Option<Days>)) -> Result<BTreeMap<String, u32>, Trouble> {
    let (wanted, Some(days)) = asked else {
        return Ok(BTreeMap::new());
    };
    // Statistics know of no words.
    if !wanted.words.is_empty() {
        return Ok(BTreeMap::new());
    }
    let count = wanted.count(&days, zone::zone(), Some(Grouping::Day));
    let groups = api::ask(&count, &()).await?.groups.into_iter();
    Ok(groups
        .filter_map(|group| Some((group.key?, group.figures.chats)))
        .collect())
}

/// What chats were about in the last year.
async fn categories(today: Day) -> Result<Vec<String>, Trouble> {
    let Some(year) = Preset::Year.days(&today) else {
        return Ok(vec![]);
    };
    let count = Wanted::default().count(&year, zone::zone(), Some(Grouping::Category));
    let groups = api::ask(&count, &()).await?.groups.into_iter();
    Ok(groups.filter_map(|group| group.key).collect())
}

/// What chats were about, to be chosen from.
#[hook]
pub(crate) fn use_categories(today: &Day) -> Vec<String> {
    match use_loaded_of(today.clone(), categories).0 {
        Loaded::Here(categories) => (*categories).clone(),
        Loaded::Coming | Loaded::Failed => vec![],
    }
}

/// What the address says is wanted, and what goes to an address at which something else is.
#[hook]
pub(crate) fn use_wanted(route: Route) -> (Wanted, Callback<Wanted>) {
    let (navigator, location) = (use_navigator(), use_location());
    let wanted = location.and_then(|location| location.query::<Wanted>().ok());
    let onwant = Callback::from(move |wanted: Wanted| {
        if let Some(navigator) = &navigator {
            // Plain texts can always be written as a query.
            let _gone = navigator.push_with_query(&route, wanted);
        }
    });
    (wanted.unwrap_or_default(), onwant)
}

/// What narrows it down, the chats, and the way to earlier and later ones.
#[component]
pub(crate) fn HistoryPage() -> Html {
    let (wanted, onwant) = use_wanted(Route::History);
    let known = use_known();
    let today = today();
    let categories = use_categories(&today);
    let (chats, again) = use_loaded_of(wanted.clone(), chats);
    let (counts, count_again) = use_loaded_of((wanted.clone(), days_of(&chats)), counts);
    let counts = match counts {
        Loaded::Here(counts) => (*counts).clone(),
        Loaded::Coming | Loaded::Failed => BTreeMap::new(),
    };
    let onagain = Callback::from({
        let again = again.clone();
        move |()| {
            again.emit(());
            count_again.emit(());
        }
    });
    let chosen = use_reducer_eq(Chosen::default);
    use_effect_with(wanted.clone(), {
        let chosen = chosen.dispatcher();
        move |_| chosen.dispatch(Choose::Nothing)
    });
    let asks = use_state_eq(|| None::<Vec<ChatId>>);
    let (works, look) = use_bulk_works(known.sees_all);
    let ask = |chats: Vec<ChatId>| {
        let asks = asks.setter();
        Callback::from(move |()| asks.set(Some(chats.clone())))
    };
    let onchoose = {
        let chosen = chosen.dispatcher();
        Callback::from(move |choose| chosen.dispatch(choose))
    };
    let ondone = {
        let (again, onchoose) = (onagain.clone(), onchoose.clone());
        Callback::from(move |()| {
            onchoose.emit(Choose::Nothing);
            again.emit(());
        })
    };
    let onclose = {
        let (asks, look) = (asks.setter(), look.clone());
        Callback::from(move |()| {
            asks.set(None);
            look.emit(());
        })
    };
    let onover = {
        let (look, ondone) = (look, ondone.clone());
        Callback::from(move |()| {
            look.emit(());
            ondone.emit(());
        })
    };
    let chosen = chosen.ids();
    let content = chats.draw(8, texts::history::not_loaded(), &again, |page| {
        let table = table(page, &wanted, &known, (counts, chosen, &onchoose));
        html! { <>{ table }{ pager(page, &wanted, &onwant) }</> }
    });
    let choose_none = onchoose.reform(|()| Choose::Nothing);
    let lead = if known.sees_all {
        texts::history::lead_all()
    } else {
        texts::history::lead_own()
    };
    html! {
        <div class="page">
            <PageHead title={texts::history::title()} {lead}>
                <Button kind={Kind::Quiet} icon={Icon::Refresh} onclick={onagain}>{ texts::history::refresh() }</Button>
                <a class="button" href={wanted.list_file(zone::zone()).address()} download="history.csv"
                    title={texts::history::csv_more()}>
                    { Icon::Download.draw() }{ texts::audit::csv() }
                </a>
                <Button icon={Icon::History} onclick={ask(vec![])}>{ texts::bulk::open() }</Button>
            </PageHead>
            <Filters narrows={Narrows::List} wanted={wanted.clone()} known={known.clone()} {today} {categories} {onwant} />
            if let (Some(act), None) = (works, &*asks) {
                <BulkProgress {act} {onover} />
            }
            if !chosen.is_empty() {
                <div class="toolbar">
                    <Button kind={Kind::Tinted} onclick={ask(chosen.iter().cloned().collect())}>
                        { texts::bulk::with_chosen(chosen.len()) }
                    </Button>
                    <Button kind={Kind::Quiet} onclick={choose_none}>{ texts::bulk::choose_none() }</Button>
                </div>
            }
            { content }
            if let Some(chosen) = &*asks {
                <BulkDialog {wanted} chosen={chosen.clone()} {known} {onclose} {ondone} />
            }
            <p class="soft small">{ zone::in_words() }</p>
        </div>
    }
}

/// The days of the chats on this page of the list; none if they are too many to be counted.
fn days_of(chats: &Loaded<Page<ChatRow>>) -> Option<Days> {
    let Loaded::Here(page) = chats else {
        return None;
    };
    let day = |row: &ChatRow| Some(days::value_of(row.started));
    let (last, first) = (day(page.items.first()?)?, day(page.items.last()?)?);
    let until = Day::try_from(last.clone()).ok()?;
    Days::counted(&first, &last, &until).ok()
}

fn table(
    page: &Page<ChatRow>,
    wanted: &Wanted,
    known: &Known,
    (counts, chosen, onchoose): (BTreeMap<String, u32>, &BTreeSet<ChatId>, &Callback<Choose>),
) -> Html {
    if !page.items.is_empty() {
        return html! {
            <Chats chats={page.items.clone()} known={known.clone()} {counts} chosen={chosen.clone()} {onchoose} />
        };
    }
    if wanted.is_all() {
        return html! {
            <Empty icon={Icon::History} title={texts::history::none_yet()} text={texts::history::none_yet_more()} />
        };
    }
    html! {
        <Empty icon={Icon::Search} title={texts::history::nothing_found()} text={texts::history::nothing_found_more()} />
    }
}

fn pager(page: &Page<ChatRow>, wanted: &Wanted, onwant: &Callback<Wanted>) -> Html {
    let go = |to: Wanted| onwant.reform(move |()| to.clone());
    let earlier = page.next.as_ref().map(|next| wanted.earlier(next));
    html! {
        <nav class="row" aria-label={texts::history::pages()}>
            if let Some(later) = wanted.later() {
                <Button icon={Icon::Up} onclick={go(later)}>{ texts::history::later() }</Button>
            }
            if let Some(earlier) = earlier {
                <Button icon={Icon::Down} onclick={go(earlier)}>{ texts::history::earlier() }</Button>
            }
        </nav>
    }
}
