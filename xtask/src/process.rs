//! Child processes. Each gets a process group of its own, so that ending it ends what it started too, and
//! none outlives `cargo xtask`, whether that returns, fails or is interrupted.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{self, Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};
use nix::errno::Errno;
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

/// How long a group may take to end before it is killed.
const GRACE: Duration = Duration::from_secs(2);

/// How long a killed group is waited for: the system has to take its memory back.
const KILLED: Duration = Duration::from_secs(5);

/// How often it is looked whether a group has ended.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// What a shell reports of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// The groups that have not been seen to end.
static GROUPS: Mutex<BTreeSet<Pid>> = Mutex::new(BTreeSet::new());

/// Set when an interrupt has begun to end everything.
static STOPPING: AtomicBool = AtomicBool::new(false);

/// From here on Ctrl-C, a hang-up and a request to terminate end every child and then this process.
pub(crate) fn end_children_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| {
        STOPPING.store(true, Ordering::SeqCst);
        let groups = groups().clone();
        end_groups(&groups);
        process::exit(INTERRUPTED);
    })
    .context("Ctrl-C cannot be handled here")
}

/// Runs a command to its end, showing what it prints.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = Group::start(command)?.wait()?;
    if !status.success() {
        bail!("{} failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a command to its end and gives what it printed to its standard output; what it printed is shown
/// only when it fails.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut group = Group::start(command)?;
    let errors = group.child.stderr.take().map(read_aside);
    let printed = group
        .child
        .stdout
        .take()
        .map(read_all)
        .transpose()
        .with_context(|| format!("the output of {} cannot be read", shown(command)))?
        .unwrap_or_default();
    let status = group.wait()?;
    let errors = errors
        .and_then(|errors| errors.join().ok())
        .unwrap_or_default();
    if !status.success() {
        bail!("{} failed ({status})\n{printed}{errors}", shown(command));
    }
    Ok(printed)
}

/// Runs a command to its end, showing what it prints, and gives those lines of its standard output that
/// `picked` wants.
pub(crate) fn run_and_pick(
    command: &mut Command,
    picked: impl Fn(&str) -> bool,
) -> Result<Vec<String>> {
    let mut group = Group::start(command.stdout(Stdio::piped()))?;
    let mut lines = Vec::new();
    for line in group
        .child
        .stdout
        .take()
        .into_iter()
        .flat_map(|stdout| BufReader::new(stdout).lines())
    {
        let line =
            line.with_context(|| format!("the output of {} cannot be read", shown(command)))?;
        println!("{line}");
        if picked(&line) {
            lines.push(line);
        }
    }
    let status = group.wait()?;
    if !status.success() {
        bail!("{} failed ({status})", shown(command));
    }
    Ok(lines)
}

/// Runs a command that talks with the person at the terminal: it stays in our own group, which the
/// terminal listens to.
pub(crate) fn converse(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .map_err(|error| not_started(command, &error))?;
    if !status.success() {
        bail!("{} failed ({status})", shown(command));
    }
    Ok(())
}

/// A running child and whatever it has started. Dropping it ends them all.
pub(crate) struct Group {
    child: Child,
    id: Pid,
}

impl Group {
    /// Starts a command, with nothing to read on its standard input.
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        // Held over the start, so that an interrupt cannot fall between it and the note of it.
        let mut groups = groups();
        let child = command
            .process_group(0)
            .stdin(Stdio::null())
            .spawn()
            .map_err(|error| not_started(command, &error))?;
        let id = i32::try_from(child.id()).map(Pid::from_raw)?;
        groups.insert(id);
        Ok(Self { child, id })
    }

    /// Its number.
    pub(crate) const fn id(&self) -> i32 {
        self.id.as_raw()
    }

    /// How it ended, if it has.
    pub(crate) fn ended(&mut self) -> Result<Option<ExitStatus>> {
        let status = self.child.try_wait().context("a child process is lost")?;
        if STOPPING.load(Ordering::SeqCst) {
            // A group lasts as long as its first process has not been waited for, and the interrupt for it.
            self.child.wait().context("a child process is lost")?;
        }
        leave_to_the_interrupt();
        Ok(status)
    }

    /// Waits for its end.
    pub(crate) fn wait(mut self) -> Result<ExitStatus> {
        let status = self.child.wait().context("a child process is lost")?;
        leave_to_the_interrupt();
        Ok(status)
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let group = self.id;
        thread::scope(|scope| {
            scope.spawn(|| end_groups(&BTreeSet::from([group])));
            // A group lasts as long as its first process has not been waited for.
            self.child.wait()
        })
        .ok();
        groups().remove(&group);
    }
}

