//! The wire, without I/O: names of calls, signing, envelopes, error codes.

pub mod action;
pub mod authorization;
pub mod call;
pub mod envelope;
pub mod error;
pub mod query;
pub mod sign;

pub use action::{Action, Service};
pub use call::{Call, Coverage, NotARead, SignedRequest};
pub use envelope::{Answer, CallError, ProxyError, RawAnswer, Sent, masked, read_answer};
pub use error::{ApiError, ServerCode};
pub use sign::{AccessKey, Sign, Signature, StringToSign};

/// The access key that a sandbox knows when it is started with none. Public on purpose.
pub const DEMO_ACCESS_KEY_ID: &str = "demo-access-key";

/// The password of [`DEMO_ACCESS_KEY_ID`]. Public on purpose: it opens nothing but a sandbox.
pub const DEMO_ACCESS_KEY_PASSWORD: &str = "demo-access-key-password";
