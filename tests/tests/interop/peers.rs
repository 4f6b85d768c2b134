//! What the interoperability tests share: builds the peers of `tests/interop` and makes two of them talk.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use anyhow::{Context, Result, anyhow, bail};

/// The variable that asks for more key exchanges than the tests' own.
const EXCHANGES: &str = "HUSHDESK_EXCHANGES";

/// How many key exchanges in a row the tests hold, in each version.
const EXCHANGES_USUALLY: &str = "25";

/// One end of a conversation.
#[derive(Clone, Copy)]
pub(crate) enum Peer {
    /// Our engine.
    Native,
    /// Our npm package.
    Npm,
    /// libotr, in C.
    Libotr,
    /// otr.js, in JavaScript.
    OtrJs,
}

impl Peer {
    fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Npm => "npm",
            Self::Libotr => "libotr",
            Self::OtrJs => "otrjs",
        }
    }

    /// Builds it if need be, once for all tests; the command that starts it.
    fn build(self) -> Result<String> {
        static BUILT: [Mutex<Option<String>>; 4] = [const { Mutex::new(None) }; 4];
        let [native, npm, libotr, otrjs] = &BUILT;
        let (built, build): (_, fn() -> Result<String>) = match self {
            Self::Native => (native, build_native),
            Self::Npm => (npm, build_npm),
            Self::Libotr => (libotr, build_libotr),
            Self::OtrJs => (otrjs, || Ok(node("tests/interop/otrjs_peer.mjs"))),
        };
        let mut built = built
            .lock()
            .map_err(|_| anyhow!("another test broke off"))?;
        if built.is_none() {
            *built = Some(build()?);
        }
        built.clone().context("it has just been built")
    }
}

/// Every test of `interop_test.py`, in both versions of the protocol. The first peer asks, so the second
/// sends the D-H Commit. No test may fail, and no key exchange need a second try.
pub(crate) fn all_tests(first: Peer, second: Peer) -> Result<()> {
    let output = python("interop_test.py", [first, second], &[])?;
    let printed = String::from_utf8_lossy(&output.stdout);
    let count = |verdict: &str| {
        printed
            .lines()
            .filter(|line| line.starts_with(verdict))
            .count()
    };
    println!(
        "{}-{}: {} ok, {} not ok, {} known, {} skipped",
        first.name(),
        second.name(),
        count("ok"),
        count("NOT OK"),
        count("known"),
        count("skip")
    );
    let tried_again = printed.lines().any(|line| line.ends_with("tries]"));
    if !output.status.success() || count("NOT OK") > 0 || tried_again {
        bail!("{printed}{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(())
}

/// Many key exchanges in a row, in both versions, each followed by a text both ways and the conversation's end;
/// none may fail.
pub(crate) fn exchanges(first: Peer, second: Peer) -> Result<()> {
    let count = env::var(EXCHANGES).unwrap_or_else(|_| EXCHANGES_USUALLY.to_owned());
    for version in ["3", "2"] {
        let arguments = [count.as_str(), "--version", version];
        let output = python("stress_ake.py", [first, second], &arguments)?;
        let printed = String::from_utf8_lossy(&output.stdout);
        println!("{}", printed.trim_end());
        if !output.status.success() {
            bail!("{printed}{}", String::from_utf8_lossy(&output.stderr));
        }
    }
    Ok(())
}

/// Runs a script of `tests/interop` over two peers.
fn python(script: &str, peers: [Peer; 2], arguments: &[&str]) -> Result<Output> {
    let mut python = Command::new("python3");
    python
        .current_dir(checkout().join("tests/interop"))
        .arg(script)
        .args(peers.map(Peer::name))
        .args(arguments)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("OTRPEER_KEYS", built().join("otr-keys"))
        // It makes the keys.
        .env("OTRPEER_LIBOTR", Peer::Libotr.build()?);
    for peer in peers {
        let variable = format!("OTRPEER_{}", peer.name().to_uppercase());
        python.env(variable, peer.build()?);
    }
    python
        .output()
        .context("Python 3 cannot be started: `cargo xtask test` installs it")
}

fn build_native() -> Result<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.current_dir(checkout());
    cargo.args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "otr-wasm",
        "--example",
        "peer",
    ]);
    succeed(&mut cargo)?;
    let target = built().parent().context("the target folder has no name")?;
    Ok(quoted(&target.join("release/examples/peer")))
}

fn build_npm() -> Result<String> {
    let mut xtask = match env::var_os("HUSHDESK_XTASK") {
        Some(program) => Command::new(program),
        None => {
            let mut cargo = Command::new(env!("CARGO"));
            cargo.args(["run", "--quiet", "--package", "xtask", "--"]);
            cargo
        }
    };
    succeed(xtask.current_dir(checkout()).arg("npm"))?;
    Ok(node("otr-wasm/examples/peer.mjs"))
}

fn build_libotr() -> Result<String> {
    let flags = Command::new("pkg-config")
        .args(["--cflags", "--libs", "libotr"])
        .output();
    let flags = match flags {
        Ok(flags) if flags.status.success() => String::from_utf8(flags.stdout)?,
        _ => bail!("libotr5-dev or pkg-config is missing: `cargo xtask test` installs them"),
    };
    let peer = built().join("libotr_peer");
    let mut cc = Command::new("cc");
    cc.args(["-O2", "-o"])
        .arg(&peer)
        .arg(checkout().join("tests/interop/libotr_peer.c"));
    succeed(cc.args(flags.split_whitespace()).arg("-lgcrypt"))?;
    Ok(quoted(&peer))
}

fn succeed(command: &mut Command) -> Result<()> {
    let output = command
        .output()
        .with_context(|| format!("{command:?} cannot be started"))?;
    if !output.status.success() {
        bail!(
            "{command:?} failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    Ok(())
}

/// The command that starts a script of the checkout.
fn node(script: &str) -> String {
    format!("node {}", quoted(&checkout().join(script)))
}

/// A path as one word of a command line.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.display())
}

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Where tests may leave what they build.
fn built() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}
