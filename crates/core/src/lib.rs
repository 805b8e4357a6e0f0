//! Everything that is known about `ReinstallInstance`, with no I/O, no clock and no randomness.
//!
//! A request flows one way, and each arrow is a type that cannot be reached without the one before:
//! draft ([`ReinstallRequest`]) → checked ([`check`]) → [`Prepared`] → signed
//! ([`api::SignedRequest`]) → tracked ([`job`]) → done.
//!
//! | where | what |
//! | --- | --- |
//! | [`request`] | what is asked: the wire shapes, which can hold nonsense |
//! | [`machine`] | what the API tells about servers, models, images, key pairs |
//! | [`issue`], [`report`] | the table of rules; the result of a check |
//! | [`rules`], [`read`] | the rules; any JSON to a request |
//! | [`disk`], [`allowed`] | capacities; what each status allows |
//! | [`prepared`] | the meaning of a request that passed |
//! | [`api`] | calls, signing, envelopes, error codes |
//! | [`job`] | one reinstall as a state machine |
//! | [`export`] | the same request as code, without its secrets |
//!
//! ```
//! use reinstall_core::{Context, ReinstallRequest, check};
//!
//! let request = ReinstallRequest {
//!     instance_id: "820653960707704280".into(),
//!     hostname: Some("web_01".into()),
//!     ..ReinstallRequest::default()
//! };
//! let report = check(&request, Context::default());
//! assert!(!report.is_valid());
//! assert_eq!(report.issues[0].path.to_string(), "hostname");
//! assert_eq!(report.issues[0].server_code().unwrap().name(), "INVALID_PARAMETER_HOSTNAME_MALFORMED");
//! ```

#![cfg_attr(not(test), no_std)]
extern crate alloc;

pub mod allowed;
pub mod api;
pub mod disk;
pub mod export;
pub mod issue;
pub mod job;
pub mod machine;
mod prelude;
pub mod prepared;
pub mod read;
pub mod report;
pub mod request;
pub mod rules;
pub mod secret;
pub mod time;

pub use issue::Locale;
pub use prepared::{Prepared, prepare};
pub use report::{Issue, Report};
pub use request::ReinstallRequest;
pub use rules::{Context, check, check_json, check_value};
pub use secret::Secret;
