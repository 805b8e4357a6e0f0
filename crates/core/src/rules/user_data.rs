//! User data: its size in bytes, and what would keep it from running (section 10; R8).

use super::{Checked, Found, Installs, Value, member};
use crate::issue::{IssueCode, Term};
use crate::machine::Family;
use crate::read::USER_DATA;

/// The most user data, in bytes of UTF-8 (D19).
pub const USER_DATA_MAX_BYTES: usize = 32 * 1024;

/// Above this, in bytes of UTF-8, it is not certain that the API accepts it (D19).
pub const USER_DATA_SAFE_BYTES: usize = 32_000;

/// What the first line of user data can begin with for cloud-init to know it.
const HEADERS: [&str; 9] = [
    "#!",
    "#cloud-config",
    "#cloud-boothook",
    "#include",
    "#part-handler",
    "## template:",
    "Content-Type:",
    "MIME-Version:",
    "#upstart-job",
];

/// What the first line can begin with for Windows' counterpart of it.
const WINDOWS_HEADERS: [&str; 4] = ["#ps1", "<powershell>", "<script>", "rem cmd"];

pub(crate) fn check(checked: &Checked<'_>, found: &mut Found<'_>) {
    let Some(text) = checked.request.user_data() else { return };
    let mut issue = |code, values: &[Value<'_>]| found.add(code, member(USER_DATA), values);
    let actual = text.len();
    if actual > USER_DATA_MAX_BYTES {
        issue(IssueCode::UserDataTooLong, &[Value::count(USER_DATA_MAX_BYTES), Value::count(actual)]);
    } else if actual > USER_DATA_SAFE_BYTES {
        let limits = [Value::count(actual), Value::count(USER_DATA_SAFE_BYTES), Value::count(USER_DATA_MAX_BYTES)];
        issue(IssueCode::UserDataNearLimit, &limits);
    }
    let system = match (checked.installs, checked.installs.family()) {
        (Installs::Ipxe, _) => Some(Term::IpxeInstallation),
        (Installs::Nothing, _) => Some(Term::NoSystem),
        (_, Some(Family::Windows)) => Some(Term::Windows),
        (_, Some(Family::Esxi)) => Some(Term::Esxi),
        _ => None,
    };
    match system {
        Some(system) => issue(IssueCode::UserDataNotRun, &[Value::Term(system)]),
        None => first_line(text, checked.installs.family().is_some(), found),
    }
}

/// What Linux's cloud-init would stumble over, on an image of Linux or one that is not known.
fn first_line(text: &str, is_linux: bool, found: &mut Found<'_>) {
    let mut issue = |code| found.add(code, member(USER_DATA), &[]);
    let without_mark = text.trim_start_matches('\u{feff}');
    if without_mark.len() != text.len() {
        issue(IssueCode::UserDataByteOrderMark);
    }
    let line = without_mark.as_bytes().split(|byte| *byte == b'\n').next().unwrap_or_default();
    if line.starts_with(b"#!") && line.last() == Some(&b'\r') {
        issue(IssueCode::UserDataCarriageReturn);
    }
    if looks_compressed(without_mark) {
        issue(IssueCode::UserDataCompressed);
    } else if looks_encoded(without_mark) {
        issue(IssueCode::UserDataEncoded);
    } else if !HEADERS.iter().any(|header| line.starts_with(header.as_bytes()))
        // Where the image is not known, it may be Windows.
        && (is_linux || !WINDOWS_HEADERS.iter().any(|header| line.starts_with(header.as_bytes())))
    {
        issue(IssueCode::UserDataNoHeader);
    }
}

/// gzip begins with the bytes 1F 8B; read as text, the second is one of these.
fn looks_compressed(text: &str) -> bool {
    text.starts_with("\u{1f}\u{8b}") || text.starts_with("\u{1f}\u{fffd}") || text.starts_with("\u{1f}\u{2039}")
}

/// Nothing but base64, and enough of it to be no accident.
fn looks_encoded(text: &str) -> bool {
    let compact = text.bytes().filter(|byte| !byte.is_ascii_whitespace());
    let mut length = 0_usize;
    for byte in compact {
        if !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')) {
            return false;
        }
        length += 1;
    }
    length >= 16 && length.is_multiple_of(4)
}
