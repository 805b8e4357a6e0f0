//! A script for any POSIX shell. It signs as the vendor's SDKs do: content type and host (zenlayer-api.md section 2).

use super::body;
use super::placeholders::{
    ACCESS_KEY_ID, ACCESS_KEY_PASSWORD, CONFIRMATION, DEFAULT_DOMAIN, DOMAIN, Open, Placeholder, SCHEME,
    SERVER_PASSWORD, USER_DATA_FILE,
};
use super::preface::{ACCESS_KEY, NOT_CONFIRMED, Preface, shown_id};
use super::quote;
use crate::api::Action;
use crate::api::call::CONTENT_TYPE;
use crate::api::sign::ALGORITHM;
use crate::prelude::*;

const PREFACE: Preface<'_> = Preface {
    comment: "# ",
    by: "by curl",
    usage: &["Needs curl, openssl and a POSIX shell. Save it as reinstall.sh and run: sh reinstall.sh"],
    credentials: ACCESS_KEY,
    takes_domain: true,
};

/// `openssl dgst -hmac` would show the key to everybody who lists the machine's processes, so HMAC is put together from
/// plain hashes: only shell built-ins see the key. JSON strings are made by awk, which every POSIX system has.
const FUNCTIONS: &str = r#"
# Standard input as hexadecimal digits; its SHA-256, as such too.
hex() { od -An -v -tx1 | tr -d ' \n'; }
sha256() { openssl dgst -sha256 -binary | hex; }

# The bytes of the hexadecimal digits $1, each combined with $2 by exclusive or.
bytes() {
  digits=$1
  while [ -n "$digits" ]; do
    rest=${digits#??}
    printf "\\$(printf '%03o' $((0x${digits%"$rest"} ^ $2)))"
    digits=$rest
  done
}

# HMAC-SHA256 of standard input with the key $1, no part of which becomes an argument of a program.
hmac() {
  key=$(printf '%s' "$1" | hex)
  if [ "${#key}" -gt 128 ]; then key=$(printf '%s' "$1" | sha256); fi
  while [ "${#key}" -lt 128 ]; do key=${key}00; done
  inner=$({ bytes "$key" 54; cat; } | sha256)
  { bytes "$key" 92; bytes "$inner" 0; } | sha256
}
"#;

const JSON_TEXT: &str = r#"
# Standard input as a JSON string. The dot saves the newlines at the end.
json_text() {
  { cat; echo .; } | LC_ALL=C awk '
    function put(text,  i, c) {
      for (i = 1; i <= length(text); i++) { c = substr(text, i, 1); printf "%s", (c in escaped) ? escaped[c] : c }
    }
    BEGIN {
      for (i = 1; i < 32; i++) escaped[sprintf("%c", i)] = sprintf("\\u%04x", i)
      escaped["\""] = "\\\""; escaped["\\"] = "\\\\"
      printf "\""
    }
    NR > 1 { put(line); printf "\\n" }
    { line = $0 }
    END { put(substr(line, 1, length(line) - 1)); printf "\"" }'
}
"#;

pub(super) fn write(request: &Open<'_>) -> String {
    let mut out = PREFACE.write(request);
    out.push_str("(\nset -eu\n");
    out.push_str(&confirmation(request));
    out.push_str(&required(ACCESS_KEY_ID));
    out.push_str(&required(ACCESS_KEY_PASSWORD));
    out.push_str(&secrets_are_there(request));
    out.push_str(&format!("scheme=${{{SCHEME}:-https}}\ndomain=${{{DOMAIN}:-{DEFAULT_DOMAIN}}}\n"));
    out.push_str(FUNCTIONS);
    if request.password.is_some() || request.user_data.is_some() {
        out.push_str(JSON_TEXT);
    }
    out.push('\n');
    if request.password.is_some() {
        out.push_str(&format!("password=$(printf '%s' \"${SERVER_PASSWORD}\" | json_text)\n"));
    }
    if request.user_data.is_some() {
        out.push_str(&format!("user_data=$(json_text < {USER_DATA_FILE})\n"));
    }
    // No apostrophe is in the JSON but those that end its quotes around a variable.
    let body = body::write(request, |secret| match secret {
        Placeholder::Password => "'\"$password\"'".to_owned(),
        Placeholder::UserData => "'\"$user_data\"'".to_owned(),
    });
    out.push_str(&format!("body='{body}'\n"));
    out.push_str(&sending());
    out
}

/// Nothing goes on unless the confirmation is the server's id.
pub(super) fn confirmation(request: &Open<'_>) -> String {
    let id = quote::shell(&shown_id(request));
    format!(
        "server={id}\nif [ \"${{{CONFIRMATION}:-}}\" != \"$server\" ]; then\n  \
         printf '{NOT_CONFIRMED} %s. Set {CONFIRMATION} to that id to go on.\\n' \"$server\" >&2\n  exit 1\nfi\n"
    )
}

/// Ends with a message where the variable is empty or not set.
pub(super) fn required(name: &str) -> String {
    format!(": \"${{{name}:?is not set. Nothing was sent.}}\"\n")
}

/// Stops where the password or the user data would be empty: the API takes that for absent and does something else.
pub(super) fn secrets_are_there(request: &Open<'_>) -> String {
    let mut out = String::new();
    if request.password.is_some() {
        out.push_str(&required(SERVER_PASSWORD));
    }
    if request.user_data.is_some() {
        out.push_str(&format!(
            "if [ ! -s {USER_DATA_FILE} ]; then\n  \
             printf '{USER_DATA_FILE} is not there or empty. Nothing was sent.\\n' >&2\n  exit 1\nfi\n"
        ));
    }
    out
}

/// `--disable` because a `.curlrc` could say `retry`, and this must be sent once.
fn sending() -> String {
    let (action, service) = (Action::ReinstallInstance, Action::ReinstallInstance.service());
    let (name, version, path) = (service.name(), service.version(), service.path());
    format!(
        r#"
timestamp=$(date +%s)
canonical=$(printf 'POST\n/\n\ncontent-type:%s\nhost:%s\n\ncontent-type;host\n%s' \
  {CONTENT_TYPE} "$domain" "$(printf '%s' "$body" | sha256)")
signature=$(printf '{ALGORITHM}\n%s\n%s' "$timestamp" "$(printf '%s' "$canonical" | sha256)" |
  hmac "${ACCESS_KEY_PASSWORD}")

# Sent once: no settings file, no retries, no redirects. The body goes by standard input, which no process list shows.
if ! answer=$(printf '%s' "$body" | curl --disable --silent --show-error --max-time 60 \
  --header 'content-type: {CONTENT_TYPE}' \
  --header "host: $domain" \
  --header 'x-zc-action: {action}' \
  --header 'x-zc-service: {name}' \
  --header 'x-zc-version: {version}' \
  --header 'x-zc-signature-method: {ALGORITHM}' \
  --header "x-zc-timestamp: $timestamp" \
  --header "authorization: {ALGORITHM} Credential=${ACCESS_KEY_ID}, SignedHeaders=content-type;host, Signature=$signature" \
  --data-binary @- --write-out '\nHTTP %{{http_code}}\n' "$scheme://$domain{path}")
then
  printf 'No whole answer came. The server may have begun: look at it before you run this again.\n' >&2
  exit 1
fi
printf '%s\n' "$answer"
[ "${{answer##* }}" = 200 ]
)
"#
    )
}
