//! Whether a request has left: the one fact that decides if a reinstall may be tried again.
//!
//! [`Watched`] lies around the connection, above TLS, and counts what it is given. It does not
//! trust the HTTP library to say when it writes: it finds the end of the head in the bytes
//! themselves, and every byte after that is body. When in doubt the answer is "unknown"; "no" is
//! said only while not one byte of the body has been offered to the connection.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// Whether the upstream can have acted on a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sent {
    /// Not one byte of the body was written: the upstream cannot have acted.
    No,
    /// Some bytes were written, perhaps all: nobody can tell.
    Unknown,
    /// The last byte was written: the upstream may well have acted.
    Yes,
}

impl Sent {
    /// The word in the JSON of an error.
    pub const fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::Yes => "yes",
        }
    }
}

impl fmt::Display for Sent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Reads, at any time, how far the request on a [`Watched`] connection has got.
#[derive(Clone, Debug)]
pub struct SentState(Arc<AtomicU8>);

impl SentState {
    fn new() -> Self {
        Self(Arc::new(AtomicU8::new(0)))
    }

    /// How far the request has got. Only ever moves forward.
    pub fn get(&self) -> Sent {
        match self.0.load(Ordering::Acquire) {
            0 => Sent::No,
            1 => Sent::Unknown,
            _ => Sent::Yes,
        }
    }

    fn advance(&self, to: Sent) {
        let to = match to {
            Sent::No => 0,
            Sent::Unknown => 1,
            Sent::Yes => 2,
        };
        self.0.fetch_max(to, Ordering::AcqRel);
    }
}

/// A connection that carries one HTTP/1.1 request with a body of known length and notes how much
/// of that body has been written.
#[derive(Debug)]
pub struct Watched<S> {
    inner: S,
    head: Head,
    body_length: u64,
    body_written: u64,
    state: SentState,
}

impl<S> Watched<S> {
    /// Watches `inner` for one request whose body is `body_length` bytes long.
    pub fn new(inner: S, body_length: u64) -> (Self, SentState) {
        let state = SentState::new();
        let watched = Self { inner, head: Head::default(), body_length, body_written: 0, state: state.clone() };
        (watched, state)
    }

    /// The connection took `bytes`.
    fn accepted(&mut self, bytes: &[u8]) {
        let of_body = self.head.body_bytes(bytes);
        self.body_written += of_body as u64;
        // Without a body the head is the whole request.
        if of_body > 0 || (self.body_length == 0 && !bytes.is_empty()) {
            self.state.advance(Sent::Unknown);
        }
    }

    /// The connection was given `bytes` and did not say that it took any: it may have all the same.
    fn offered(&self, bytes: &[u8]) {
        if self.body_length == 0 || self.head.clone().body_bytes(bytes) > 0 {
            self.state.advance(Sent::Unknown);
        }
    }

    /// After a flush: what was accepted has left this process.
    fn flushed(&self) {
        // More than was announced is no known request, so only equality counts.
        if self.head.ended() && self.body_written == self.body_length {
            self.state.advance(Sent::Yes);
        }
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.inner).poll_write(cx, bytes);
        match written {
            Poll::Ready(Ok(count)) => self.accepted(bytes.get(..count).unwrap_or(bytes)),
            Poll::Ready(Err(_)) | Poll::Pending => self.offered(bytes),
        }
        written
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let flushed = Pin::new(&mut self.inner).poll_flush(cx);
        if matches!(flushed, Poll::Ready(Ok(()))) {
            self.flushed();
        }
        flushed
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_shutdown(cx)
    }

    // Vectored writes stay off (the trait's default), so `poll_write` sees every byte.
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.inner).poll_read(cx, buffer)
    }
}

/// Finds the blank line that ends the head of a request.
#[derive(Clone, Debug, Default)]
struct Head {
    /// How many bytes of [`Head::END`] the bytes so far end with.
    matched: usize,
}

impl Head {
    const END: &'static [u8] = b"\r\n\r\n";

    const fn ended(&self) -> bool {
        self.matched == Self::END.len()
    }

    /// Takes the next bytes of the request; how many of them lie behind the head.
    fn body_bytes(&mut self, bytes: &[u8]) -> usize {
        for (at, byte) in bytes.iter().enumerate() {
            match Self::END.get(self.matched) {
                None => return bytes.len() - at,
                Some(wanted) if wanted == byte => self.matched += 1,
                Some(_) => self.matched = usize::from(*byte == b'\r'),
            }
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::VecDeque;
    use std::future::poll_fn;

    /// A connection whose writes and flushes answer what the test says.
    #[derive(Default)]
    struct Script {
        writes: VecDeque<Poll<io::Result<usize>>>,
        flushes: VecDeque<Poll<io::Result<()>>>,
    }

    impl AsyncWrite for Script {
        fn poll_write(mut self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
            self.writes.pop_front().unwrap_or(Poll::Ready(Ok(bytes.len())))
        }
        fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            self.flushes.pop_front().unwrap_or(Poll::Ready(Ok(())))
        }
        fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
            Poll::Ready(Ok(()))
        }
    }

