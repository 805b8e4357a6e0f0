//! A sandbox without a port, asked as a client asks it.
#![allow(dead_code, unreachable_pub, reason = "each test file uses a part of it")]

pub mod running;

use http::{Method, Request, Response};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use reinstall_sandbox::http::{Closed, Shell};
use reinstall_sandbox::{Config, Millis, Sandbox};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tower::ServiceExt;

/// The first server of the catalogue: RUNNING, model M6C, RAID 1 over two disks of 1100 GB.
pub const WEB_01: &str = "820653960707704280";

/// When these tests take place.
pub const NOW: i64 = 1_773_000_000;

/// Seconds after which every ordinary installation of 20 s has ended, whatever its model and its luck.
pub const ENDED: f64 = 31.0;

/// A sandbox, and the real clock that its signatures are judged by.
#[derive(Clone)]
pub struct Lab {
    shell: Arc<Shell>,
    real: Arc<AtomicI64>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Answered {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub body: String,
}

impl Answered {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The response of a success, whose two request ids must be the same.
    pub fn response(&self) -> Value {
        let envelope = self.json();
        assert_eq!(self.status, 200, "{envelope}");
        assert_eq!(envelope["requestId"], envelope["response"]["requestId"]);
        assert!(envelope["requestId"].as_str().unwrap().starts_with('T'));
        envelope["response"].clone()
    }

    /// The code, where it is a refusal.
    pub fn code(&self) -> Option<String> {
        (self.status != 200).then(|| self.refusal().1)
    }

    /// Status and code of a refusal, whose envelope must be whole.
    pub fn refusal(&self) -> (u16, String) {
        let envelope = self.json();
        let members: Vec<&String> = envelope.as_object().unwrap().keys().collect();
        assert_eq!(members, ["code", "message", "requestId"], "{envelope}");
        assert!(!envelope["message"].as_str().unwrap().is_empty());
        (self.status, envelope["code"].as_str().unwrap().to_owned())
    }
}

impl Lab {
    pub fn new() -> Self {
        Self::with(Config::default())
    }

    pub fn with(config: Config) -> Self {
        let real = Arc::new(AtomicI64::new(NOW * 1000));
        let clock = Arc::clone(&real);
        let shell =
            Shell::with_clock(Sandbox::new(config).unwrap(), Box::new(move || Millis(clock.load(Ordering::SeqCst))));
        Self { shell: Arc::new(shell), real }
    }

    /// Sets the real clock.
    pub fn set_real_time(&self, seconds: i64) {
        self.real.store(seconds * 1000, Ordering::SeqCst);
    }

    /// Lets real time pass.
    pub fn wait(&self, millis: i64) {
        self.real.fetch_add(millis, Ordering::SeqCst);
    }

    pub async fn send_from(&self, peer: IpAddr, request: Request<Full<Bytes>>) -> Result<Answered, Closed> {
        let shell = Arc::clone(&self.shell);
        let service = tower::service_fn(move |request: Request<Full<Bytes>>| {
            let shell = Arc::clone(&shell);
            async move { shell.respond(peer, request).await }
        });
        let response: Response<Full<Bytes>> = service.oneshot(request).await?;
        let (head, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        Ok(Answered {
            status: head.status.as_u16(),
            headers: head.headers,
            body: String::from_utf8(body.to_vec()).unwrap(),
        })
    }

    pub async fn send(&self, request: Request<Full<Bytes>>) -> Result<Answered, Closed> {
        self.send_from(IpAddr::V4(Ipv4Addr::LOCALHOST), request).await
    }

    /// A call with the demo token as a client of this version makes it.
    pub async fn call_version(&self, version: &str, action: &str, body: &Value) -> Answered {
        let mut request = call(action, body.to_string());
        request.headers_mut().insert("x-zc-version", version.parse().unwrap());
        self.send(request).await.unwrap()
    }

    /// A call with the demo token; `Err` where the connection is closed without an answer.
    pub async fn try_call(&self, action: &str, body: &Value) -> Result<Answered, Closed> {
        self.send(call(action, body.to_string())).await
    }

    pub async fn call(&self, action: &str, body: &Value) -> Answered {
        self.try_call(action, body).await.unwrap()
    }

    pub async fn control(&self, method: Method, name: &str, body: &str) -> Answered {
        let request =
            Request::builder().method(method).uri(format!("/_sandbox/{name}")).body(Full::from(body.to_owned()));
        self.send(request.unwrap()).await.unwrap()
    }

    /// Lets the servers' time pass.
    pub async fn advance(&self, seconds: f64) {
        let body = json!({ "advanceSeconds": seconds }).to_string();
        assert_eq!(self.control(Method::POST, "clock", &body).await.status, 200);
    }

    pub async fn order_fault(&self, fault: &Value) {
        assert_eq!(self.control(Method::POST, "faults", &fault.to_string()).await.status, 200);
    }

    /// The server as the API shows it.
    pub async fn instance(&self, id: &str) -> Value {
        let response = self.call("DescribeInstances", &json!({ "instanceIds": [id] })).await.response();
        assert_eq!(response["totalCount"], 1);
        response["dataSet"][0].clone()
    }

    pub async fn status(&self, id: &str) -> String {
        self.instance(id).await["instanceStatus"].as_str().unwrap().to_owned()
    }

    /// The id of the server of this name.
    pub async fn id_of(&self, name: &str) -> String {
        let response = self.call("DescribeInstances", &json!({ "instanceName": name })).await.response();
        assert_eq!(response["totalCount"], 1, "{name}");
        response["dataSet"][0]["instanceId"].as_str().unwrap().to_owned()
    }

    /// How often this action was received.
    pub async fn received(&self, action: &str) -> Vec<Value> {
        let calls = self.control(Method::GET, "calls", "").await.json();
        calls["calls"].as_array().unwrap().iter().filter(|call| call["action"] == action).cloned().collect()
    }
}

/// A call with the demo token.
pub fn call(action: &str, body: impl Into<Bytes>) -> Request<Full<Bytes>> {
    let service = if action == "DescribeKeyPairs" { "ccs" } else { "bmc" };
    Request::builder()
        .method(Method::POST)
        .uri(format!("/api/v2/{service}"))
        .header("host", "127.0.0.1:8788")
        .header("content-type", "application/json")
        .header("authorization", "Bearer demo-token")
        .header("x-zc-action", action)
        .body(Full::new(body.into()))
        .unwrap()
}

/// The cases of `tests/data/<name>.json`.
pub fn cases(name: &str) -> Vec<Value> {
    let path = format!("{}/tests/data/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let cases: Vec<Value> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    assert!(!cases.is_empty());
    cases
}
