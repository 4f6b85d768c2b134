//! A server for one test: `wrangler dev` with the built Worker, on a free loopback port, with a folder of its
//! own for what the edge would store.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;
use tempfile::TempDir;

use crate::clock::Clock;
use crate::tape::Tape;
use crate::torn;

/// The secret that lets a test set up an organisation.
pub const SETUP_CODE: &str = "the-setup-code-of-all-tests";

/// The host below which organisations have theirs.
const SUFFIX: &str = "help.localhost";

/// How long it may take until it answers for the first time, on a busy machine.
const START_MAX: Duration = Duration::from_secs(90);

/// How often it is asked until then.
const ASK_AGAIN: Duration = Duration::from_millis(100);

/// Where one organisation is found: the server's loopback address, and the host to ask for there.
#[derive(Clone)]
pub struct Site {
    port: u16,
    host: String,
    tape: Option<Tape>,
}

impl Site {
    /// The origin of its pages.
    pub fn origin(&self) -> String {
        format!("http://{}", self.host)
    }

    /// What stands in the header `Host`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The same server by the one name at which it tells what it has kept: the machine's own.
    #[must_use]
    pub fn on_loopback(&self) -> Self {
        Self {
            host: self.address().to_string(),
            ..self.clone()
        }
    }

    /// The same site, with whatever is said to it and by it on this tape.
    #[must_use]
    pub fn taped(self, tape: Tape) -> Self {
        let tape = Some(tape);
        Self { tape, ..self }
    }

    /// What all that is said is put on.
    pub(crate) const fn tape(&self) -> Option<&Tape> {
        self.tape.as_ref()
    }

    /// Where to connect to.
    pub fn address(&self) -> SocketAddr {
        SocketAddr::from((Ipv4Addr::LOCALHOST, self.port))
    }
}

impl From<&Self> for Site {
    fn from(site: &Self) -> Self {
        site.clone()
    }
}

/// The site of the organisation `main`, which needs no host of its own.
impl From<&Server> for Site {
    fn from(server: &Server) -> Self {
        Self {
            port: server.port,
            host: format!("{}:{}", Ipv4Addr::LOCALHOST, server.port),
            tape: None,
        }
    }
}

/// A running server. Dropping it kills it and forgets what it stored.
pub struct Server {
    process: Child,
    port: u16,
    folder: TempDir,
    entry: Option<&'static str>,
    clock: Option<Clock>,
}

impl Server {
    /// One that several tests use at once, each with an organisation of its own. It lasts as long as one of
    /// them holds it, and is started again for the next that comes after.
    pub fn shared() -> Result<Arc<Self>> {
        static SHARED: Mutex<Weak<Server>> = Mutex::new(Weak::new());
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = shared.upgrade() {
            return Ok(server);
        }
        let server = Arc::new(Self::start()?);
        *shared = Arc::downgrade(&server);
        Ok(server)
    }

    /// Starts one that nobody has set up, and waits until it answers.
    pub fn start() -> Result<Self> {
        Self::start_by(None)
    }

    /// Starts one that the edge enters by this module of the checkout, not by that of the configuration.
    pub fn start_by(entry: Option<&'static str>) -> Result<Self> {
        Self::start_in(tempfile::tempdir()?, entry, None)
    }

