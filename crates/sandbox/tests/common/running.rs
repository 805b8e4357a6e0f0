//! The program itself, over real sockets.

use serde_json::Value;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::time::Duration;

/// The program under test.
pub const BINARY: &str = env!("CARGO_BIN_EXE_reinstall-sandbox");

/// It, listening. Killed when dropped.
pub struct Running {
    pub child: Child,
    pub stdout: BufReader<ChildStdout>,
    pub address: SocketAddr,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts it on a free port and waits for its line.
pub fn start(flags: &[&str]) -> Running {
    let mut child = Command::new(BINARY)
        .args(["--listen", "127.0.0.1:0"])
        .args(flags)
        // Nobody reads the log while it runs, and a full pipe would stop it.
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    let address = line.strip_prefix("reinstall-sandbox listening on http://").unwrap().trim_end().parse().unwrap();
    Running { child, stdout, address }
}

/// What it says where it does not start.
pub fn refused(flags: &[&str]) -> Output {
    Command::new(BINARY).args(flags).output().unwrap()
}

impl Running {
    /// Everything that comes back for these bytes, until the server closes or says no more.
    pub fn send(&self, bytes: &[u8]) -> String {
        send(self.address, bytes).unwrap()
    }

    /// A call with the demo token, on a connection of its own; the whole answer, head included.
    pub fn post(&self, path: &str, action: &str, body: &str) -> String {
        post(self.address, path, action, body).unwrap()
    }

    /// The body of a successful call of the control plane.
    pub fn control(&self, method: &str, name: &str, body: &str) -> Value {
        let answer = self.send(
            format!(
                "{method} /_sandbox/{name} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{body}",
                self.address,
                body.len()
            )
            .as_bytes(),
        );
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK"), "{answer}");
        serde_json::from_str(body).unwrap()
    }

    /// Asks it to end.
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
    }
}

/// Everything that comes back for these bytes.
///
/// # Errors
/// Where nobody listens, or the connection breaks.
pub fn send(address: SocketAddr, bytes: &[u8]) -> io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    stream.write_all(bytes)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// A call with the demo token.
///
/// # Errors
/// As [`send`].
pub fn post(address: SocketAddr, path: &str, action: &str, body: &str) -> io::Result<String> {
    let request = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
         Authorization: Bearer demo-token\r\nx-zc-action: {action}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    send(address, request.as_bytes())
}
