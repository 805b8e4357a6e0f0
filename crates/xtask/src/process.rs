//! Children that never outlive this program.
//!
//! Each child leads a process group of its own. Whatever ends this program (Ctrl-C, SIGTERM, SIGHUP, an error), every
//! group is ended as a whole, so that what a child started (cargo's rustc, the test's browser) goes with it. A group whose
//! leader died is swept at once.

use std::collections::VecDeque;
use std::io::{BufRead as _, BufReader, Read};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use nix::sys::signal::{Signal, killpg};
use nix::unistd::Pid;

use crate::say;

/// How long a child may take to end by itself after SIGTERM.
const GRACE: Duration = Duration::from_secs(5);
/// How much of a child's last words is kept for the error message.
const TAIL_LINES: usize = 40;

/// The process groups that are alive now.
static LIVE: Mutex<Vec<Pid>> = Mutex::new(Vec::new());
/// Set when everything is being stopped: nothing new may start.
static STOPPING: AtomicBool = AtomicBool::new(false);
/// Folders that belong to this run alone.
static TEMPORARY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Ends every child and then this program when the developer or the system asks for it.
pub(crate) fn stop_on_signals() -> Result<()> {
    ctrlc::set_handler(|| {
        say::line("\nstopping …");
        stop_all();
        say::line("stopped");
        std::process::exit(130);
    })
    .context("cannot watch for Ctrl-C")
}

/// Ends every child, politely first, and removes what was temporary.
pub(crate) fn stop_all() {
    STOPPING.store(true, Ordering::SeqCst);
    signal_groups(Signal::SIGTERM);
    let deadline = Instant::now() + GRACE;
    while !lock(&LIVE).is_empty() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(20));
    }
    signal_groups(Signal::SIGKILL);
    for path in lock(&TEMPORARY).drain(..) {
        drop(std::fs::remove_dir_all(path));
    }
}

/// Sends a signal to every group that is alive.
fn signal_groups(signal: Signal) {
    for group in lock(&LIVE).iter() {
        send(*group, signal);
    }
}

/// Sends a signal to a whole process group.
fn send(group: Pid, signal: Signal) {
    // The only error there can be is that the group is gone, which is what the signal was for.
    let _gone = killpg(group, signal);
}

/// Called wherever a child's end is noticed: while everything is being stopped, a dead child is no news, and the thread
/// that handles the signal ends the program.
pub(crate) fn park_if_stopping() {
    while STOPPING.load(Ordering::SeqCst) {
        thread::park();
    }
}

/// Removes this folder when the program ends, however it ends.
pub(crate) fn remove_at_exit(path: &Path) {
    lock(&TEMPORARY).push(path.to_owned());
}

/// Where a child's output goes.
#[derive(Clone, Debug)]
pub(crate) enum Output {
    /// To the terminal as it is.
    Inherit,
    /// To the terminal, stdout also to whoever reads the lines. stderr stays the terminal's own: cargo draws there.
    Echo,
    /// stdout only to whoever reads the lines, stderr to the terminal: for output that programs write for programs.
    Data,
    /// To the terminal, each line behind the child's name.
    Prefixed,
    /// Nowhere but into the error message, should there be one.
    Quiet,
}

/// A running child.
#[derive(Debug)]
pub(crate) struct Child {
    name: String,
    group: Pid,
    exit: Arc<Exit>,
    tail: Arc<Mutex<VecDeque<String>>>,
    stdout: Receiver<String>,
}

/// How a child ended, once it has.
#[derive(Debug, Default)]
struct Exit {
    status: Mutex<Option<ExitStatus>>,
    changed: Condvar,
}

impl Child {
    /// Starts a child. `deaths`, when given, receives its name when it ends.
    pub(crate) fn start(
        name: &str,
        command: &mut Command,
        output: &Output,
        deaths: Option<Sender<String>>,
    ) -> Result<Self> {
        command.process_group(0).stdin(Stdio::null());
        if !matches!(output, Output::Inherit) {
            command.stdout(Stdio::piped());
        }
        if matches!(output, Output::Prefixed | Output::Quiet) {
            command.stderr(Stdio::piped());
        }
        let (mut process, group) = {
            // Under the lock, so that no child is born unseen while everything is being stopped.
            let mut live = lock(&LIVE);
            if STOPPING.load(Ordering::SeqCst) {
                bail!("{name} was not started: everything is being stopped");
            }
            let process =
                command.spawn().with_context(|| format!("cannot start {}", command.get_program().display()))?;
            let group = Pid::from_raw(i32::try_from(process.id()).context("a process id beyond i32")?);
            live.push(group);
            (process, group)
        };

        let tail = Arc::new(Mutex::new(VecDeque::new()));
        let (lines, stdout) = channel();
        let pipes = [
            process.stdout.take().map(|pipe| read_lines(pipe, name, output, &tail, Some(lines))),
            process.stderr.take().map(|pipe| read_lines(pipe, name, output, &tail, None)),
        ];
        let exit = Arc::new(Exit::default());
        let watcher = (Arc::clone(&exit), name.to_owned());
        thread::spawn(move || {
            let (exit, name) = watcher;
            let status = process.wait().ok();
            // What it left behind in its group goes too; this also closes the pipes.
            send(group, Signal::SIGKILL);
            lock(&LIVE).retain(|live| *live != group);
            for reader in pipes.into_iter().flatten() {
                drop(reader.join());
            }
            *lock(&exit.status) = status;
            exit.changed.notify_all();
            if let Some(deaths) = deaths {
                drop(deaths.send(name));
            }
        });
        Ok(Self { name: name.to_owned(), group, exit, tail, stdout })
    }

