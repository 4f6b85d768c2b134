//! `cargo xtask bench queue`: the queue's object beside two of JavaScript, on the same runtime, over real sockets.
//!
//! One of them hands texts on and keeps nothing: the platform's floor. The other stores each before it sends it and
//! deletes it when it is acknowledged: the least that an honest queue does, and what ours is held against. In each round
//! all three take their turn, so that whatever else the machine does falls on all of them.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::{Options, median, rounded};
use crate::process::Group;
use crate::workspace::Workspace;
use crate::{build, files, process, say};

/// How often each measure is taken.
const RUNS: u32 = 5;

/// How many chats there are, and how many texts each end of one writes.
const LOADS: [(u32, u32); 4] = [(2, 200), (10, 150), (100, 40), (400, 15)];

/// The same, before anything is measured.
const WARM: (u32, u32) = (100, 150);

/// How many times as much as the storing object ours is to deliver.
const GOAL: f64 = 1.0;

/// How long a server may take until it answers.
const START_MAX: Duration = Duration::from_secs(90);

/// How often it is asked until then.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// The secret that lets the load set up a library.
const SETUP_CODE: &str = "the-setup-code-of-a-benchmark";

/// An object that is measured.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Kind {
    Bare,
    Storing,
    Hushdesk,
}

const KINDS: [Kind; 3] = [Kind::Bare, Kind::Storing, Kind::Hushdesk];

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Storing => "storing",
            Self::Hushdesk => "hushdesk",
        }
    }
}

/// What the load prints.
#[derive(Clone, Deserialize)]
struct Measure {
    chats: u32,
    /// Deliveries a second.
    deliveries: f64,
    /// Milliseconds of processor time for each.
    cpu: f64,
    /// How many milliseconds a text takes under load: the median, and what 99 of 100 stay below.
    loaded: f64,
    loaded_99: f64,
    /// The same when there is no other text: the median.
    rest: f64,
}

/// Builds, starts the three servers, lets them take their turns and prints the table.
pub(super) fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    build::worker(workspace)?;
    let folder = workspace.built("queue_bench");
    files::remove_folder(&folder)?;
    let servers = KINDS
        .into_iter()
        .map(|kind| Server::start(workspace, kind, &folder.join(kind.name())))
        .collect::<Result<Vec<_>>>()?;
    say::step("Warming up", Some("1 min"));
    for server in &servers {
        // The engine compiles what runs often once more, and better.
        let (chats, texts) = WARM;
        server.measure(workspace, chats, texts)?;
    }
    let mut measures: Vec<(Kind, Measure)> = Vec::new();
    for round in 1..=options.runs.unwrap_or(RUNS) {
        say::step(&format!("Round {round}"), Some("1 min"));
        for (chats, texts) in LOADS {
            for server in &servers {
                measures.push((server.kind, server.measure(workspace, chats, texts)?));
            }
        }
    }
    print_table(&measures, options.cpu);
    Ok(())
}

/// A server with one object.
struct Server {
    kind: Kind,
    group: Group,
    port: u16,
}

impl Server {
    fn start(workspace: &Workspace, kind: Kind, folder: &Path) -> Result<Self> {
        say::step(&format!("Starting {}", kind.name()), Some("5 s"));
        files::make_folder(&folder.join("site"))?;
        let port = free_port()?;
        let log = std::fs::File::create(folder.join("server.log"))
            .with_context(|| format!("{} cannot be written to", folder.display()))?;
        let mut wrangler = wrangler(workspace, kind, folder)?;
        wrangler.arg("--port").arg(port.to_string());
        wrangler.stdout(log.try_clone()?).stderr(log);
        let group = Group::start(&mut wrangler)?;
        let mut server = Self { kind, group, port };
        server.wait_until_it_answers()?;
        Ok(server)
    }

