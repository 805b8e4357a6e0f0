//! Sandbox, proxy and portal, started together: for `serve` and for the tests alike.

mod http;
mod port;
mod portal;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};

use crate::process::{Child, Output};
use crate::{process, project, say, tools};
pub(crate) use portal::{PortalSettings, Source, build as build_portal};

/// The API that `serve --live` talks to.
const LIVE_API: &str = "https://console.zenlayer.com";
/// How long a started service may take to answer.
const START: Duration = Duration::from_secs(30);
/// How often a service that is starting is asked.
const PAUSE: Duration = Duration::from_millis(50);

/// What to start, and how.
#[derive(Debug)]
pub(crate) struct Settings {
    /// The portal; without it only the services are started.
    pub(crate) portal: Option<PortalSettings>,
    /// The proxy's port; 0 picks a free one.
    pub(crate) proxy_port: u16,
    /// The sandbox's port (0 picks a free one), or `None` for the real API.
    pub(crate) sandbox_port: Option<u16>,
    /// How long an installation takes in the sandbox.
    pub(crate) install_time: String,
    /// Whether the developer's own `REINSTALL_…` variables reach the services. Tests shall not depend on them.
    pub(crate) own_variables: bool,
    /// What becomes of the children's output.
    pub(crate) output: Output,
}

impl Settings {
    /// A stack for one run of tests: free ports, its own state, nothing on the terminal unless something dies.
    pub(crate) fn for_tests(portal: Option<PortalSettings>) -> Self {
        Self {
            portal,
            proxy_port: 0,
            sandbox_port: Some(0),
            // Longer than a test waits: an installation ends when the test moves the sandbox's clock, and not before.
            install_time: "60s".to_owned(),
            own_variables: false,
            output: Output::Quiet,
        }
    }

    /// One of our services, its own environment variables as the settings want them.
    fn service(&self, binary: &Path, prefix: &str) -> Command {
        let mut command = Command::new(binary);
        let is_its_own = |name: &std::ffi::OsString| name.to_str().is_some_and(|name| name.starts_with(prefix));
        if !self.own_variables {
            for (name, _) in std::env::vars_os().filter(|(name, _)| is_its_own(name)) {
                command.env_remove(name);
            }
        }
        command
    }
}

/// The running children. Dropping it ends them, in the order in which they depend on each other.
#[derive(Debug)]
pub(crate) struct Stack {
    /// The portal's URL.
    pub(crate) portal: Option<String>,
    /// The proxy's URL.
    pub(crate) proxy: String,
    /// The sandbox's URL.
    pub(crate) sandbox: Option<String>,
    /// The sandbox's program, for tests that start others.
    pub(crate) sandbox_binary: PathBuf,
    children: Vec<Child>,
    deaths: Receiver<String>,
}

impl Stack {
    /// Builds what is to be started, starts it, and waits until each part answers.
    pub(crate) fn start(settings: &Settings) -> Result<Self> {
        // Everything that can be wrong is found before anything is started.
        port::check(settings.proxy_port, "proxy", "--proxy-port")?;
        if let Some(port) = settings.sandbox_port {
            port::check(port, "sandbox", "--sandbox-port")?;
        }
        let portal_port = match &settings.portal {
            Some(portal) => {
                port::check(portal.port, "portal", "--portal-port")?;
                Some(port::choose(portal.port)?)
            }
            None => None,
        };
        let [sandbox_binary, proxy_binary] = services()?;
        let prepared = match &settings.portal {
            Some(portal) => Some(portal.prepare()?),
            None => None,
        };

        let (sender, deaths) = channel();
        let mut starting = Starting { children: Vec::new(), sender, output: settings.output.clone() };

        let sandbox = match settings.sandbox_port {
            Some(port) => {
                let mut command = settings.service(&sandbox_binary, "REINSTALL_SANDBOX_");
                command.args(["--listen", &address(port), "--install-time", &settings.install_time]);
                let url = starting.service("sandbox", &mut command)?;
                starting.answers("sandbox", &format!("{url}/_sandbox/state"), START)?;
                Some(url)
            }
            None => None,
        };

        let mut command = settings.service(&proxy_binary, "REINSTALL_PROXY_");
        command.args(["--listen", &address(settings.proxy_port), "--upstream", sandbox.as_deref().unwrap_or(LIVE_API)]);
        for host in ["127.0.0.1", "localhost"] {
            // Without a portal of ours any portal may ask; the developer's default one then.
            command.args(["--allow-origin", &format!("http://{host}:{}", portal_port.unwrap_or(8080))]);
        }
        let proxy = starting.service("proxy", &mut command)?;
        starting.answers("proxy", &format!("{proxy}/healthz"), START)?;

        let portal = match (&prepared, portal_port) {
            (Some(prepared), Some(port)) => {
                let _only_one = prepared.lock()?;
                starting.start(portal::NAME, &mut prepared.serve(port, &proxy)?)?;
                let url = format!("http://{}", address(port));
                starting.answers(portal::NAME, &url, portal::FIRST_BUILD)?;
                // And the whole way through, as the browser will go it.
                starting.answers(portal::NAME, &format!("{url}/proxy-info"), START)?;
                Some(url)
            }
            _ => None,
        };
        Ok(Self { portal, proxy, sandbox, sandbox_binary, children: starting.children, deaths })
    }

