//! Arguments, logging, listening.

#![forbid(unsafe_code)]

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anyhow::Context;
use clap::Parser;
use reinstall_proxy::app::App;
use reinstall_proxy::config::{Config, Flags};
use reinstall_proxy::connect::Connector;
use reinstall_proxy::origin::Scheme;
use reinstall_proxy::server::serve;
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let flags = Flags::parse();
    log_to_stderr();
    match run(flags).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "reinstall-proxy: {error:#}");
            ExitCode::from(2)
        }
    }
}

async fn run(flags: Flags) -> anyhow::Result<()> {
    let config = Config::try_from(flags)?;
    let connector = Connector::new(&config.upstream)?;
    warn_about(&config);
    let app = App::new(config.policy, config.limits, config.read_only, config.static_dir, connector)?;
    let signals = Signals::new().context("signals cannot be received")?;
    let listener = TcpListener::bind(config.listen).await.with_context(|| {
        format!(
            "--listen: {} cannot be listened on. End the program that uses it, or give another address or port",
            config.listen
        )
    })?;
    // The one line on standard output: whoever starts this waits for it and reads the port.
    let address = listener.local_addr().context("the listener has no address")?;
    writeln!(io::stdout(), "reinstall-proxy listening on http://{address}")
        .context("standard output cannot be written")?;
    serve(listener, app, signals.first()).await;
    Ok(())
}

fn log_to_stderr() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .init();
}

/// What is allowed, and often not meant.
fn warn_about(config: &Config) {
    let loopback_names_only = config.policy.own_names.iter().all(|name| name.is_loopback());
    if !config.listen.ip().is_loopback() && loopback_names_only {
        tracing::warn!(
            "--listen reaches beyond this machine, but requests from there are refused: no --host names the proxy as others call it"
        );
    }
    if config.upstream.scheme == Scheme::Http && !config.upstream.host.is_loopback() {
        tracing::warn!("--upstream is not encrypted: passwords of servers will cross the network in plain text");
    }
}

/// Ctrl-C and, on Unix, SIGTERM.
struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    /// From here on the first signal is caught, not fatal.
    fn new() -> io::Result<Self> {
        Ok(Self {
            #[cfg(unix)]
            terminate: tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?,
        })
    }

    /// Waits for the first signal. A second one ends the program at once: whoever insists is obeyed.
    async fn first(mut self) {
        self.next().await;
        tracing::info!("ending; calls under way may finish, a second signal cuts them");
        tokio::spawn(async move {
            self.next().await;
            tracing::warn!("ended at once: the fate of calls under way is unknown");
            std::process::exit(1);
        });
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        tokio::select! {
            _ = tokio::signal::ctrl_c() => {}
            _ = self.terminate.recv() => {}
        }
        #[cfg(not(unix))]
        let _ = tokio::signal::ctrl_c().await;
    }
}
