//! A client that writes what it is told and reads what it gets, byte by byte.

use std::net::SocketAddr;

use axum::body::Body;
use http::{Request, Response};
use http_body_util::BodyExt;
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A request in the making: an allowed DescribeInstances until something is changed.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) method: &'static str,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Call {
    pub(crate) fn new() -> Self {
        Self::to("POST", "/api/v2/bmc")
            .with("content-type", "application/json")
            .with("x-zc-action", "DescribeInstances")
            .with("authorization", "Bearer token")
            .body(b"{}")
    }

    pub(crate) fn to(method: &'static str, target: &str) -> Self {
        Self {
            method,
            target: target.to_owned(),
            headers: vec![("host".to_owned(), "127.0.0.1".to_owned())],
            body: Vec::new(),
        }
    }

    pub(crate) fn at(mut self, target: &str) -> Self {
        target.clone_into(&mut self.target);
        self
    }

    /// Adds a header, also where there is one of that name already.
    pub(crate) fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(n, _)| n != name);
        self
    }

    /// Sets a header.
    pub(crate) fn but(self, name: &str, value: &str) -> Self {
        self.without(name).with(name, value)
    }

    pub(crate) fn body(mut self, body: &[u8]) -> Self {
        self.body = body.to_vec();
        self
    }

    pub(crate) fn request(&self) -> Request<Body> {
        let mut request = Request::builder().method(self.method).uri(&self.target);
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(Body::from(self.body.clone())).unwrap()
    }

    pub(crate) fn head(&self) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\n", self.method, self.target);
        for (name, value) in &self.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if self.method == "POST" {
            head += &format!("content-length: {}\r\n", self.body.len());
        }
        head += "\r\n";
        head.into_bytes()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        [self.head(), self.body.clone()].concat()
    }

    /// Sends it on a connection of its own and reads to the end.
    pub(crate) async fn send(&self, proxy: SocketAddr) -> Answer {
        exchange(proxy, &self.bytes()).await
    }
}

/// Writes `request` and reads until the connection ends.
pub(crate) async fn exchange(proxy: SocketAddr, request: &[u8]) -> Answer {
    let (mut reader, mut writer) = TcpStream::connect(proxy).await.unwrap().into_split();
    let mut answer = Vec::new();
    // A proxy that refuses may close before it has read everything.
    let (_, read) = tokio::join!(writer.write_all(request), reader.read_to_end(&mut answer));
    read.unwrap();
    Answer::parse(&answer)
}

/// An answer, taken apart.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn parse(bytes: &[u8]) -> Self {
        let end = bytes
            .windows(4)
            .position(|w| w == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("no answer: {:?}", String::from_utf8_lossy(bytes)));
        let (head, body) = bytes.split_at(end);
        let head = String::from_utf8(head.to_vec()).unwrap();
        let mut lines = head.lines();
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let headers = lines.map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_ascii_lowercase(), value.trim().to_owned())
        });
        Self { status: status.parse().unwrap(), headers: headers.collect(), body: body[4..].to_vec() }
    }

    pub(crate) async fn of(response: Response<Body>) -> Self {
        let (parts, body) = response.into_parts();
        let headers = parts.headers.iter();
        Self {
            status: parts.status.as_u16(),
            headers: headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect(),
            body: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    /// The value of a header that must come once or never.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut values = self.headers.iter().filter(|(n, _)| n == name);
        let value = values.next().map(|(_, value)| value.as_str());
        assert!(values.next().is_none(), "{name} came twice: {self:?}");
        value
    }

    /// The code of one of the proxy's own errors; `-` for any other answer. Checks its form.
    pub(crate) fn code(&self) -> &str {
        let Some(code) = self.header("x-reinstall-proxy-error") else {
            return "-";
        };
        assert_eq!(self.error()["code"], code);
        for word in ["message", "whatToDo"] {
            assert!(!self.error()[word].as_str().unwrap().is_empty(), "{word}");
        }
        assert_eq!(self.header("content-type"), Some("application/json"));
        code
    }

    /// Whether the proxy says that the request had left.
    pub(crate) fn sent(&self) -> String {
        self.error()["sent"].as_str().unwrap().to_owned()
    }

    fn error(&self) -> Value {
        self.json()["proxyError"].clone()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }
}
