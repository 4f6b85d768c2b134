//! The queue without an object around it: how many events it takes in a second and how much memory a chat needs, with a
//! hundred chats, a thousand and ten thousand. Neither is to grow with them.

use anyhow::Result;
use serde::Deserialize;

use super::table::{Goal, Row, Unit};
use super::{Runs, read};
use crate::workspace::Workspace;
use crate::{process, say};

/// What grows by less does not grow: memory that is further away costs that much.
const GROWTH_MAX: f64 = 0.1;

/// What is measured, what it is called, and what of it would grow.
const BENCHES: [(&str, &str, Unit); 3] = [
    ("texts", "queue, events of texts", Unit::PerSecond),
    (
        "comings",
        "queue, events of chats that come and go",
        Unit::PerSecond,
    ),
    ("memory", "queue, memory of a chat", Unit::Bytes),
];

/// What the program prints for each run.
#[derive(Deserialize)]
struct Line {
    bench: String,
    chats: u32,
    value: f64,
}

/// Runs it.
pub(super) fn measured(workspace: &Workspace, runs: u32) -> Result<Vec<Row>> {
    say::step("Measuring the queue by itself", Some("1 min"));
    let mut cargo = workspace.cargo("run")?;
    cargo.args(["--quiet", "--release", "-p", "durable-queue"]);
    cargo.args(["--features", "many-chats", "--example", "bench", "--"]);
    let printed = process::output(cargo.arg(runs.to_string()))?;
    let mut values = Runs::default();
    let mut sizes = Vec::new();
    for line in read(&printed) {
        let Line {
            bench,
            chats,
            value,
        } = line?;
        if !sizes.contains(&chats) {
            sizes.push(chats);
        }
        values.add((bench, chats), [value]);
    }
    let mut rows = Vec::new();
    for (bench, title, unit) in BENCHES {
        let of = |chats: u32| values.of(&(bench.to_owned(), chats));
        rows.extend(sizes.iter().map(|chats| {
            Row::alone(
                format!("{title}, {chats} chats"),
                unit,
                of(*chats),
                Goal::None,
            )
        }));
        if let [few, .., many] = sizes.as_slice() {
            let growth = growth((*few, &of(*few)), (*many, &of(*many)), unit);
            let measure = format!("{title}: what one costs grows with the chats to the power of");
            rows.push(Row::alone(
                measure,
                Unit::Exponent,
                growth,
                Goal::AtMost(GROWTH_MAX),
            ));
        }
    }
    Ok(rows)
}

/// To which power of the chats the cost grows from few of them to many, run by run.
fn growth(few: (u32, &[f64]), many: (u32, &[f64]), unit: Unit) -> Vec<f64> {
    let times_as_many = f64::from(many.0) / f64::from(few.0);
    let pairs = few.1.iter().zip(many.1);
    pairs
        .map(|(few, many)| unit.times_as_good(*few, *many).ln() / times_as_many.ln())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_costs_ten_times_as_much_with_a_hundred_times_as_many_grows_with_the_root() {
        let of = |few: f64, many: f64, unit| growth((100, &[few]), (10_000, &[many]), unit);
        assert_eq!(of(5.0, 5.0, Unit::Bytes), [0.0]);
        let [growth] = of(50.0, 5.0, Unit::PerSecond)[..] else {
            panic!("one for each run");
        };
        assert!((growth - 0.5).abs() < 1e-9, "{growth}");
    }
}
