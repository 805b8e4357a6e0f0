//! The claim that at-most-once stands on: whether a request that failed had left.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};

use crate::certificates::Authority;
use crate::client::{Answer, Call};
use crate::proxy::{PAGE, Proxy, Setup};
use crate::upstream::{Received, Upstream, ok, read_head, read_request};

/// Far more than the sockets in between can hold.
const HUGE: usize = 24 * 1024 * 1024;

fn reinstall() -> Call {
    Call::new().with("origin", PAGE).but("x-zc-action", "ReinstallInstance").body(b"{\"instanceId\":\"1\"}")
}

async fn failure(proxy: &Proxy, call: &Call) -> (u16, String, String) {
    let answer = call.send(proxy.address).await;
    assert_eq!(answer.header("access-control-allow-origin"), Some(PAGE));
    (answer.status, answer.code().to_owned(), answer.sent())
}

fn expected(status: u16, code: &str, sent: &str) -> (u16, String, String) {
    (status, code.to_owned(), sent.to_owned())
}

/// Sends one reinstall through a proxy to `upstream`.
async fn outcome(upstream: impl ToString) -> (u16, String, String) {
    let proxy = Setup::new(upstream).listen().await;
    failure(&proxy, &reinstall()).await
}

#[tokio::test]
async fn no_when_the_name_has_no_address() {
    let result = outcome("http://nonexistent.invalid").await;
    assert_eq!(result, expected(502, "upstream_dns", "no"));
}

#[tokio::test]
async fn no_when_nobody_listens() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    assert_eq!(outcome(url).await, expected(502, "upstream_refused", "no"));
}

/// A TLS server that answers every request.
async fn tls_upstream(authority: &Authority, host: &str) -> Upstream {
    let acceptor = authority.server(host);
    Upstream::start(move |stream| {
        let acceptor = acceptor.clone();
        async move {
            let mut stream = acceptor.accept(stream).await.ok()?;
            let request = read_request(&mut stream).await?;
            stream.write_all(ok("{}").as_bytes()).await.ok()?;
            stream.shutdown().await.ok()?;
            Some(request)
        }
    })
    .await
}

#[tokio::test]
async fn no_when_the_certificate_is_not_to_be_trusted() {
    let (trusted, other) = (Authority::new(), Authority::new());
    let cases = [
        ("another authority", other.server("localhost"), trusted.roots()),
        ("another name", trusted.server("evil.example"), trusted.roots()),
    ];
    for (what, acceptor, roots) in cases {
        let mut upstream = Upstream::start(move |stream| {
            let acceptor = acceptor.clone();
            async move { read_request(&mut acceptor.accept(stream).await.ok()?).await }
        })
        .await;
        let mut setup = Setup::new(format!("https://localhost:{}", upstream.address.port()));
        setup.roots = roots;
        let proxy = setup.listen().await;
        let result = failure(&proxy, &reinstall()).await;
        assert_eq!(result, expected(502, "upstream_tls", "no"), "{what}");
        assert!(upstream.waiting().is_none(), "{what}");
    }
}

#[tokio::test]
async fn no_when_the_other_end_speaks_no_tls() {
    let upstream = Upstream::start(async |mut stream: TcpStream| {
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.ok()?;
        let _ = stream.read(&mut [0; 1024]).await;
        None
    })
    .await;
    let result = outcome(format!("https://127.0.0.1:{}", upstream.address.port())).await;
    assert_eq!(result, expected(502, "upstream_tls", "no"));
}

#[tokio::test]
async fn over_tls_a_trusted_upstream_gets_the_request() {
    let authority = Authority::new();
    let mut upstream = tls_upstream(&authority, "localhost").await;
    let mut setup = Setup::new(format!("https://localhost:{}", upstream.address.port()));
    setup.roots = authority.roots();
    let proxy = setup.listen().await;
    let answer = reinstall().send(proxy.address).await;
    assert_eq!((answer.status, answer.text().as_str()), (200, "{}"));
    let received = upstream.next().await;
    assert_eq!(received.body, reinstall().body);
    let host = format!("host: localhost:{}", upstream.address.port());
    assert!(received.headers().contains(&host.as_str()), "{}", received.head);
}

#[tokio::test]
async fn no_when_the_handshake_never_ends() {
    let upstream = Upstream::start(async |mut stream: TcpStream| {
        let _ = stream.read_to_end(&mut Vec::new()).await;
        None
    })
    .await;
    let mut setup = Setup::new(format!("https://127.0.0.1:{}", upstream.address.port()));
    setup.limits.timeout = Duration::from_secs(1);
    let proxy = setup.listen().await;
    let result = failure(&proxy, &reinstall()).await;
    assert_eq!(result, expected(504, "upstream_timeout", "no"));
}