/// A child that ended because of an interrupt has not failed; the interrupt ends this process next.
fn leave_to_the_interrupt() {
    while STOPPING.load(Ordering::SeqCst) {
        thread::park();
    }
}

/// Asks groups to end, and kills those that do not.
fn end_groups(groups: &BTreeSet<Pid>) {
    signal(groups, Signal::SIGTERM);
    if !end_within(groups, GRACE) {
        signal(groups, Signal::SIGKILL);
        // A killed server holds its port until it is gone.
        end_within(groups, KILLED);
    }
}

/// Waits for the end of groups; false if one goes on for longer.
fn end_within(groups: &BTreeSet<Pid>, most: Duration) -> bool {
    let deadline = Instant::now() + most;
    while groups.iter().any(|group| is_alive(*group)) {
        if Instant::now() > deadline {
            return false;
        }
        thread::sleep(LOOK_AGAIN);
    }
    true
}

/// A group that has ended meanwhile is no error.
fn signal(groups: &BTreeSet<Pid>, signal: Signal) {
    for group in groups {
        killpg(*group, signal).ok();
    }
}

fn is_alive(group: Pid) -> bool {
    killpg(group, None) != Err(Errno::ESRCH)
}

fn groups() -> MutexGuard<'static, BTreeSet<Pid>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn read_all(mut stream: impl Read) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The second of two streams needs a reader of its own, or its writer would wait for us for ever.
fn read_aside(stream: impl Read + Send + 'static) -> thread::JoinHandle<String> {
    thread::spawn(|| read_all(stream).unwrap_or_default())
}

fn not_started(command: &Command, error: &std::io::Error) -> anyhow::Error {
    anyhow!("{} cannot be started: {error}", shown(command))
}

/// A command as one would type it, but for its folder and environment. A secret never is an argument.
fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    format!("`{}`", words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_failing_command_is_named_with_what_it_printed() {
        let error = output(&mut shell("echo one; echo two >&2; exit 3")).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("`sh -c"), "{text}");
        assert!(text.contains("exit status: 3)\none\ntwo\n"), "{text}");
    }

    #[test]
    fn ending_a_group_ends_what_it_started() {
        let mut command = shell("sleep 600 & echo started; wait");
        let mut group = Group::start(command.stdout(Stdio::piped())).unwrap();
        let mut started = [0; 8];
        group
            .child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut started)
            .unwrap();
        let id = group.id;
        drop(group);
        assert!(!is_alive(id));
    }

    #[test]
    fn a_group_that_does_not_want_to_end_is_gone_when_it_has_been_ended() {
        let mut command = shell("trap '' TERM; sleep 600 & echo started; wait; wait");
        let mut group = Group::start(command.stdout(Stdio::piped())).unwrap();
        let mut started = [0; 8];
        group
            .child
            .stdout
            .as_mut()
            .unwrap()
            .read_exact(&mut started)
            .unwrap();
        let id = group.id;
        drop(group);
        assert!(!is_alive(id));
    }

    #[test]
    fn a_program_that_is_not_there_is_said_so() {
        let error = run(&mut Command::new("no-such-program")).unwrap_err();
        assert!(error.to_string().contains("cannot be started"), "{error}");
    }
}