    /// Starts one whose clock can be set while it runs.
    pub(crate) fn start_with_clock() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let clock = Clock::make(folder.path())?;
        Self::start_in(folder, None, Some(clock))
    }

    fn start_in(
        folder: TempDir,
        entry: Option<&'static str>,
        clock: Option<Clock>,
    ) -> Result<Self> {
        lay_out_pages(folder.path())?;
        let port = free_port()?;
        let process = start_wrangler(folder.path(), port, entry, clock.as_ref())?;
        let mut server = Self {
            process,
            port,
            folder,
            entry,
            clock,
        };
        server.wait_until_it_answers()?;
        Ok(server)
    }

    /// Its clock.
    ///
    /// # Errors
    ///
    /// It was started with that of the machine.
    pub(crate) fn clock(&mut self) -> Result<&mut Clock> {
        self.clock.as_mut().context("its clock is the machine's")
    }

    /// Kills it without warning and starts it again: same port, same stored data, nothing in memory.
    pub fn crash_and_restart(&mut self) -> Result<()> {
        self.kill();
        self.restart()
    }

    /// The same, in the middle of writing: what is stored last has begun and does not end.
    pub(crate) fn crash_while_writing(&mut self) -> Result<()> {
        self.kill();
        torn::tear(&self.stored())?;
        self.restart()
    }

    fn restart(&mut self) -> Result<()> {
        let clock = self.clock.as_ref();
        self.process = start_wrangler(self.folder.path(), self.port, self.entry, clock)?;
        self.wait_until_it_answers()
    }

    /// The site of an organisation that has one of its own.
    pub fn site(&self, organisation: &str) -> Site {
        Site {
            port: self.port,
            host: format!("{organisation}.{SUFFIX}:{}", self.port),
            tape: None,
        }
    }

    /// The site that a browser finds under this host, wherever that leads elsewhere.
    pub fn site_at(&self, host: &str) -> Site {
        Site {
            port: self.port,
            host: host.to_owned(),
            tape: None,
        }
    }

    /// Everything it has printed.
    pub fn log(&self) -> String {
        fs::read_to_string(log_in(self.folder.path())).unwrap_or_default()
    }

    /// The process group of all it has started: wrangler, and the runtime.
    pub fn group(&self) -> u32 {
        self.process.id()
    }

    /// All that it has written anywhere: what the edge would store, what it has printed, and its temporary files, in which
    /// the platform's stand-in for mail puts what goes out.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Where it keeps what the edge would store.
    pub fn stored(&self) -> PathBuf {
        self.folder.path().join("edge")
    }

    fn wait_until_it_answers(&mut self) -> Result<()> {
        let deadline = Instant::now() + START_MAX;
        while !self.answers() {
            if let Some(status) = self.process.try_wait()? {
                bail!("the server has ended ({status}):\n{}", self.log());
            }
            if Instant::now() > deadline {
                bail!("the server does not answer:\n{}", self.log());
            }
            thread::sleep(ASK_AGAIN);
        }
        Ok(())
    }

    fn answers(&self) -> bool {
        ureq::get(format!(
            "http://{}:{}/api/v1/session",
            Ipv4Addr::LOCALHOST,
            self.port
        ))
        .config()
        .http_status_as_error(false)
        .build()
        .call()
        .is_ok_and(|answer| answer.status().as_u16() < 500)
    }

    /// Kills the whole group: wrangler, and the runtime it started.
    fn kill(&mut self) {
        if let Ok(id) = i32::try_from(self.process.id()) {
            killpg(Pid::from_raw(id), Signal::SIGKILL).ok();
        }
        self.process.wait().ok();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn start_wrangler(
    folder: &Path,
    port: u16,
    entry: Option<&str>,
    clock: Option<&Clock>,
) -> Result<Child> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    if !root.join("target/worker/index.js").exists() {
        bail!("the Worker is not built: run `cargo xtask build` first");
    }
    let log = File::options()
        .create(true)
        .append(true)
        .open(log_in(folder))?;
    let programs = root.join("node_modules/.bin");
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let path = std::iter::once(programs.clone()).chain(std::env::split_paths(&inherited));
    Command::new(programs.join("wrangler"))
        .current_dir(&root)
        .arg("dev")
        .args(entry)
        .args(["--ip", "127.0.0.1", "--inspector-port", "0"])
        .args(["--show-interactive-dev-session", "false"])
        .args(["--port", &port.to_string()])
        .args(["--var", &format!("SETUP_CODE:{SETUP_CODE}")])
        .args(["--var", &format!("ORGANISATION_SUFFIX:{SUFFIX}")])
        .arg("--persist-to")
        .arg(folder.join("edge"))
        .arg("--assets")
        .arg(folder.join("site"))
        .env("PATH", std::env::join_paths(path)?)
        .env("TMPDIR", temporary_in(folder)?)
        .env("WRANGLER_SEND_METRICS", "false")
        // It would ask the web where we are.
        .env("CLOUDFLARE_CF_FETCH_ENABLED", "false")
        // It would keep a trace of each event and statement, and give up objects when there are many.
        .env("X_LOCAL_OBSERVABILITY", "false")
        .env("NO_COLOR", "1")
        .envs(clock.into_iter().flat_map(Clock::environment))
        .process_group(0)
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .context("wrangler cannot be started: run `cargo xtask build` first")
}

/// Pages in the places of console and widget, and the real headers.
fn lay_out_pages(folder: &Path) -> Result<()> {
    let site = folder.join("site");
    for page in ["console", "widget"] {
        let title = format!("<title>{page}</title>");
        fs::create_dir_all(site.join(page))?;
        fs::write(site.join(page).join("index.html"), title)?;
    }
    let headers = Path::new(env!("CARGO_MANIFEST_DIR")).join("../web/headers");
    fs::copy(headers, site.join("_headers"))?;
    Ok(())
}

/// The folder of its temporary files, which it finds there.
fn temporary_in(folder: &Path) -> Result<PathBuf> {
    let temporary = folder.join("tmp");
    fs::create_dir_all(&temporary)?;
    Ok(temporary)
}

fn log_in(folder: &Path) -> PathBuf {
    folder.join("server.log")
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    Ok(listener.local_addr()?.port())
}
