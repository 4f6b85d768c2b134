//! `cargo xtask cost`: what a month costs. Each part of a library's day is done once at the local edge, all that the platform
//! bills of it is counted, and multiplied by how often it happens and by the public prices.

mod month;
mod prices;
mod usage;

use anyhow::Result;

use crate::workspace::Workspace;
use crate::{build, process, say};
use month::{DAYS, Day, Part};
use prices::{Meter, OBJECT_GIGABYTES, PLAN};
use usage::Usage;

/// Dollars that a month with these defaults may cost.
const GOAL: f64 = 10.0;

/// How much there is to do.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Chats a month
    #[arg(long, default_value_t = 200_000.0)]
    chats: f64,
    /// Texts a month, in all chats
    #[arg(long, default_value_t = 3_000_000.0)]
    texts: f64,
    /// Of a hundred chats so many are open, and kept for 30 days
    #[arg(long, default_value_t = 50.0)]
    open: f64,
    /// Of a hundred open chats so many are mailed
    #[arg(long, default_value_t = 2.0)]
    mailed: f64,
    /// Minutes that a chat lasts
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Operators at their desks, at any time
    #[arg(long, default_value_t = 16.0)]
    operators: f64,
    /// Hours a day in which they are
    #[arg(long, default_value_t = 24.0)]
    hours: f64,
    /// Queues, each with all operators
    #[arg(long, default_value_t = 1.0)]
    queues: f64,
    /// Pages that are looked at, at any time
    #[arg(long, default_value_t = 50.0)]
    pages: f64,
    /// Looks at history and statistics a month
    #[arg(long, default_value_t = 600.0)]
    looks: f64,
}

/// Counts, multiplies and prints.
pub(crate) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    build::worker(workspace)?;
    say::step("Doing each part of a day and counting", Some("4 min"));
    let mut cargo = workspace.cargo("run")?;
    cargo.args(["--quiet", "-p", "hushdesk-tests", "--example", "cost"]);
    let day = Day::read(&process::output(&mut cargo)?)?;
    let parts = month::parts(&day, options)?;
    print_parts(&parts);
    let nothing = Usage::default();
    let all = parts.iter().fold(nothing, |all, part| &all + &part.usage);
    print_bill(&all);
    print_sum(&all, options);
    Ok(())
}

fn print_parts(parts: &[Part]) {
    println!(
        "| a month | grows with | requests to the Worker | to objects | messages in | alarms | rows written | read | \
         GB-s | at list price |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for part in parts {
        let amount = |meter| rounded(part.usage.amount(meter));
        println!(
            "| {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            part.name,
            part.grows_with,
            amount(Meter::WorkerRequests),
            amount(Meter::ObjectRequests),
            rounded(part.usage.messages),
            rounded(part.usage.alarms),
            amount(Meter::RowsWritten),
            amount(Meter::RowsRead),
            amount(Meter::GigabyteSeconds),
            dollars(part.usage.listed()),
        );
    }
}

fn print_bill(all: &Usage) {
    println!("\n| billed | a month | included | dollars |\n|---|---|---|---|");
    for meter in Meter::ALL {
        let amount = all.amount(meter);
        println!(
            "| {} | {} | {} | {} |",
            meter.name(),
            rounded(amount),
            rounded(meter.included()),
            dollars(meter.billed(amount)),
        );
    }
}

fn print_sum(all: &Usage, load: &Options) {
    let sum = PLAN + all.billed();
    let verdict = if sum <= GOAL { "met" } else { "missed" };
    println!(
        "\n{} dollars a month with the plan's {PLAN}, which is {} a thousand chats. Goal: {GOAL}, {verdict}.",
        dollars(sum),
        dollars(sum / load.chats * 1e3),
    );
    // Of the queues, the directory and the archive.
    let always = (load.queues + 2.0) * load.hours * 3_600.0 * DAYS * OBJECT_GIGABYTES;
    let awake = all.amount(Meter::GigabyteSeconds);
    let more = Meter::GigabyteSeconds.billed(always) - Meter::GigabyteSeconds.billed(awake);
    println!(
        "Objects that could sleep are not billed. Were all of them billed for every second of these hours, it would be {} GB-s, \
         and {} dollars.",
        rounded(always),
        dollars(sum + more),
    );
}

