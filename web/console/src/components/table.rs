//! Tables. The head stays in sight; on phones rows become cards, in which each value has the name of its column.

use yew::prelude::*;

use super::icon::Icon;

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    /// Its name.
    pub(crate) name: AttrValue,
    /// What stands in it.
    pub(crate) kind: ColumnKind,
    /// How the rows can be put in order by it; none if they cannot.
    pub(crate) order: Option<Order>,
}

/// What stands in a column.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum ColumnKind {
    /// What the row is about.
    Head,
    /// Words.
    Text,
    /// Words that are left out where there is little room.
    Aside,
    /// Numbers.
    Number,
    /// What can be done with the row. Its name is not seen.
    Acts,
}

/// How rows are in order by a column.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Order {
    /// They are not, and can be.
    None,
    /// From the first to the last.
    Up,
    /// From the last to the first.
    Down,
}

impl Column {
    /// A column by which nothing is put in order.
    pub(crate) fn new(name: impl Into<AttrValue>, kind: ColumnKind) -> Self {
        let name = name.into();
        Self {
            name,
            kind,
            order: None,
        }
    }

    /// One by which the rows can be put in order.
    pub(crate) fn ordered(mut self, order: Order) -> Self {
        self.order = Some(order);
        self
    }
}

/// A row: what it is told by, and what stands in each column.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    /// By what it is told from all others.
    pub(crate) key: String,
    /// A value for each column.
    pub(crate) cells: Vec<Html>,
}

/// Columns and rows.
#[derive(Debug, Properties, PartialEq)]
pub(crate) struct TableProps {
    /// What it is a table of, for screen readers.
    pub(crate) caption: AttrValue,
    /// The columns.
    pub(crate) columns: Vec<Column>,
    /// The rows.
    pub(crate) rows: Vec<Row>,
    /// The rows are to be put in order by the column at this place.
    #[prop_or_default]
    pub(crate) onorder: Callback<usize>,
}

/// A table. Its roles are said once more, for a browser forgets them where rows are cards.
#[component]
pub(crate) fn Table(props: &TableProps) -> Html {
    html! {
        <div class="table-box">
            <table class="table cards" role="table">
                <caption class="unseen">{ &props.caption }</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        { for props.columns.iter().enumerate().map(|(place, column)| head(place, column, &props.onorder)) }
                    </tr>
                </thead>
                <tbody role="rowgroup">
                    for row in &props.rows {
                        <tr key={row.key.as_str()} role="row">
                            { for props.columns.iter().zip(&row.cells).map(|(column, value)| cell(column, value)) }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn head(place: usize, column: &Column, onorder: &Callback<usize>) -> Html {
    let class = column.kind.class();
    let Some(order) = column.order else {
        let unseen = (column.kind == ColumnKind::Acts).then_some("unseen");
        return html! {
            <th key={place} role="columnheader" scope="col" {class}><span class={unseen}>{ &column.name }</span></th>
        };
    };
    let (sort, icon) = match order {
        Order::None => (None, Icon::Sort),
        Order::Up => (Some("ascending"), Icon::Up),
        Order::Down => (Some("descending"), Icon::Down),
    };
    html! {
        <th key={place} role="columnheader" scope="col" {class} aria-sort={sort}>
            <button type="button" class="sort" onclick={onorder.reform(move |_: MouseEvent| place)}>
                { &column.name }{ icon.draw() }
            </button>
        </th>
    }
}

fn cell(column: &Column, value: &Html) -> Html {
    let class = column.kind.class();
    match column.kind {
        ColumnKind::Head => html! { <th role="rowheader" scope="row">{ value.clone() }</th> },
        ColumnKind::Acts => html! { <td role="cell" {class}>{ value.clone() }</td> },
        ColumnKind::Text | ColumnKind::Aside | ColumnKind::Number => html! {
            <td role="cell" {class} data-label={&column.name}><span>{ value.clone() }</span></td>
        },
    }
}

impl ColumnKind {
    const fn class(self) -> Option<&'static str> {
        match self {
            Self::Head | Self::Text => None,
            Self::Aside => Some("wide-page"),
            Self::Number => Some("num"),
            Self::Acts => Some("act"),
        }
    }
}
