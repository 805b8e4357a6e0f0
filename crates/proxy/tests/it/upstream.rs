//! Hand-made upstreams: a socket, and what happens on each connection.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc;
use tokio::time::timeout;

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// The lines of the head behind the first, sorted.
    pub(crate) fn headers(&self) -> Vec<&str> {
        let mut lines: Vec<_> = self.head.trim_end().lines().skip(1).collect();
        lines.sort_unstable();
        lines
    }
}

/// An upstream on a port of its own.
pub(crate) struct Upstream {
    pub(crate) address: SocketAddr,
    received: mpsc::UnboundedReceiver<Received>,
}

impl Upstream {
    /// Does as `behave` says with each connection; what `behave` returns is what was received.
    pub(crate) async fn start<F>(behave: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Option<Received>> + Send + 'static,
    {
        // A small buffer, so that an upstream that stops reading is soon noticed.
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(8 * 1024).unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        Self::on(socket.listen(64).unwrap(), behave)
    }

    fn on<F>(listener: TcpListener, behave: impl Fn(TcpStream) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Option<Received>> + Send + 'static,
    {
        let address = listener.local_addr().unwrap();
        let (sender, received) = mpsc::unbounded_channel();
        let behave = Arc::new(behave);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (sender, behave) = (sender.clone(), behave.clone());
                tokio::spawn(async move {
                    if let Some(request) = behave(stream).await {
                        let _ = sender.send(request);
                    }
                });
            }
        });
        Self { address, received }
    }

    /// Reads a whole request and writes `answer`.
    pub(crate) async fn answering(answer: impl Into<Vec<u8>>) -> Self {
        let answer = answer.into();
        Self::start(move |mut stream| {
            let answer = answer.clone();
            async move {
                let request = read_request(&mut stream).await?;
                stream.write_all(&answer).await.ok()?;
                Some(request)
            }
        })
        .await
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next request; waits for it, but not for ever.
    pub(crate) async fn next(&mut self) -> Received {
        let next = timeout(Duration::from_secs(30), self.received.recv()).await;
        next.expect("no request came").unwrap()
    }

    /// A request that has already arrived.
    pub(crate) fn waiting(&mut self) -> Option<Received> {
        self.received.try_recv().ok()
    }
}

/// A 200 with `body`.
pub(crate) fn ok(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}", body.len())
}

/// Reads up to the blank line.
pub(crate) async fn read_head(stream: &mut (impl AsyncRead + Unpin)) -> Option<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    String::from_utf8(head).ok()
}

/// Reads a whole request; `None` where it breaks off.
pub(crate) async fn read_request(stream: &mut (impl AsyncRead + Unpin)) -> Option<Received> {
    let head = read_head(stream).await?;
    let length =
        head.lines().find_map(|line| line.strip_prefix("content-length: ")).map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some(Received { head, body })
}
