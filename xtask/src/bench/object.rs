//! The queue's object beside two of JavaScript, on the same runtime, over real sockets.
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

use super::table::{Goal, Row, Unit};
use super::{Runs, read};
use crate::process::Group;
use crate::workspace::Workspace;
use crate::{build, files, process, say};

/// How many chats there are, and how many texts each end of one writes.
const LOADS: [(u32, u32); 4] = [(2, 200), (10, 150), (100, 40), (400, 15)];

/// The same, before anything is measured.
const WARM: (u32, u32) = (100, 150);

/// How many times as good as the storing object ours is to be.
const GOAL: Goal = Goal::TimesAsGood(1.0);

/// How long a server may take until it answers.
const START_MAX: Duration = Duration::from_secs(90);

/// How often it is asked until then.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// The secret that lets the load set up a library.
const SETUP_CODE: &str = "the-setup-code-of-a-benchmark";

/// An object that is measured.
#[derive(Clone, Copy, Eq, Ord, PartialEq, PartialOrd)]
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
#[derive(Deserialize)]
struct Measure {
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

/// One value of a measure.
type Value = fn(&Measure) -> f64;

/// What of it is told, what it is called, in what it is, and what ours is to come to beside the storing object.
const MEASURES: [(Value, &str, Unit, Goal); 5] = [
    (|it| it.deliveries, "deliveries", Unit::PerSecond, GOAL),
    (|it| it.loaded, "a text under load", Unit::Millis, GOAL),
    (
        |it| it.loaded_99,
        "a text under load, 99 % are quicker",
        Unit::Millis,
        Goal::None,
    ),
    (|it| it.rest, "a text at rest", Unit::Millis, GOAL),
    (
        |it| it.cpu,
        "processor time of a delivery",
        Unit::Millis,
        Goal::None,
    ),
];

/// Builds, starts the three servers, and lets them take their turns.
pub(super) fn measured(workspace: &Workspace, runs: u32) -> Result<Vec<Row>> {
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
    let mut measures = Runs::default();
    for round in 1..=runs {
        say::step(&format!("Round {round}"), Some("1 min"));
        for (chats, texts) in LOADS {
            for server in &servers {
                let measure = server.measure(workspace, chats, texts)?;
                for (place, (value, ..)) in MEASURES.iter().enumerate() {
                    measures.add((chats, place, server.kind), [value(&measure)]);
                }
            }
        }
    }
    Ok(rows(&measures))
}

/// Ours beside the storing object, and how much both could deliver if nothing were stored.
fn rows(measures: &Runs<(u32, usize, Kind)>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (chats, _) in LOADS {
        for (place, (_, title, unit, goal)) in MEASURES.iter().enumerate() {
            let of = |kind| measures.of(&(chats, place, kind));
            let measure = format!("queue's object, {chats} chats: {title}");
            let ours = Row::alone(measure, *unit, of(Kind::Hushdesk), *goal);
            let bare = (place == 0).then(|| Row {
                goal: Goal::None,
                ..ours
                    .clone()
                    .beside("object that stores nothing", of(Kind::Bare))
            });
            rows.push(ours.beside("object that stores", of(Kind::Storing)));
            rows.extend(bare);
        }
    }
    rows
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
        read(&printed)
            .next()
            .context("the load printed no measure")?
    }
}

fn wrangler(workspace: &Workspace, kind: Kind, folder: &Path) -> Result<Command> {
    let mut wrangler = workspace.local_edge()?;
    wrangler.arg("--persist-to").arg(folder.join("edge"));
    // All stand behind the files of a site, as ours does.
    wrangler.arg("--assets").arg(folder.join("site"));
    match kind {
        Kind::Bare | Kind::Storing => {
            let config = format!("tests/queue_bench/wrangler.{}.toml", kind.name());
            wrangler.arg("--config").arg(workspace.path(config));
        }
        Kind::Hushdesk => {
            wrangler.args(["--var", &format!("SETUP_CODE:{SETUP_CODE}")]);
        }
    }
    Ok(wrangler)
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
