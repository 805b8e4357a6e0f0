//! The lines that every snippet begins with: what it does, that it wipes, what to set first.

use super::placeholders::{
    ACCESS_KEY_ID, ACCESS_KEY_PASSWORD, CONFIRMATION, DEFAULT_DOMAIN, DOMAIN, Open, SCHEME, SERVER_PASSWORD,
    USER_DATA_FILE,
};
use super::quote;
use crate::api::Service;
use crate::prelude::*;

/// The texts and names that a format's first lines are made of.
pub(super) struct Preface<'a> {
    /// What begins a comment, with a space behind it.
    pub(super) comment: &'a str,
    /// `by the vendor's Python SDK`
    pub(super) by: &'a str,
    /// What must be installed and how it is started; a line each.
    pub(super) usage: &'a [&'a str],
    /// Variables that hold the credentials, with what they hold.
    pub(super) credentials: &'a [(&'a str, &'a str)],
    /// Whether the host can be another one: [`DOMAIN`] and [`SCHEME`].
    pub(super) takes_domain: bool,
}

/// The access key where the code reads it by the Terraform provider's names.
pub(super) const ACCESS_KEY: &[(&str, &str)] =
    &[(ACCESS_KEY_ID, "the access key"), (ACCESS_KEY_PASSWORD, "the password of the access key")];

/// The server's id as it is shown and must be typed: itself, unless it holds what is no printable ASCII.
pub(super) fn shown_id(request: &Open<'_>) -> String {
    quote::json_inner(request.instance_id)
}

/// What is said where the confirmation is missing. It follows the server's id.
pub(super) const NOT_CONFIRMED: &str = "Nothing was sent. This wipes the server whose id is";

impl Preface<'_> {
    /// All of it, for code that wipes when it runs. No apostrophe and no other sign that a shell could take for its own:
    /// not every shell takes `#` for a comment when it is pasted.
    pub(super) fn write(&self, request: &Open<'_>) -> String {
        let id = quote::shell(&shown_id(request));
        let mut lines = what_it_does(self.by, &id);
        lines.extend([String::new(), "Set these environment variables first:".to_owned()]);
        let mut variable = |name: &str, what: &str| lines.push(format!("  {name}: {what}"));
        variable(CONFIRMATION, &format!("{id}, to say that it is meant"));
        for (name, what) in self.credentials {
            variable(name, what);
        }
        if request.password.is_some() {
            variable(SERVER_PASSWORD, "the new password of the server, also for IPMI");
        }
        if self.takes_domain {
            variable(DOMAIN, &format!("only for another host than {DEFAULT_DOMAIN}"));
            variable(SCHEME, "only for http, to a sandbox");
        }
        if request.user_data.is_some() {
            lines.push(format!("Put the user data into the file {USER_DATA_FILE}, in the folder where this runs."));
        }
        lines.extend(self.usage.iter().map(|&line| line.to_owned()));
        lines.push(String::new());
        lines.push("If no answer comes, look at the server before you run this again: it may have begun.".to_owned());
        commented(self.comment, &lines)
    }
}

/// The first two lines. `id` is quoted.
pub(super) fn what_it_does(by: &str, id: &str) -> Vec<String> {
    vec![
        format!("Reinstalls a Zenlayer bare metal server {by}: ReinstallInstance, version {}.", Service::Bmc.version()),
        format!("WARNING: it WIPES the server {id}. What is on its disks is lost for good."),
    ]
}

/// The lines as comments.
pub(super) fn commented(comment: &str, lines: &[String]) -> String {
    lines.iter().map(|line| format!("{}\n", format!("{comment}{line}").trim_end())).collect()
}

/// In place of code, where a format cannot say what is asked.
pub(super) fn impossible(comment: &str, request: &Open<'_>, why: &str, instead: &str) -> String {
    let id = quote::shell(&shown_id(request));
    let lines = [format!("No code for the reinstall of the server {id}:"), why.to_owned(), instead.to_owned()];
    commented(comment, &lines)
}