fn dollars(value: f64) -> String {
    format!("{value:.2}")
}

/// As short as it can be told, with three digits.
fn rounded(value: f64) -> String {
    match value {
        value if value >= 1e9 => format!("{:.2} G", value / 1e9),
        value if value >= 1e6 => format!("{:.2} M", value / 1e6),
        value if value >= 1e3 => format!("{:.1} k", value / 1e3),
        value if value >= 10.0 || value <= 0.0 => format!("{value:.0}"),
        value => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> Day {
        let line = |part: &str, requests: u32, rows: u32| {
            let (read, archived) = if part == "history of few" {
                (30, 3)
            } else {
                (70, 7)
            };
            format!(
                "{{\"part\":\"{part}\",\"worker_requests\":{requests},\"processor_millis\":1,\"object_requests\":{requests},\
                 \"alarms\":0,\"messages\":{rows},\"closes\":0,\"rows_read\":{read},\"rows_written\":{rows},\"kv_reads\":0,\
                 \"kv_writes\":0,\"kv_deletes\":0,\"kv_lists\":0,\"awake_millis\":10,\"archived\":{archived}}}"
            )
        };
        let lines = [
            line("sealed 2", 4, 40),
            line("sealed 20", 4, 94),
            line("open 2", 3, 40),
            line("open 20", 3, 94),
            line("mail", 1, 5),
            line("running", 0, 2),
            line("waiting", 0, 2),
            line("shift", 8, 3),
            line("20 presences", 20, 0),
            line("history of few", 2, 0),
            line("history", 2, 0),
        ];
        Day::read(&lines.join("\n")).unwrap()
    }

    fn load() -> Options {
        Options {
            chats: 1_000.0,
            texts: 10_000.0,
            open: 0.0,
            mailed: 0.0,
            minutes: 10.0,
            operators: 2.0,
            hours: 24.0,
            queues: 1.0,
            pages: 1.0,
            looks: 10.0,
        }
    }

    fn amount(load: &Options, name: &str, meter: Meter) -> f64 {
        let parts = month::parts(&day(), load).unwrap();
        let part = parts.iter().find(|part| part.name == name).unwrap();
        part.usage.amount(meter).round()
    }

    #[test]
    fn chats_and_their_texts_are_told_apart() {
        let rows = |name| amount(&load(), name, Meter::RowsWritten);
        // 54 rows for 18 texts: 3 each, and 34 for a chat without any.
        assert_eq!(rows("texts of sealed chats"), 30_000.0);
        assert_eq!(rows("sealed chats without their texts"), 34_000.0);
        assert_eq!(rows("texts of open chats"), 0.0);
    }

    #[test]
    fn what_grows_with_one_thing_does_not_grow_with_another() {
        let polled = "pages that ask whether somebody is there";
        let of = |load: &Options| amount(load, polled, Meter::WorkerRequests);
        assert_eq!(of(&load()), 43_200.0);
        let pages = 3.0;
        assert_eq!(of(&Options { pages, ..load() }), 3.0 * 43_200.0);
        let (chats, texts) = (9.0, 9.0);
        let fewer = Options {
            chats,
            texts,
            ..load()
        };
        assert_eq!(of(&fewer), 43_200.0);
    }

    #[test]
    fn statistics_read_the_chats_of_two_months() {
        let looks = "looks at history and statistics";
        // Ten rows a chat, of 2,000 chats, ten times.
        assert_eq!(amount(&load(), looks, Meter::RowsRead), 200_000.0);
    }

    #[test]
    fn amounts_are_told_with_three_digits() {
        let told = [0.0, 0.254, 12.3, 4_321.0, 7_654_321.0, 25e9].map(rounded);
        assert_eq!(told, ["0", "0.25", "12", "4.3 k", "7.65 M", "25.00 G"]);
    }
}
