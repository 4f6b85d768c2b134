//! `wrangler dev`: the Worker on this machine.

use std::fs::{self, File};
use std::net::{Ipv4Addr, TcpListener};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use hushdesk_protocol::rest::{Endpoint, PostSetup};

use super::demonstration::Demonstration;
use super::state::State;
use crate::process::Group;
use crate::say;
use crate::workspace::Workspace;

/// How long it may take until it answers for the first time.
const START_MAX: Duration = Duration::from_secs(90);

/// How often it is asked until then, and afterwards looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(100);

/// How much of the log is shown when it fails.
const LOG_LINES_SHOWN: usize = 20;

/// A running server that answers.
pub(crate) struct Server {
    group: Group,
    port: u16,
    setup_code: String,
    log: std::path::PathBuf,
}

/// Fails if something else listens on the port.
pub(crate) fn refuse_taken_port(port: u16) -> Result<()> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            bail!("Port {port} is taken. Stop what uses it or pass --port N.")
        }
        Err(error) => {
            Err(error).with_context(|| format!("port {port} cannot be used; pass --port N"))
        }
    }
}

impl Server {
    /// Starts it on loopback, and waits until it answers.
    pub(crate) fn start(workspace: &Workspace, state: &State, port: u16) -> Result<Self> {
        refuse_taken_port(port)?;
        say::step("Starting the server", Some("5 s"));
        let setup_code = random_token()?;
        let group = start_wrangler(workspace, state, port, &setup_code)?;
        let mut server = Self {
            group,
            port,
            setup_code,
            log: state.log(),
        };
        server.wait_until_it_answers()?;
        Ok(server)
    }

    /// The origin of its pages.
    pub(crate) fn origin(&self) -> String {
        format!("http://{}:{}", Ipv4Addr::LOCALHOST, self.port)
    }

    /// The address of a page.
    pub(crate) fn address(&self, page: &str) -> String {
        format!("{}/{page}", self.origin())
    }

    /// What lets somebody set the organisation up, as long as it runs.
    pub(crate) fn setup_code(&self) -> &str {
        &self.setup_code
    }

    /// Sets the organisation up, unless that has been done. Tells whether it was done now.
    pub(crate) fn set_up(&self, demonstration: &Demonstration) -> Result<bool> {
        let answer = ureq::post(self.address(PostSetup {}.address().trim_start_matches('/')))
            .config()
            .http_status_as_error(false)
            .build()
            .header("Authorization", format!("Bearer {}", self.setup_code))
            .header("X-Hushdesk", "1")
            .send_json(demonstration.setup()?);
        let mut answer = answer.context("the server does not answer any more")?;
        match answer.status().as_u16() {
            200..300 => Ok(true),
            409 => Ok(false),
            status => bail!(
                "the demonstration could not be set up ({status}): {}",
                answer.body_mut().read_to_string().unwrap_or_default()
            ),
        }
    }

    /// Stays as long as the server does; it ends by an interrupt only.
    pub(crate) fn stay(mut self) -> Result<()> {
        loop {
            self.fail_if_ended()?;
            thread::sleep(LOOK_AGAIN);
        }
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_MAX;
        while !self.answers() {
            self.fail_if_ended()?;
            if Instant::now() > deadline {
                bail!(
                    "the server does not answer. Its log ends:\n{}",
                    self.end_of_log()
                );
            }
            thread::sleep(LOOK_AGAIN);
        }
        Ok(())
    }

    /// Any answer of the Worker will do.
    fn answers(&self) -> bool {
        ureq::get(self.address("api/session"))
            .config()
            .http_status_as_error(false)
            .build()
            .call()
            .is_ok_and(|answer| answer.status().as_u16() < 500)
    }

    fn fail_if_ended(&mut self) -> Result<()> {
        match self.group.ended()? {
            None => Ok(()),
            Some(status) => bail!(
                "the server has ended ({status}). Its log ends:\n{}",
                self.end_of_log()
            ),
        }
    }

    fn end_of_log(&self) -> String {
        let log = fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<&str> = log.lines().collect();
        let from = lines.len().saturating_sub(LOG_LINES_SHOWN);
        lines.get(from..).unwrap_or_default().join("\n")
    }
}

fn start_wrangler(
    workspace: &Workspace,
    state: &State,
    port: u16,
    setup_code: &str,
) -> Result<Group> {
    let log = File::options()
        .create(true)
        .append(true)
        .open(state.log())
        .with_context(|| format!("{} cannot be written", state.log().display()))?;
    let mut wrangler = workspace.local_edge()?;
    wrangler
        .arg("--port")
        .arg(port.to_string())
        .arg("--persist-to")
        .arg(state.edge())
        .arg("--assets")
        .arg(state.site())
        .arg("--var")
        .arg(format!("SETUP_CODE:{setup_code}"))
        .stdout(log.try_clone()?)
        .stderr(log);
    Group::start(&mut wrangler)
}

/// 128 random bits, for this run only.
fn random_token() -> Result<String> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).context("this machine gives no random numbers")?;
    Ok(random.iter().map(|byte| format!("{byte:02x}")).collect())
}
