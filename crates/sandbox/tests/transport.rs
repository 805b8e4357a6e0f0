//! Who is let in, and everything that is no proper call.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

mod common;

use common::{Lab, call};
use http::{Method, Request};
use http_body_util::Full;
use reinstall_sandbox::Config;
use serde_json::json;
use std::num::NonZeroU32;

#[tokio::test]
async fn any_version_and_none_is_understood() {
    let lab = Lab::new();
    for version in [None, Some("2022-11-20"), Some("2026-02-01"), Some("1999-01-01"), Some("")] {
        let mut request = call("DescribeInstances", "{}");
        if let Some(version) = version {
            request.headers_mut().insert("x-zc-version", version.parse().unwrap());
        }
        assert_eq!(lab.send(request).await.unwrap().status, 200, "{version:?}");
    }
}

#[tokio::test]
async fn action_and_service_must_fit_the_path() {
    let lab = Lab::new();
    let refused = (401, "AUTHFAILURE_UNAUTHORIZED_OPERATION".to_owned());
    for (path, action, service, let_in) in [
        ("/api/v2/bmc", Some("DescribeZones"), None, true),
        ("/api/v2/bmc", Some("DescribeZones"), Some("bmc"), true),
        ("/api/v2/bmc", Some("DescribeZones"), Some("ccs"), false),
        ("/api/v2/ccs", Some("DescribeKeyPairs"), Some("ccs"), true),
        ("/api/v2/ccs", Some("DescribeZones"), None, false),
        ("/api/v2/bmc", Some("DescribeKeyPairs"), None, false),
        ("/api/v2/bmc", Some("describezones"), None, false),
        ("/api/v2/bmc", Some("CreateInstances"), None, false),
        ("/api/v2/bmc", Some(""), None, false),
        ("/api/v2/bmc", None, None, false),
    ] {
        let mut request = call("DescribeZones", "{}");
        *request.uri_mut() = path.parse().unwrap();
        request.headers_mut().remove("x-zc-action");
        for (name, value) in [("x-zc-action", action), ("x-zc-service", service)] {
            if let Some(value) = value {
                request.headers_mut().insert(name, value.parse().unwrap());
            }
        }
        let answer = lab.send(request).await.unwrap();
        assert_eq!(answer.status == 200, let_in, "{path} {action:?} {service:?}");
        if !let_in {
            assert_eq!(answer.refusal(), refused, "{path} {action:?} {service:?}");
        }
    }
}

#[tokio::test]
async fn nobody_learns_what_exists_before_they_are_known() {
    let lab = Lab::new();
    let mut request = call("NoSuchAction", "nonsense");
    request.headers_mut().insert("authorization", "Bearer wrong".parse().unwrap());
    assert_eq!(lab.send(request).await.unwrap().refusal(), (401, "AUTHFAILURE_INVALID_AUTHORIZATION".into()));
}

#[tokio::test]
async fn a_second_authorization_does_not_slip_in_beside_the_first() {
    let mut request = call("DescribeZones", "{}");
    request.headers_mut().append("authorization", "Bearer wrong".parse().unwrap());
    assert_eq!(Lab::new().send(request).await.unwrap().status, 401);
}

#[tokio::test]
async fn bodies_are_json_objects_and_what_means_nothing_may_hold_anything() {
    let lab = Lab::new();
    let deep = "[".repeat(100_000);
    let nested = format!("{{\"x\":{deep}{}}}", "]".repeat(100_000));
    for body in ["{}", " {} \n", "{\"x\":1e400}", "{\"x\":\"\\ud800\"}", &nested] {
        assert_eq!(lab.send(call("DescribeZones", body.to_owned())).await.unwrap().status, 200, "{body:?}");
    }
    let known = nested.replace("\"x\"", "\"isCloudRouterAvailable\"");
    let bad: [&[u8]; 11] = [
        b"",
        b"{\"isCloudRouterAvailable\":1e400}",
        known.as_bytes(),
        b"{",
        b"nonsense",
        b" ",
        b"{}{}",
        b"\xff",
        b"\xef\xbb\xbf{}",
        b"[]",
        deep.as_bytes(),
    ];
    for body in bad {
        let answer = lab.send(call("DescribeZones", body.to_vec())).await.unwrap();
        assert_eq!(
            answer.refusal(),
            (400, "INVALID_PARAMETER_TYPE".into()),
            "{:?}",
            String::from_utf8_lossy(body).get(..9)
        );
    }
}

#[tokio::test]
async fn only_json_is_read() {
    let lab = Lab::new();
    for (content_type, status) in [
        (Some("application/json"), 200),
        (Some("application/json; charset=utf-8"), 200),
        (Some("Application/JSON;charset=UTF-8"), 200),
        (Some("application/x-www-form-urlencoded"), 400),
        (Some("text/plain"), 400),
        (None, 400),
    ] {
        let mut request = call("DescribeZones", "{}");
        request.headers_mut().remove("content-type");
        if let Some(content_type) = content_type {
            request.headers_mut().insert("content-type", content_type.parse().unwrap());
        }
        assert_eq!(lab.send(request).await.unwrap().status, status, "{content_type:?}");
    }
}