    /// Waits until a child ends, which none of them should, and says which one and what it said last.
    pub(crate) fn wait_for_a_death(&self) -> anyhow::Error {
        match self.deaths.recv() {
            Ok(name) => {
                process::park_if_stopping();
                let child = self.children.iter().find(|child| child.name() == name);
                child.map_or_else(|| anyhow::anyhow!("the {name} ended"), ended)
            }
            Err(_) => anyhow::anyhow!("every child ended"),
        }
    }

    /// The error for a child that ended while the tests ran, if one did.
    pub(crate) fn check_alive(&self) -> Result<()> {
        match self.children.iter().find(|child| child.exit_status().is_some()) {
            Some(child) => Err(ended(child)),
            None => Ok(()),
        }
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // Last started, first ended: the portal must not be seen without its proxy.
        while let Some(child) = self.children.pop() {
            drop(child);
        }
    }
}

/// The children so far, while the stack is being started.
struct Starting {
    children: Vec<Child>,
    sender: Sender<String>,
    output: Output,
}

impl Starting {
    /// Starts a child.
    fn start(&mut self, name: &str, command: &mut Command) -> Result<&Child> {
        let child = Child::start(name, command.current_dir(project::root()), &self.output, Some(self.sender.clone()))?;
        self.children.push(child);
        self.children.last().context("just pushed")
    }

    /// Starts one of our services and returns the URL that it prints when it is ready.
    fn service(&mut self, name: &str, command: &mut Command) -> Result<String> {
        let deadline = Instant::now() + START;
        let child = self.start(name, command)?;
        while Instant::now() < deadline {
            let Some(line) = child.next_line(PAUSE) else {
                process::park_if_stopping();
                if child.exit_status().is_some() {
                    return Err(ended(child));
                }
                continue;
            };
            if let Some((_, url)) = line.split_once(" listening on ") {
                return Ok(url.trim().to_owned());
            }
        }
        bail!("the {name} did not say within {} s where it listens{}", START.as_secs(), child.last_words())
    }

    /// Waits until `url` answers with success.
    fn answers(&self, name: &str, url: &str, within: Duration) -> Result<()> {
        let deadline = Instant::now() + within;
        let mut last = String::from("nothing");
        while Instant::now() < deadline {
            process::park_if_stopping();
            // trunk stays, waiting for a change, when its first build fails.
            if let Some(child) =
                self.children.iter().find(|child| child.name() == portal::NAME && child.said(" ERROR "))
            {
                bail!("the {name} could not be built{}", child.last_words());
            }
            // Whichever child died: without it the one asked for cannot become ready either.
            if let Some(child) = self.children.iter().find(|child| child.exit_status().is_some()) {
                return Err(ended(child));
            }
            match http::get(url) {
                Ok(200) => return Ok(()),
                Ok(status) => last = format!("status {status}"),
                Err(error) => last = error.to_string(),
            }
            std::thread::sleep(PAUSE);
        }
        let words = self.children.last().map(Child::last_words).unwrap_or_default();
        bail!("the {name} did not answer within {} s: GET {url} gave {last}{words}", within.as_secs())
    }
}

/// The error for a child that ended.
fn ended(child: &Child) -> anyhow::Error {
    let how = child.exit_status().map_or_else(String::new, |status| format!(" ({status})"));
    anyhow::anyhow!("the {} ended{how}{}", child.name(), child.last_words())
}

/// Builds sandbox and proxy.
fn services() -> Result<[PathBuf; 2]> {
    tools::c_compiler()?;
    say::line("building sandbox and proxy …");
    let built = project::build_binaries(&["reinstall-sandbox", "reinstall-proxy"], &[])?;
    <[PathBuf; 2]>::try_from(built).map_err(|_| anyhow::anyhow!("cargo built something else than the two services"))
}

/// Loopback, this port.
fn address(port: u16) -> String {
    format!("127.0.0.1:{port}")
}
