//! A chart in its card: what it shows in a sentence, the picture, the table behind it, and the table as a file.

use hushdesk_protocol::rest::{Endpoint, GetStatistics, GetStatisticsFile, Grouping, Statistics};
use hushdesk_texts::console as texts;
use hushdesk_web::api::{self, Trouble};
use yew::prelude::*;

use crate::components::{Button, Icon, Segments};
use crate::history::Wanted;
use crate::loaded::{Loaded, use_loaded_of};
use crate::periods::Days;
use crate::zone::zone;

/// Of which chats something is counted.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Of {
    /// What is wanted.
    pub(super) wanted: Wanted,
    /// On which days.
    pub(super) days: Days,
}

impl Of {
    /// What is asked for.
    pub(super) fn count(&self, by: Option<Grouping>) -> GetStatistics {
        self.wanted.count(&self.days, zone(), by)
    }

    /// The same of as many days before.
    pub(super) fn before(&self) -> Self {
        Self {
            wanted: self.wanted.clone(),
            days: self.days.before(),
        }
    }

    /// The same as a file.
    pub(super) fn file(&self, by: Option<Grouping>) -> GetStatisticsFile {
        self.wanted.count_file(&self.days, zone(), by)
    }
}

async fn counted(count: GetStatistics) -> Result<Statistics, Trouble> {
    api::ask(&count, &()).await
}

/// What was counted, and what counts again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    /// What has come.
    pub(super) counted: Loaded<Statistics>,
    /// Asks again.
    pub(super) again: Callback<()>,
}

/// Counts, and again whenever something else is to be counted.
#[hook]
pub(super) fn use_counted(of: &Of, by: Option<Grouping>) -> Asked {
    let (counted, again) = use_loaded_of(of.count(by), counted);
    Asked { counted, again }
}

impl Asked {
    /// What a card shows of it.
    pub(super) fn shows(&self, draw: impl FnOnce(&Statistics) -> Drawn) -> Shows {
        match &self.counted {
            Loaded::Coming => Shows::Coming,
            Loaded::Failed => Shows::Failed(self.again.clone()),
            Loaded::Here(counted) => Shows::Drawn(draw(counted)),
        }
    }
}

/// A picture and what says the same in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Drawn {
    /// What there is to be seen in it, in a sentence.
    pub(super) finding: String,
    /// The picture. Its `svg` is named by the chart's heading and described by its finding: see [`heading`] and [`finding`].
    pub(super) picture: Html,
    /// The table.
    pub(super) table: Html,
}

/// What a card shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shows {
    /// It is coming.
    Coming,
    /// It did not come.
    Failed(Callback<()>),
    /// This.
    Drawn(Drawn),
}

/// Which chart.
#[derive(Debug, Properties, PartialEq)]
pub(super) struct ChartProps {
    /// By what its parts are known in the page.
    pub(super) id: &'static str,
    /// What it is called.
    pub(super) title: &'static str,
    /// How much room it has: `third`, `two-thirds`, `wide`, or half of it.
    #[prop_or_default]
    pub(super) room: &'static str,
    /// Where its table is as a file.
    pub(super) file: String,
    /// What stands in it.
    pub(super) shows: Shows,
}

/// The id of a chart's heading.
pub(super) fn heading(id: &str) -> String {
    format!("{id}-title")
}

/// The id of the sentence that says what is to be seen in a chart.
pub(super) fn finding(id: &str) -> String {
    format!("{id}-finding")
}

const TABLE: &str = "table";
const CHART: &str = "chart";

/// The card.
#[component]
pub(super) fn Chart(props: &ChartProps) -> Html {
    let view = use_state(|| AttrValue::from(CHART));
    let ChartProps { id, title, .. } = props;
    let onchoose = {
        let view = view.setter();
        Callback::from(move |chosen| view.set(chosen))
    };
    let choices = vec![
        (CHART.into(), texts::statistics::chart().into()),
        (TABLE.into(), texts::statistics::table().into()),
    ];
    let (sentence, content) = match &props.shows {
        Shows::Coming => (String::new(), coming()),
        Shows::Failed(again) => (String::new(), failed(again)),
        Shows::Drawn(drawn) => (drawn.finding.clone(), shown(props, drawn, *view == TABLE)),
    };
    html! {
        <section class={classes!("card", "chart", props.room)} aria-labelledby={heading(id)}>
            <header>
                <div class="say">
                    <h2 id={heading(id)}>{ *title }</h2>
                    <p class="soft small" id={finding(id)}>{ sentence }</p>
                </div>
                <Segments group={format!("{id}-view")} label={texts::statistics::view(title)} {choices} chosen={(*view).clone()}
                    {onchoose} />
                <a class="button quiet square less" href={props.file.clone()} download={format!("{id}.csv")}
                    aria-label={texts::statistics::csv(title)} title={texts::statistics::csv(title)}>
                    { Icon::Download.less() }
                </a>
            </header>
            <div class="body">{ content }</div>
        </section>
    }
}

fn shown(props: &ChartProps, drawn: &Drawn, as_table: bool) -> Html {
    if as_table {
        return html! {
            <div class="as-table" role="region" tabindex="0" aria-label={texts::statistics::as_table(&props.title)}>
                <table class="table">
                    <caption class="unseen">{ props.title }</caption>
                    { drawn.table.clone() }
                </table>
            </div>
        };
    }
    html! {
        <div class="drawn" role="group" tabindex="0" aria-label={texts::statistics::drawn(&props.title)}>
            { drawn.picture.clone() }
        </div>
    }
}

/// As high as a picture, so that nothing jumps.
fn coming() -> Html {
    html! {
        <div class="drawn coming" aria-busy="true">
            <span class="unseen" role="status">{ texts::parts::loading() }</span>
            <span class="bone" aria-hidden="true"></span>
        </div>
    }
}

fn failed(again: &Callback<()>) -> Html {
    html! {
        <div class="stack" role="alert">
            <p>{ texts::statistics::not_loaded() }</p>
            <div><Button icon={Icon::Refresh} onclick={again}>{ texts::parts::try_again() }</Button></div>
        </div>
    }
}

/// The head of a table: the first column, and columns of numbers.
pub(super) fn head(first: &str, numbers: &[&'static str]) -> Html {
    html! {
        <thead><tr>
            <th scope="col">{ first }</th>
            { for numbers.iter().map(|name| html! { <th scope="col" class="num">{ *name }</th> }) }
        </tr></thead>
    }
}

/// A row of a table: what it is about, and numbers.
pub(super) fn row(key: &str, first: Html, numbers: Vec<String>) -> Html {
    html! {
        <tr key={key}>
            <th scope="row">{ first }</th>
            { for numbers.into_iter().map(|number| html! { <td class="num">{ number }</td> }) }
        </tr>
    }
}

/// The address of a file.
pub(super) fn address(of: &Of, by: Option<Grouping>) -> String {
    of.file(by).address()
}
