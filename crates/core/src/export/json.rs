//! The body of the call, for any HTTP client. In a secret's place is an object: the API takes texts alone there, so that
//! a body which was not filled in is refused and never becomes a password.

use super::body;
use super::placeholders::{Open, Placeholder, SERVER_PASSWORD, USER_DATA_FILE};
use crate::prelude::*;

pub(super) fn write(request: &Open<'_>) -> String {
    let mut out = body::write(request, |secret| match secret {
        Placeholder::Password => format!("{{\"$env\": \"{SERVER_PASSWORD}\"}}"),
        Placeholder::UserData => format!("{{\"$file\": \"{USER_DATA_FILE}\"}}"),
    });
    out.push('\n');
    out
}