    fn origin(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_MAX;
        let path = match self.kind {
            Kind::Bare | Kind::Storing => "",
            Kind::Hushdesk => "/api/v1/session",
        };
        // Any answer will do.
        let asks = || {
            ureq::get(format!("{}{path}", self.origin()))
                .config()
                .http_status_as_error(false)
                .build()
                .call()
        };
        while asks().is_err() {
            if Instant::now() > deadline {
                bail!("{} does not answer", self.kind.name());
            }
            thread::sleep(LOOK_AGAIN);
        }
        match self.group.ended()? {
            None => Ok(()),
            Some(status) => bail!("{} has ended ({status})", self.kind.name()),
        }
    }

    fn measure(&self, workspace: &Workspace, chats: u32, texts: u32) -> Result<Measure> {
        let mut node = workspace.command("node")?;
        node.args([
            "tests/queue_bench/load.mjs",
            self.kind.name(),
            &self.origin(),
        ])
        .args([chats, texts].map(|number| number.to_string()))
        .arg(self.group.id().to_string())
        .arg(SETUP_CODE);
        let printed = process::output(&mut node)?;
        serde_json::from_str(&printed)
            .with_context(|| format!("the load printed something else than a measure: {printed}"))
    }
}

fn wrangler(workspace: &Workspace, kind: Kind, folder: &Path) -> Result<Command> {
    let mut wrangler = workspace.local_edge()?;
    wrangler.arg("--persist-to").arg(folder.join("edge"));
    match kind {
        Kind::Bare | Kind::Storing => {
            let config = format!("tests/queue_bench/wrangler.{}.toml", kind.name());
            wrangler.arg("--config").arg(workspace.path(config));
        }
        Kind::Hushdesk => {
            wrangler.arg("--assets").arg(folder.join("site"));
            wrangler.args(["--var", &format!("SETUP_CODE:{SETUP_CODE}")]);
        }
    }
    Ok(wrangler)
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}

fn print_table(measures: &[(Kind, Measure)], by_cpu: bool) {
    println!(
        "| chats | object | deliveries/s: median (min to max) | ms of processor each | ms under load: median, 99 % | \
         ms at rest | ours to storing (goal {GOAL}) |"
    );
    println!("|---|---|---|---|---|---|---|");
    for (chats, _) in LOADS {
        let of = |kind: Kind, value: fn(&Measure) -> f64| -> Vec<f64> {
            let of_kind = measures
                .iter()
                .filter(|(of, it)| *of == kind && it.chats == chats);
            of_kind.map(|(_, measure)| value(measure)).collect()
        };
        for kind in KINDS {
            let deliveries = of(kind, |it| it.deliveries);
            let least = deliveries.iter().copied().fold(f64::INFINITY, f64::min);
            let most = deliveries.iter().copied().fold(0.0, f64::max);
            let cell = |value| median(of(kind, value)).map_or_else(String::new, rounded);
            let compared = match kind {
                Kind::Bare | Kind::Storing => String::new(),
                Kind::Hushdesk => compared(by_cpu, of),
            };
            println!(
                "| {chats} | {} | {} ({} to {}) | {} | {}, {} | {} | {compared} |",
                kind.name(),
                cell(|it| it.deliveries),
                rounded(least),
                rounded(most),
                cell(|it| it.cpu),
                cell(|it| it.loaded),
                cell(|it| it.loaded_99),
                cell(|it| it.rest),
            );
        }
    }
}

/// How many times as much ours does.
fn compared(by_cpu: bool, of: impl Fn(Kind, fn(&Measure) -> f64) -> Vec<f64>) -> String {
    let medians = |value| {
        (
            median(of(Kind::Storing, value)),
            median(of(Kind::Hushdesk, value)),
        )
    };
    let ratio = if by_cpu {
        match medians(|it| it.cpu) {
            (Some(storing), Some(ours)) => storing / ours,
            _ => return String::new(),
        }
    } else {
        match medians(|it| it.deliveries) {
            (Some(storing), Some(ours)) => ours / storing,
            _ => return String::new(),
        }
    };
    let verdict = if ratio >= GOAL { "" } else { ", missed" };
    format!("{}{verdict}", rounded(ratio))
}