#[tokio::test]
async fn over_tls_yes_when_everything_was_read_and_nothing_answered() {
    let authority = Authority::new();
    let acceptor = authority.server("localhost");
    let upstream = Upstream::start(move |stream| {
        let acceptor = acceptor.clone();
        async move { read_request(&mut acceptor.accept(stream).await.ok()?).await }
    })
    .await;
    let mut setup = Setup::new(format!("https://localhost:{}", upstream.address.port()));
    setup.roots = authority.roots();
    let proxy = setup.listen().await;
    let result = failure(&proxy, &reinstall()).await;
    assert_eq!(result, expected(502, "upstream_reset", "yes"));
}

#[tokio::test]
async fn never_a_no_when_the_connection_breaks_after_the_first_byte() {
    let upstream = Upstream::start(async |mut stream: TcpStream| {
        stream.read_u8().await.ok()?;
        // Closing on unread bytes resets the connection.
        None
    })
    .await;
    let (status, code, sent) = outcome(upstream.url()).await;
    assert_eq!((status, code.as_str()), (502, "upstream_reset"));
    // Head and body leave in one write, so by the first byte the body is on its way.
    assert_ne!(sent, "no");
}

#[tokio::test]
async fn an_upstream_that_closes_at_once_is_a_reset() {
    let upstream = Upstream::start(async |stream: TcpStream| {
        drop(stream);
        None
    })
    .await;
    let (status, code, _) = outcome(upstream.url()).await;
    assert_eq!((status, code.as_str()), (502, "upstream_reset"));
}

#[tokio::test]
async fn yes_when_everything_was_read_and_the_connection_closed() {
    let mut upstream = Upstream::start(async |mut stream: TcpStream| read_request(&mut stream).await).await;
    let result = outcome(upstream.url()).await;
    assert_eq!(result, expected(502, "upstream_reset", "yes"));
    assert_eq!(upstream.next().await.body, reinstall().body);
    assert!(upstream.waiting().is_none(), "sent once");
}

#[tokio::test]
async fn yes_when_everything_was_read_and_no_answer_came_in_time() {
    let upstream = Upstream::start(async |mut stream: TcpStream| {
        let request = read_request(&mut stream).await;
        let _ = stream.read_u8().await;
        request
    })
    .await;
    let mut setup = Setup::new(upstream.url());
    setup.limits.timeout = Duration::from_secs(2);
    let proxy = setup.listen().await;
    let result = failure(&proxy, &reinstall()).await;
    assert_eq!(result, expected(504, "upstream_timeout", "yes"));
}

#[tokio::test]
async fn unknown_when_the_upstream_stops_reading_half_way() {
    let upstream = Upstream::start(async |mut stream: TcpStream| {
        read_head(&mut stream).await;
        stream.read_exact(&mut [0; 1024]).await.ok()?;
        // Holds the connection and reads no more.
        std::future::pending::<()>().await;
        drop(stream);
        None
    })
    .await;
    let mut setup = Setup::new(upstream.url());
    setup.limits.timeout = Duration::from_secs(2);
    setup.limits.max_body = HUGE;
    let proxy = setup.listen().await;
    let result = failure(&proxy, &reinstall().body(&vec![b'a'; HUGE])).await;
    assert_eq!(result, expected(504, "upstream_timeout", "unknown"));
}