    fn broken<T>() -> Poll<io::Result<T>> {
        Poll::Ready(Err(io::ErrorKind::ConnectionReset.into()))
    }

    fn poll<T>(mut action: impl FnMut(&mut Context<'_>) -> Poll<T>) -> Poll<T> {
        action(&mut Context::from_waker(std::task::Waker::noop()))
    }

    fn write(connection: &mut Watched<Script>, bytes: &[u8]) {
        let _ = poll(|cx| Pin::new(&mut *connection).poll_write(cx, bytes));
    }

    fn flush(connection: &mut Watched<Script>) {
        let _ = poll(|cx| Pin::new(&mut *connection).poll_flush(cx));
    }

    const HEAD: &[u8] = b"POST / HTTP/1.1\r\nhost: a\r\n\r\n";

    #[test]
    fn the_head_alone_is_not_the_request() {
        let (mut connection, sent) = Watched::new(Script::default(), 4);
        assert_eq!(sent.get(), Sent::No);
        write(&mut connection, HEAD);
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::No);
    }

    #[test]
    fn unknown_from_the_first_body_byte_and_yes_after_the_last_is_flushed() {
        let (mut connection, sent) = Watched::new(Script::default(), 4);
        write(&mut connection, HEAD);
        write(&mut connection, b"a");
        assert_eq!(sent.get(), Sent::Unknown);
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Unknown);
        write(&mut connection, b"bcd");
        assert_eq!(sent.get(), Sent::Unknown, "not flushed yet");
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Yes);
    }

    #[test]
    fn head_and_body_in_one_write_count_too() {
        let (mut connection, sent) = Watched::new(Script::default(), 4);
        write(&mut connection, &[HEAD, b"abcd"].concat());
        assert_eq!(sent.get(), Sent::Unknown);
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Yes);
    }

    #[test]
    fn every_way_to_split_a_request_gives_the_same_answers() {
        let request = [HEAD, b"a\r\n\r\n"].concat();
        for cut in 0..=request.len() {
            let (mut connection, sent) = Watched::new(Script::default(), 5);
            let (first, second) = request.split_at(cut);
            write(&mut connection, first);
            flush(&mut connection);
            let expected = match cut {
                c if c <= HEAD.len() => Sent::No,
                c if c < request.len() => Sent::Unknown,
                _ => Sent::Yes,
            };
            assert_eq!(sent.get(), expected, "cut at {cut}");
            write(&mut connection, second);
            flush(&mut connection);
            assert_eq!(sent.get(), Sent::Yes, "cut at {cut}");
        }
    }

    #[test]
    fn a_write_that_fails_may_have_carried_bytes() {
        let (mut connection, sent) = Watched::new(Script::default(), 4);
        connection.inner.writes.push_back(broken());
        write(&mut connection, &[HEAD, b"abcd"].concat());
        assert_eq!(sent.get(), Sent::Unknown);
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Unknown);
    }

    #[test]
    fn a_partial_write_is_not_the_whole() {
        let (mut connection, sent) = Watched::new(Script::default(), 4);
        let request = [HEAD, b"abcd"].concat();
        connection.inner.writes.push_back(Poll::Ready(Ok(request.len() - 1)));
        write(&mut connection, &request);
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Unknown);
        write(&mut connection, b"d");
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Yes);
    }

    #[test]
    fn a_flush_that_waits_or_fails_proves_nothing() {
        let (mut connection, sent) = Watched::new(Script::default(), 4);
        connection.inner.flushes.extend([Poll::Pending, broken()]);
        write(&mut connection, &[HEAD, b"abcd"].concat());
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Unknown);
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Unknown);
    }

    #[test]
    fn more_bytes_than_announced_are_never_a_yes() {
        let (mut connection, sent) = Watched::new(Script::default(), 4);
        write(&mut connection, &[HEAD, b"abcde"].concat());
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Unknown);
    }

    #[test]
    fn without_a_body_the_first_byte_of_the_head_counts() {
        let (mut connection, sent) = Watched::new(Script::default(), 0);
        write(&mut connection, b"P");
        assert_eq!(sent.get(), Sent::Unknown);
        write(&mut connection, &HEAD[1..]);
        flush(&mut connection);
        assert_eq!(sent.get(), Sent::Yes);
    }

    #[tokio::test]
    async fn reading_changes_nothing() {
        let (near, _far) = tokio::io::duplex(16);
        let (mut connection, sent) = Watched::new(near, 4);
        let mut space = [0; 4];
        let mut buffer = ReadBuf::new(&mut space);
        let read = poll_fn(|cx| Poll::Ready(Pin::new(&mut connection).poll_read(cx, &mut buffer).is_pending())).await;
        assert!(read);
        assert_eq!(sent.get(), Sent::No);
    }
}