#[tokio::test]
async fn other_methods_and_paths_are_refused_in_the_apis_envelope() {
    let lab = Lab::new();
    for method in [Method::GET, Method::PUT, Method::DELETE, Method::OPTIONS, Method::HEAD, Method::PATCH] {
        let request = Request::builder().method(method.clone()).uri("/api/v2/bmc").body(Full::default());
        let answer = lab.send(request.unwrap()).await.unwrap();
        assert_eq!(answer.refusal().0, 405, "{method}");
        assert_eq!(answer.headers["allow"], "POST");
    }
    for path in ["/", "/api/v2", "/api/v2/", "/api/v2/vm", "/api/v2/bmc/", "/api/v1/bmc", "//api/v2/bmc", "/_sandbox"] {
        let request = Request::builder().method(Method::POST).uri(path).body(Full::default());
        assert_eq!(lab.send(request.unwrap()).await.unwrap().refusal().0, 404, "{path}");
    }
}

#[tokio::test]
async fn one_mebibyte_is_read_and_one_byte_more_is_not() {
    let lab = Lab::new();
    let body = |length: usize| {
        let frame = r#"{"x":""}"#.len();
        format!(r#"{{"x":"{}"}}"#, "x".repeat(length - frame))
    };
    assert_eq!(lab.send(call("DescribeZones", body(1024 * 1024))).await.unwrap().status, 200);
    let answer = lab.send(call("DescribeZones", body(1024 * 1024 + 1))).await.unwrap();
    assert_eq!(answer.refusal(), (413, "INVALID_PARAMETER_EXCEED_LENGTH".into()));
}

#[tokio::test]
async fn absurd_headers_are_no_more_than_wrong() {
    let lab = Lab::new();
    let absurd: [&[u8]; 6] =
        [b"\xff\xfe", b"ZC2-HMAC-SHA256", b"ZC2-HMAC-SHA256 Credential=,,,", b"Bearer", b"=", &[b'x'; 60_000]];
    for value in absurd {
        let mut request = call("DescribeZones", "{}");
        request.headers_mut().insert("authorization", http::HeaderValue::from_bytes(value).unwrap());
        assert_eq!(lab.send(request).await.unwrap().refusal().0, 401);
        let mut request = call("DescribeZones", "{}");
        request.headers_mut().insert("x-zc-action", http::HeaderValue::from_bytes(value).unwrap());
        assert_eq!(lab.send(request).await.unwrap().refusal().0, 401);
    }
}

#[tokio::test]
async fn more_requests_than_the_rate_get_429_until_time_has_passed() {
    let lab = Lab::with(Config { rate: NonZeroU32::new(3), ..Config::default() });
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(lab.call("DescribeZones", &json!({})).await.status);
    }
    assert_eq!(seen, [200, 200, 200, 429]);
    let refusal = lab.call("ReinstallInstance", &json!({ "instanceId": common::WEB_01 })).await.refusal();
    assert_eq!(refusal, (429, "REQUEST_LIMIT_EXCEEDED".into()));
    lab.wait(1000);
    assert_eq!(lab.status(common::WEB_01).await, "RUNNING", "what was refused was not done");
}

/// Seeded nonsense: values of every kind in every member that any action reads.
#[tokio::test]
async fn no_body_of_any_shape_is_more_than_refused() {
    use rand::rngs::StdRng;
    use rand::{RngExt, SeedableRng};

    const MEMBERS: [&str; 26] = [
        "instanceId",
        "instanceIds",
        "imageId",
        "imageIds",
        "hostname",
        "password",
        "keyId",
        "keyIds",
        "raidConfig",
        "raidType",
        "customRaids",
        "diskSequence",
        "partitions",
        "fsPath",
        "fsType",
        "size",
        "nic",
        "wanName",
        "lanName",
        "ipxeUrl",
        "userData",
        "pageNum",
        "pageSize",
        "tags",
        "supportRaids",
        "instanceName",
    ];
    fn value(random: &mut StdRng, depth: u32) -> serde_json::Value {
        let texts = ["", "*", "/", "C", "重😀", "\u{0}", common::WEB_01, "a b", "http://[::1", "netboot", "Aa_12345"];
        match random.random_range(0..if depth == 0 { 7 } else { 9 }) {
            0 => json!(null),
            1 => json!(random.random::<bool>()),
            2 => json!(random.random_range(-2..12)),
            3 => json!([i64::MIN, i64::MAX, 0, 1][random.random_range(0..4_usize)]),
            4 => json!(random.random::<f64>()),
            5 => json!(u64::MAX),
            6 => json!(texts[random.random_range(0..texts.len())]),
            7 => (0..random.random_range(0..4)).map(|_| value(random, depth - 1)).collect(),
            _ => object(random, depth - 1),
        }
    }
    fn object(random: &mut StdRng, depth: u32) -> serde_json::Value {
        let member = |random: &mut StdRng| MEMBERS[random.random_range(0..MEMBERS.len())].to_owned();
        let members = (0..random.random_range(0..6)).map(|_| (member(random), value(random, depth))).collect();
        serde_json::Value::Object(members)
    }

    let lab = Lab::new();
    let mut random = StdRng::seed_from_u64(7);
    for _ in 0..300 {
        for action in reinstall_core::api::Action::ALL {
            let mut body = object(&mut random, 4);
            if action.is_destructive() {
                body["instanceId"] = json!(common::WEB_01);
            }
            let answer = lab.call(action.name(), &body).await;
            match answer.status {
                200 => {
                    answer.response();
                }
                status => assert_eq!((status / 100, answer.refusal().0), (4, status), "{action} {body}"),
            }
        }
        lab.advance(common::ENDED).await;
    }
    assert!(lab.received("ReinstallInstance").await.iter().any(|call| call["status"] == 200));
}
