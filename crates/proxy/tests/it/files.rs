//! The portal, served from a folder.

use std::fs;

use tempfile::TempDir;

use crate::client::{Answer, Call};
use crate::proxy::{NOBODY, PAGE, Setup};

const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

fn portal() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("index.html", "<index>"),
        ("portal-0123456789abcdef.js", "script"),
        ("portal-0123456789abcdef.js.br", "brotli"),
        ("portal-0123456789abcdef.js.gz", "gzip"),
        ("portal-0123456789abcdef_bg.wasm", "wasm"),
        ("plain.css", "style"),
        (".env", "canary"),
        ("noextension", "never served"),
        ("sub/index.html", "<sub>"),
        ("sub/a.txt", "text"),
    ] {
        let path = dir.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    dir
}

async fn answer(dir: &TempDir, call: &Call) -> Answer {
    let mut setup = Setup::new(NOBODY);
    setup.static_dir = Some(dir.path().to_owned());
    Answer::of(setup.answer(call.request()).await).await
}

#[tokio::test]
async fn every_path_gets_its_file_or_the_portal_or_nothing() {
    let dir = portal();
    let cases = [
        ("/", 200, "<index>", "text/html", "no-cache"),
        ("/index.html", 200, "<index>", "text/html", "no-cache"),
        ("/jobs", 200, "<index>", "text/html", "no-cache"),
        ("/reinstall/1234?step=2", 200, "<index>", "text/html", "no-cache"),
        ("/sub", 200, "<index>", "text/html", "no-cache"),
        ("/sub/", 200, "<index>", "text/html", "no-cache"),
        ("/noextension", 200, "<index>", "text/html", "no-cache"),
        ("//evil.example/%2e%2e", 404, "", "", ""),
        ("/portal-0123456789abcdef.js", 200, "script", "text/javascript", FOR_GOOD),
        ("/portal-0123456789abcdef_bg.wasm", 200, "wasm", "application/wasm", FOR_GOOD),
        ("/plain.css", 200, "style", "text/css", "no-cache"),
        ("/plain.css?v=1", 200, "style", "text/css", "no-cache"),
        ("/sub/a.txt", 200, "text", "text/plain", "no-cache"),
        ("/missing.js", 404, "", "", ""),
        ("/missing-0123456789abcdef.js", 404, "", "", ""),
        ("/.env", 404, "", "", ""),
        ("/%2eenv", 404, "", "", ""),
        ("/../Cargo.toml", 404, "", "", ""),
        ("/..%2f..%2fetc/passwd.txt", 404, "", "", ""),
        ("/sub/..%5c..%5ca.txt", 404, "", "", ""),
        ("/api", 404, "", "", ""),
        ("/api/v2/other", 404, "", "", ""),
        ("/proxy-info/x", 404, "", "", ""),
        ("/healthz/", 404, "", "", ""),
    ];
    for (path, status, body, kind, cache) in cases {
        let answer = answer(&dir, &Call::to("GET", path)).await;
        assert_eq!(answer.status, status, "{path}");
        if status == 404 {
            assert_eq!(answer.code(), "path_unknown", "{path}");
            assert_ne!(answer.header("cache-control"), Some(FOR_GOOD), "{path}");
            continue;
        }
        assert_eq!(answer.text(), body, "{path}");
        assert!(answer.header("content-type").unwrap().starts_with(kind), "{path}");
        assert_eq!(answer.header("cache-control"), Some(cache), "{path}");
        assert_eq!(answer.header("content-security-policy"), Some(POLICY), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("cross-origin-opener-policy"), Some("same-origin"), "{path}");
    }
}

#[tokio::test]
async fn a_precompressed_file_is_served_where_the_browser_takes_it() {
    let dir = portal();
    for (accepted, encoding, body) in
        [("br, gzip", Some("br"), "brotli"), ("gzip", Some("gzip"), "gzip"), ("identity", None, "script")]
    {
        let call = Call::to("GET", "/portal-0123456789abcdef.js").with("accept-encoding", accepted);
        let answer = answer(&dir, &call).await;
        assert_eq!(answer.header("content-encoding"), encoding, "{accepted}");
        assert_eq!(answer.text(), body, "{accepted}");
        assert!(answer.header("content-type").unwrap().starts_with("text/javascript"));
        let vary = answer.headers.iter().filter(|(name, _)| name == "vary");
        let vary: Vec<_> = vary.map(|(_, value)| value.as_str()).collect();
        assert!(vary.contains(&"accept-encoding") && vary.contains(&"origin"), "{vary:?}");
    }
}

#[tokio::test]
async fn the_proxys_own_paths_stay_its_own() {
    let dir = portal();
    let health = answer(&dir, &Call::to("GET", "/healthz")).await;
    assert_eq!(health.text(), "ok");
    let call = answer(&dir, &Call::new()).await;
    assert_eq!(call.code(), "upstream_refused");
    let get = answer(&dir, &Call::to("GET", "/api/v2/bmc")).await;
    assert_eq!(get.code(), "method_refused");
    let query = answer(&dir, &Call::new().at("/api/v2/bmc?a")).await;
    assert_eq!(query.code(), "query_refused");
}

#[tokio::test]
async fn files_are_read_only() {
    let dir = portal();
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
        let answer = answer(&dir, &Call::to(method, "/plain.css")).await;
        assert_eq!(answer.code(), "path_unknown", "{method}");
    }
    let head = answer(&dir, &Call::to("HEAD", "/plain.css")).await;
    assert_eq!((head.status, head.body.len()), (200, 0));
}

#[tokio::test]
async fn strangers_and_rebound_names_get_no_files() {
    let dir = portal();
    let stranger = Call::to("GET", "/").with("origin", "https://evil.example");
    assert_eq!(answer(&dir, &stranger).await.code(), "origin_refused");
    let rebound = Call::to("GET", "/").but("host", "evil.example");
    assert_eq!(answer(&dir, &rebound).await.code(), "host_refused");
    let allowed = Call::to("GET", "/").with("origin", PAGE);
    assert_eq!(answer(&dir, &allowed).await.header("access-control-allow-origin"), Some(PAGE));
}
