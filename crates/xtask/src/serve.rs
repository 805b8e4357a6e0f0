//! `cargo xtask serve`: the whole portal on this machine, one URL.

use std::os::unix::process::CommandExt as _;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::flags::ServeFlags;
use crate::process::Output;
use crate::say;
use crate::stack::{PortalSettings, Settings, Source, Stack};

/// Starts everything, prints the URL, and stays until Ctrl-C or until a child ends.
pub(crate) fn run(flags: &ServeFlags) -> Result<()> {
    let stack = Stack::start(&Settings {
        portal: Some(PortalSettings {
            port: flags.portal_port,
            source: if flags.release { Source::Release } else { Source::Developed },
        }),
        proxy_port: flags.proxy_port,
        sandbox_port: (!flags.live).then_some(flags.sandbox_port),
        install_time: flags.install_time.clone(),
        own_variables: true,
        output: Output::Prefixed,
    })?;
    let url = stack.portal.as_deref().unwrap_or_default();
    say::line("");
    say::line(&format!("  proxy    {}", stack.proxy));
    match &stack.sandbox {
        Some(sandbox) => {
            say::line(&format!("  sandbox  {sandbox} (an installation takes {})", flags.install_time));
            say::line("  sign in  with the demo credentials, which the portal has filled in");
        }
        None => say::line("  LIVE     the real API: a reinstall wipes a real server"),
    }
    say::line("  stop     Ctrl-C");
    say::line(&format!("\n  {url}\n"));
    if !flags.no_open && say::is_interactive() {
        open(url);
    }
    Err(stack.wait_for_a_death())
}

/// Opens the browser, if there is a desktop. The URL is on the terminal anyway, so a failure is no error.
fn open(url: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut command = Command::new(opener);
    // In a group of its own: Ctrl-C here shall not close the developer's browser.
    command.arg(url).process_group(0).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(command.spawn());
}