#[tokio::test]
async fn yes_when_the_answer_is_no_answer() {
    let cases = [
        ("garbage", "this is not HTTP\r\n\r\n", "upstream_bad_answer"),
        ("bad status line", "HTTP/1.1 abc OK\r\n\r\n", "upstream_bad_answer"),
        ("bad header", "HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "upstream_bad_answer"),
        ("bad length", "HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n", "upstream_bad_answer"),
        ("two lengths", "HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab", "upstream_bad_answer"),
        (
            "another protocol",
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
            "upstream_bad_answer",
        ),
        ("head broken off", "HTTP/1.1 200 OK\r\ncontent-", "upstream_reset"),
        ("body broken off", "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nab", "upstream_reset"),
        ("body too long", &ok(&"a".repeat(200)), "upstream_too_large"),
    ];
    for (what, answer, code) in cases {
        let upstream = Upstream::answering(answer).await;
        let mut setup = Setup::new(upstream.url());
        setup.limits.max_answer = 150;
        let proxy = setup.listen().await;
        let result = failure(&proxy, &reinstall()).await;
        assert_eq!(result, expected(502, code, "yes"), "{what}");
    }
}

/// The client leaves while half of the body is still in the proxy. That the proxy has noticed is
/// certain, for it closes the connection; only then does the upstream read on.
#[tokio::test]
async fn a_client_that_leaves_does_not_cut_what_has_begun() {
    let (begun, mut has_begun) = mpsc::unbounded_channel();
    let (go_on, wait) = watch::channel(false);
    let mut upstream = Upstream::start(move |mut stream| {
        let (begun, mut wait) = (begun.clone(), wait.clone());
        async move {
            let head = read_head(&mut stream).await?;
            begun.send(()).ok()?;
            wait.wait_for(|go_on| *go_on).await.ok()?;
            let mut body = vec![0; HUGE];
            stream.read_exact(&mut body).await.ok()?;
            stream.write_all(ok("{}").as_bytes()).await.ok()?;
            Some(Received { head, body })
        }
    })
    .await;
    let mut setup = Setup::new(upstream.url());
    setup.limits.max_body = HUGE;
    let proxy = setup.listen().await;
    let call = reinstall().body(&vec![b'a'; HUGE]);

    let mut client = TcpStream::connect(proxy.address).await.unwrap();
    client.write_all(&call.bytes()).await.unwrap();
    has_begun.recv().await.unwrap();
    leave(client).await;

    go_on.send(true).unwrap();
    assert!(upstream.next().await.body == call.body, "the body is not what was sent");
}

#[tokio::test]
async fn a_client_that_leaves_before_anything_left_takes_its_request_with_it() {
    let (connected, mut has_connected) = mpsc::unbounded_channel();
    let mut upstream = Upstream::start(move |mut stream: TcpStream| {
        let connected = connected.clone();
        async move {
            // The handshake's first bytes, and then no answer to it.
            stream.read_u8().await.ok()?;
            connected.send(()).ok()?;
            let mut rest = Vec::new();
            stream.read_to_end(&mut rest).await.ok()?;
            Some(Received { head: String::new(), body: rest })
        }
    })
    .await;
    let proxy = Setup::new(format!("https://127.0.0.1:{}", upstream.address.port())).listen().await;
    let mut client = TcpStream::connect(proxy.address).await.unwrap();
    client.write_all(&reinstall().bytes()).await.unwrap();
    has_connected.recv().await.unwrap();
    client.shutdown().await.unwrap();
    // Ends only when the proxy closes, long before its time-out.
    let rest = upstream.next().await.body;
    assert!(!rest.windows(10).any(|w| w == b"instanceId"));
}

/// Closes the client's half and waits until the proxy has noticed: it closes the other.
async fn leave(mut client: TcpStream) {
    client.shutdown().await.unwrap();
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).await.unwrap();
    assert!(answer.is_empty(), "{}", String::from_utf8_lossy(&answer));
}

#[tokio::test]
async fn stopping_waits_for_what_is_under_way() {
    let (begun, mut has_begun) = mpsc::unbounded_channel();
    let (go_on, wait) = watch::channel(0);
    let count = AtomicUsize::new(0);
    let upstream = Upstream::start(move |mut stream| {
        let (begun, mut wait) = (begun.clone(), wait.clone());
        let turn = count.fetch_add(1, Ordering::SeqCst) + 1;
        async move {
            let request = read_request(&mut stream).await?;
            begun.send(()).ok()?;
            wait.wait_for(|now| *now >= turn).await.ok()?;
            stream.write_all(ok("{\"done\":1}").as_bytes()).await.ok()?;
            Some(request)
        }
    })
    .await;
    let mut proxy = Setup::new(upstream.url()).listen().await;
    let address = proxy.address;
    let idle = TcpStream::connect(address).await.unwrap();
    // The first stays and gets its answer, the second leaves without one.
    let stays = tokio::spawn(async move { reinstall().send(address).await });
    has_begun.recv().await.unwrap();
    let mut leaves = TcpStream::connect(address).await.unwrap();
    leaves.write_all(&reinstall().bytes()).await.unwrap();
    has_begun.recv().await.unwrap();
    leave(leaves).await;

    proxy.stop();
    // Nobody listens any more, so the stop has been noticed.
    while TcpStream::connect(address).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!proxy.task.is_finished());
    go_on.send(1).unwrap();
    let answer: Answer = stays.await.unwrap();
    assert_eq!((answer.status, answer.text().as_str()), (200, "{\"done\":1}"));
    // Nobody waits for the second but the proxy.
    for _ in 0..1000 {
        tokio::task::yield_now().await;
    }
    assert!(!proxy.task.is_finished());
    go_on.send(2).unwrap();
    proxy.task.await.unwrap();
    drop(idle);
}
