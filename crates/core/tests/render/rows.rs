//! The rows of the core's tables as data for JavaScript.

use super::types::{kind, name};
use reinstall_core::api::ServerCode;
use reinstall_core::issue::{IssueCode, Locale};
use serde_json::{Map, Value, json};

const MADE: &str = "// Made from the core's tables by `cargo xtask codegen`; changes here are lost.\n";

/// The file `issue-codes.js`: every rule, in the order of the fields.
pub(crate) fn issue_codes() -> String {
    let rows: String = IssueCode::ALL
        .iter()
        .map(|code| {
            let row = code.row();
            let params: Map<String, Value> =
                row.params.iter().map(|(param, of)| ((*param).to_owned(), json!(kind(*of)))).collect();
            let line = json!({
                "code": row.id,
                "field": row.field.name(),
                "severity": name(&row.severity),
                "message": code.template(Locale::En),
                "messageZhCN": code.template(Locale::ZhCn),
                "params": params,
                "serverCode": row.server.map(|(code, _)| code.name()),
                "httpStatus": row.server.map(|(code, _)| code.http_status()),
                "serverCertainty": row.server.map(|(_, certainty)| name(&certainty)),
                "certainty": name(&row.certainty),
                "source": row.source(),
            });
            format!("  {line},\n")
        })
        .collect();
    format!("{MADE}\n/** The table of rules. */\nexport const ISSUE_CODES = [\n{rows}];\n")
}

/// The file `server-codes.js`: every error code of the API that is known.
pub(crate) fn server_codes() -> String {
    let rows: String = ServerCode::ALL
        .iter()
        .map(|code| {
            let row = code.row();
            format!("  {},\n", json!([row.name, row.meaning, row.what_to_do, row.http_status, row.field]))
        })
        .collect();
    let columns = "/** Code, meaning, what to do, HTTP status, member of the request. */";
    format!("{MADE}\n{columns}\nexport const SERVER_CODES = [\n{rows}];\n")
}
