//! The program: its flags, its one line, its log and its end.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};

use tokio::io::AsyncWriteExt;

use crate::certificates::Authority;
use crate::client::Call;
use crate::proxy::{NOBODY, PAGE};
use crate::upstream::{Upstream, ok, read_request};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reinstall-proxy"));
    // Only what a test says counts.
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("REINSTALL_PROXY_") || name == "RUST_LOG" {
            command.env_remove(&*name);
        }
    }
    command
        .env_remove("SSL_CERT_DIR")
        .env("REINSTALL_PROXY_LISTEN", "127.0.0.1:0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

struct Running {
    child: Child,
    stdout: BufReader<std::process::ChildStdout>,
    address: SocketAddr,
}

impl Running {
    fn start(command: &mut Command) -> Self {
        let mut child = command.spawn().unwrap();
        let mut stdout = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        let address = line.strip_prefix("reinstall-proxy listening on http://").unwrap_or_else(|| panic!("{line:?}"));
        Self { address: address.trim_end().parse().unwrap(), child, stdout }
    }

    /// Asks it to end; the rest of its output and its log.
    fn end(mut self) -> (String, String) {
        let killed = Command::new("kill").arg(self.child.id().to_string()).status();
        assert!(killed.unwrap().success());
        let (mut out, mut log) = (String::new(), String::new());
        self.stdout.read_to_string(&mut out).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        let status = self.child.wait().unwrap();
        assert!(status.success(), "{status} {log}");
        (out, log)
    }
}

/// What a program that does not start says.
fn refusal(command: &mut Command) -> String {
    let mut child = command.spawn().unwrap();
    let mut line = String::new();
    // Either a line, where it started after all, or the end.
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdout.read_line(&mut line).unwrap();
    if !line.is_empty() {
        child.kill().unwrap();
    }
    let output = child.wait_with_output().unwrap();
    assert_eq!((line.as_str(), output.status.code()), ("", Some(2)));
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_prints_one_line_and_logs_calls_without_what_is_in_them() {
    let upstream = Upstream::answering(ok("{\"canary\":1}")).await;
    let proxy = Running::start(program().args(["--upstream", &upstream.url(), "--allow-origin", PAGE]));
    let reinstall = Call::new()
        .but("x-zc-action", "ReinstallInstance")
        .but("authorization", "Bearer canary")
        .with("cookie", "canary")
        .with("x-zc-request-client", "canary")
        .body(b"{\"password\":\"canary\"}");
    assert_eq!(reinstall.send(proxy.address).await.status, 200);
    let unknown = reinstall.clone().but("x-zc-action", "canary");
    assert_eq!(unknown.send(proxy.address).await.status, 403);
    let nowhere = reinstall.at("/canary");
    assert_eq!(nowhere.send(proxy.address).await.status, 404);

    let (out, log) = proxy.end();
    assert_eq!(out, "", "one line only");
    assert!(!log.contains("canary"), "{log}");
    let lines: Vec<_> = log.lines().filter(|line| line.contains("answered")).collect();
    assert_eq!(lines.len(), 3, "{log}");
    for word in ["POST", "ReinstallInstance", "200", "ms="] {
        assert!(lines[0].contains(word), "{word}: {log}");
    }
    assert!(lines[1].contains("action_refused"), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn environment_variables_are_flags() {
    let proxy = Running::start(program().envs([
        ("REINSTALL_PROXY_UPSTREAM", NOBODY),
        ("REINSTALL_PROXY_ALLOW_ORIGIN", "http://a.example,https://b.example"),
        ("REINSTALL_PROXY_HOST", "one.example,two.example"),
        ("REINSTALL_PROXY_READ_ONLY", "1"),
        ("REINSTALL_PROXY_MAX_BODY", "10"),
        ("REINSTALL_PROXY_RATE", "1000"),
        ("REINSTALL_PROXY_TIMEOUT", "5"),
    ]));
    let call = || Call::new().but("host", "two.example").with("origin", "https://b.example");
    for (call, code) in [
        (call(), "upstream_refused"),
        (call().but("x-zc-action", "ReinstallInstance"), "read_only"),
        (call().body(&[b' '; 11]), "body_too_large"),
        (call().but("origin", "https://c.example"), "origin_refused"),
        (call().but("host", "three.example"), "host_refused"),
    ] {
        assert_eq!(call.send(proxy.address).await.code(), code);
    }
    proxy.end();
}

#[test]
fn a_bad_start_says_which_flag_and_what_to_do() {
    let message = refusal(&mut program());
    assert!(message.contains("--allow-origin: it must be known which pages may call. Give "), "{message}");

    let message = refusal(program().args(["--allow-origin", "*"]));
    assert!(message.contains("--allow-origin: \"*\" is not accepted: a wildcard"), "{message}");

    let message = refusal(program().args(["--allow-origin", PAGE]).env("REINSTALL_PROXY_RATE", "many"));
    assert!(message.contains("--rate: \"many\" is not accepted: it must be a whole number"), "{message}");

    let message = refusal(program().args(["--allow-origin", PAGE]).env("REINSTALL_PROXY_READ_ONLY", "maybe"));
    assert!(message.contains("--read-only") && message.contains("maybe"), "{message}");
}

#[test]
fn a_port_in_use_stops_the_start() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let message = refusal(program().args(["--allow-origin", PAGE, "--upstream", NOBODY, "--listen", &address]));
    assert!(message.contains("--listen") && message.contains(&address), "{message}");
}

#[test]
fn without_any_trusted_certificate_it_does_not_start() {
    let empty = tempfile::NamedTempFile::new().unwrap();
    let message = refusal(program().args(["--allow-origin", PAGE]).env("SSL_CERT_FILE", empty.path()));
    assert!(message.contains("SSL_CERT_FILE"), "{message}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_authority_of_ones_own_is_trusted_through_ssl_cert_file() {
    let authority = Authority::new();
    let acceptor = authority.server("localhost");
    let upstream = Upstream::start(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let mut stream = acceptor.accept(stream).await.ok()?;
            let request = read_request(&mut stream).await?;
            stream.write_all(ok("{}").as_bytes()).await.ok()?;
            stream.shutdown().await.ok()?;
            Some(request)
        }
    })
    .await;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), authority.pem()).unwrap();
    let url = format!("https://localhost:{}", upstream.address.port());
    let proxy =
        Running::start(program().args(["--allow-origin", PAGE, "--upstream", &url]).env("SSL_CERT_FILE", file.path()));
    let answer = Call::new().send(proxy.address).await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "{}"));
    proxy.end();
}
