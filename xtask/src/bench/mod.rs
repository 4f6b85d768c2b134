//! `cargo xtask bench`: what we make beside what others make, all in one run on this machine.

mod archive;
mod arithmetic;
mod log;
mod otr;
mod queue;
mod widget;

use anyhow::Result;

use crate::workspace::Workspace;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The part that is measured
    part: Part,
    /// How often each measure is taken, of which the median counts [default: 9; of the queue 5, of the log 3, of the archive 101]
    #[arg(long, value_parser = clap::value_parser!(u32).range(3..))]
    runs: Option<u32>,
    /// Compares processor time in the place of elapsed time: for a machine that does other things too
    #[arg(long)]
    cpu: bool,
}

/// A part that has a benchmark.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Part {
    /// The OTR engine, beside libotr and otr.js
    Otr,
    /// Its arithmetic, beside `crypto-bigint`
    Arithmetic,
    /// The queue's object, beside two small ones in JavaScript
    Queue,
    /// Writing into a long log, in the console's page
    Log,
    /// Opening the widget, from the press on its button to a field that one can write in
    Widget,
    /// Lists and statistics of an archive of 500,000 chats
    Archive,
}

/// Measures a part and prints a table.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    match options.part {
        Part::Otr => otr::run(workspace, options),
        Part::Arithmetic => arithmetic::run(workspace, options.runs.unwrap_or(9)),
        Part::Queue => queue::run(workspace, options),
        Part::Log => log::run(workspace, options.runs),
        Part::Widget => widget::run(workspace, options.runs),
        Part::Archive => archive::run(workspace, options.runs),
    }
}

fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// Three digits, or as many as there are before the point.
fn rounded(value: f64) -> String {
    match value {
        value if value >= 100.0 => format!("{value:.0}"),
        value if value >= 10.0 => format!("{value:.1}"),
        value => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_in_the_middle() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median(vec![]), None);
    }
}
