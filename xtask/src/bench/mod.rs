//! `cargo xtask bench`: what we make beside what others make, all in one run on this machine, in one table.

mod archive;
mod arithmetic;
mod log;
mod machine;
mod object;
mod otr;
mod pages;
mod table;

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::workspace::Workspace;
use table::Row;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The part that is measured; without it all of them
    part: Option<Part>,
    /// How often each measure is taken, of which the median counts [default: 9; of the queue's object and of the log 7, of
    /// the archive 101]
    #[arg(long, value_parser = clap::value_parser!(u32).range(3..))]
    runs: Option<u32>,
    /// Of the OTR engine: compares processor time in the place of elapsed time, for a machine that does other things too
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
    /// The queue: the machine by itself, and its object beside two small ones in JavaScript
    Queue,
    /// Lists and statistics of an archive of 500,000 chats
    Archive,
    /// What guest and operator wait for in their browsers, sealed beside open, and what they load
    Pages,
    /// Writing into a long log, in the console's page
    Log,
}

impl Part {
    fn measured(self, workspace: &Workspace, options: &Options) -> Result<Vec<Row>> {
        let runs = options.runs.unwrap_or(9);
        match self {
            Self::Otr => otr::measured(workspace, runs, options.cpu),
            Self::Arithmetic => arithmetic::measured(workspace, runs),
            Self::Queue => {
                let mut rows = machine::measured(workspace, runs)?;
                rows.extend(object::measured(workspace, options.runs.unwrap_or(7))?);
                Ok(rows)
            }
            Self::Archive => archive::measured(workspace, options.runs.unwrap_or(101)),
            Self::Pages => pages::measured(workspace, runs),
            Self::Log => log::measured(workspace, options.runs.unwrap_or(7)),
        }
    }
}

/// Measures, and prints the table: last, since builds print what they come to; and what there is of it if a part fails.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let all = <Part as clap::ValueEnum>::value_variants();
    let one = options.part.as_ref().map(std::slice::from_ref);
    let mut rows = Vec::new();
    let measured = one.unwrap_or(all).iter().try_for_each(|part| {
        rows.extend(part.measured(workspace, options)?);
        Ok(())
    });
    println!("{}", table::HEAD);
    for row in rows {
        println!("{row}");
    }
    measured
}

/// What a program prints: a JSON object a line. Nothing else may stand there.
fn read<'a, T: Deserialize<'a>>(printed: &'a str) -> impl Iterator<Item = Result<T>> {
    printed.lines().map(|line| {
        serde_json::from_str(line)
            .with_context(|| format!("something else than a measure was printed: {line}"))
    })
}

/// Values of runs, by what they are of.
#[derive(Debug)]
struct Runs<K>(BTreeMap<K, Vec<f64>>);

impl<K: Ord> Default for Runs<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Runs<K> {
    fn add(&mut self, of: K, values: impl IntoIterator<Item = f64>) {
        self.0.entry(of).or_default().extend(values);
    }

    /// All that there are; none, if nothing was measured of it.
    fn of(&self, of: &K) -> Vec<f64> {
        self.0.get(of).cloned().unwrap_or_default()
    }
}
