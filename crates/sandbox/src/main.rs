//! The binary: arguments, logging, listening, an orderly end.

use anyhow::Context as _;
use clap::Parser;
use reinstall_core::api::{DEMO_ACCESS_KEY_ID, DEMO_ACCESS_KEY_PASSWORD};
use reinstall_sandbox::Sandbox;
use reinstall_sandbox::config::DEMO_TOKEN;
use reinstall_sandbox::flags::Flags;
use reinstall_sandbox::http::{Shell, serve};
use reinstall_sandbox::state_file::StateFile;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use tokio::net::{TcpListener, TcpSocket};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// How many connections may wait to be accepted; the system may allow fewer.
const QUEUE: u32 = 4096;

/// How many files to ask the system for: each connection is one.
const OPEN_FILES: u64 = 16_384;

#[tokio::main]
async fn main() -> ExitCode {
    let flags = Flags::parse();
    match run(&flags).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(flags: &Flags) -> anyhow::Result<()> {
    let log = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(log)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr)
        .init();
    // Set up before anyone knows the address, so that no signal is missed.
    let (interrupt, terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let (sandbox, state) = open(flags)?;
    // Best effort: with fewer files it only serves fewer connections at a time.
    if let Err(error) = rlimit::increase_nofile_limit(OPEN_FILES) {
        tracing::debug!(%error, "the number of open files stays as it is");
    }
    let listener = listen(flags.listen).with_context(|| {
        format!(
            "--listen {}: the address cannot be used; stop what uses it, or choose another port (0 takes any)",
            flags.listen
        )
    })?;
    let address = listener.local_addr()?;
    if flags.is_demo() {
        let mut stderr = std::io::stderr();
        writeln!(
            stderr,
            "demo credentials (public; they open nothing but this sandbox):\n  access key ID        {DEMO_ACCESS_KEY_ID}\n  access key password  {DEMO_ACCESS_KEY_PASSWORD}\n  API token            {DEMO_TOKEN}"
        )?;
    }
    let mut stdout = std::io::stdout();
    writeln!(stdout, "reinstall-sandbox listening on http://{address}")?;
    stdout.flush()?;
    serve(listener, Arc::new(Shell::new(sandbox, state)), stop(interrupt, terminate)).await;
    Ok(())
}

/// Listens with a long queue: a crowd of clients that all come at once is let in one after the other.
fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

/// The sandbox as it was left, where a file keeps it.
fn open(flags: &Flags) -> anyhow::Result<(Sandbox, Option<StateFile>)> {
    let config = flags.config()?;
    let Some(path) = &flags.state else {
        return Ok((Sandbox::new(config).context("the built-in catalogue cannot be read")?, None));
    };
    let (state, sandbox) = StateFile::open(path, config)?;
    Ok((sandbox, Some(state)))
}

async fn stop(mut interrupt: Signal, mut terminate: Signal) {
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}