    /// What the developer knows it as.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Its process id.
    pub(crate) fn id(&self) -> i32 {
        self.group.as_raw()
    }

    /// The next line on stdout; `None` when the time is over or the output is.
    pub(crate) fn next_line(&self, within: Duration) -> Option<String> {
        self.stdout.recv_timeout(within).ok()
    }

    /// How it ended, if it has.
    pub(crate) fn exit_status(&self) -> Option<ExitStatus> {
        *lock(&self.exit.status)
    }

    /// Waits for its end.
    pub(crate) fn wait(&self) -> ExitStatus {
        let mut status = lock(&self.exit.status);
        loop {
            if let Some(status) = *status {
                park_if_stopping();
                return status;
            }
            status = self.exit.changed.wait(status).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for its end for at most this long.
    fn wait_for(&self, limit: Duration) -> Option<ExitStatus> {
        let status = lock(&self.exit.status);
        let (status, _) = self
            .exit
            .changed
            .wait_timeout_while(status, limit, |status| status.is_none())
            .unwrap_or_else(PoisonError::into_inner);
        *status
    }

    /// Whether these words are among its last ones.
    pub(crate) fn said(&self, words: &str) -> bool {
        lock(&self.tail).iter().any(|line| line.contains(words))
    }

    /// Its last words, indented, for an error message.
    pub(crate) fn last_words(&self) -> String {
        let tail = lock(&self.tail);
        if tail.is_empty() {
            return String::new();
        }
        let lines: Vec<&str> = tail.iter().map(String::as_str).collect();
        format!("; its last output:\n    {}", lines.join("\n    "))
    }

    /// Ends it with everything it started.
    pub(crate) fn stop(&self) {
        send(self.group, Signal::SIGTERM);
        if self.wait_for(GRACE).is_none() {
            send(self.group, Signal::SIGKILL);
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        if self.exit_status().is_none() {
            self.stop();
        }
    }
}

/// Runs a child to its end, its output on the terminal; an error names it and says how it ended.
pub(crate) fn run(what: &str, command: &mut Command) -> Result<()> {
    let child = Child::start(what, command, &Output::Inherit, None)?;
    check(&child, child.wait())
}

/// Runs a child to its end, showing a running clock instead of its output; a failure shows the end of the output.
pub(crate) fn run_quietly(what: &str, command: &mut Command) -> Result<()> {
    let child = Child::start(what, command, &Output::Quiet, None)?;
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.wait_for(Duration::from_secs(1)) {
            park_if_stopping();
            break status;
        }
        say::tick(&format!("{what} … {} s", started.elapsed().as_secs()));
    };
    say::tick_done();
    check(&child, status)
}

/// Runs a child to its end and hands over each line of its stdout, which also goes to the terminal.
pub(crate) fn run_reading(what: &str, command: &mut Command, mut read: impl FnMut(&str)) -> Result<ExitStatus> {
    let child = Child::start(what, command, &Output::Echo, None)?;
    for line in &child.stdout {
        read(&line);
    }
    Ok(child.wait())
}

/// Runs a child to its end and returns its stdout, which nobody sees; its stderr is on the terminal.
pub(crate) fn run_for_data(what: &str, command: &mut Command) -> Result<Vec<String>> {
    let child = Child::start(what, command, &Output::Data, None)?;
    let lines = child.stdout.iter().collect();
    check(&child, child.wait())?;
    Ok(lines)
}

/// The stdout of a short command such as `node --version`; `None` when there is no such program or it fails.
pub(crate) fn capture(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Turns a bad end into an error.
fn check(child: &Child, status: ExitStatus) -> Result<()> {
    if status.success() {
        return Ok(());
    }
    bail!("{} failed ({status}){}", child.name, child.last_words())
}

/// Reads a pipe on a thread of its own until its end.
fn read_lines(
    pipe: impl Read + Send + 'static,
    name: &str,
    output: &Output,
    tail: &Arc<Mutex<VecDeque<String>>>,
    lines: Option<Sender<String>>,
) -> thread::JoinHandle<()> {
    let (name, output, tail) = (name.to_owned(), output.clone(), Arc::clone(tail));
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            match output {
                Output::Prefixed => say::line(&format!("{name:>7} | {line}")),
                Output::Echo => say::line(&line),
                Output::Inherit | Output::Data | Output::Quiet => {}
            }
            // Kept where it may not have been seen; data for programs never is worth seeing.
            if matches!(output, Output::Prefixed | Output::Quiet) {
                let mut tail = lock(&tail);
                if tail.len() == TAIL_LINES {
                    tail.pop_front();
                }
                tail.push_back(line.clone());
            }
            if let Some(lines) = &lines {
                // Nobody listens any more once the child is ready.
                drop(lines.send(line));
            }
        }
    })
}

/// A lock that another thread's panic does not spoil: what it guards is always whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
