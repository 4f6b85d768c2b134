//! What is counted of chats: figures, and charts with a table behind each.

mod bars;
mod chart;
mod days;
mod figures;
mod geometry;
mod groups;
mod heat;
mod hours;
mod outcome;
mod page;
mod scale;
mod spreads;
mod staffing;
#[cfg(test)]
mod testing;

pub(crate) use page::StatisticsPage;
