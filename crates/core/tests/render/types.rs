//! The TypeScript types of issues.

use reinstall_core::api::ServerCode;
use reinstall_core::issue::{Certainty, Field, IssueCode, Locale, ParamKind, Severity, Term};
use std::fmt::Write as _;

/// The file `issues.d.ts`.
pub(crate) fn types() -> String {
    let union = |names: Vec<String>| names.into_iter().map(|name| format!("\n  | \"{name}\"")).collect::<String>();
    let severities = [Severity::Error, Severity::Warning, Severity::Notice].map(|severity| name(&severity));
    let certainties =
        [Certainty::Documented, Certainty::UserGuide, Certainty::Inferred].map(|certainty| name(&certainty));
    let mut text = format!(
        "// Made from crates/core/src/issue/table.rs by `cargo xtask codegen`; changes here are lost.

/** How bad an issue is: only an `error` keeps a request from being sent. */
export type Severity = {};

/** How sure it is that the API holds to a rule, or answers with a code. */
export type Certainty = {};

/** The member of the request that a rule belongs to; `\"\"` is the request itself. */
export type Field ={};

/** The API's error codes that a violated rule would get, as on the wire. */
export type ServerCode ={};

/** Every error code of the API that is known, as on the wire. */
export type ErrorCode ={};

/** A word that a message mentions, by its stable name. */
export type Term ={};

/** Where in the request: `[\"partitions\", 1, \"size\"]`. Empty: the request itself. */
export type Path = (string | number)[];

/** A value that a message mentions: a number, a text or a `Term`, or several of these. Never a secret. */
export type Param = number | string | Param[];

/** The values that the message of each rule mentions. */
export interface IssueParams {{
",
        severities.map(|name| format!("\"{name}\"")).join(" | "),
        certainties.map(|name| format!("\"{name}\"")).join(" | "),
        union(Field::ALL.iter().map(|field| field.name().to_owned()).collect()),
        union(server_codes()),
        union(ServerCode::ALL.iter().map(|code| code.name().to_owned()).collect()),
        union(Term::ALL.iter().map(|term| term.id().to_owned()).collect()),
    );
    for code in IssueCode::ALL {
        let row = code.row();
        let params: Vec<String> = row.params.iter().map(|(name, kind)| format!("{name}: {}", type_of(*kind))).collect();
        let params =
            if params.is_empty() { "Record<never, never>".to_owned() } else { format!("{{ {} }}", params.join("; ")) };
        writeln!(text, "  /** {} ({}) */\n  {}: {params};", code.template(Locale::En), row.source(), row.id)
            .unwrap_or_default();
    }
    text + r#"}

/** Which rule was violated. Codes are stable; messages are not. */
export type IssueCode = keyof IssueParams;

/** One violated rule. `code` decides what `params` holds. */
export type Issue = {
  [Code in IssueCode]: {
    /** The place to change. */
    path: Path;
    /** Which rule. */
    code: Code;
    /** How bad it is. */
    severity: Severity;
    /** The sentence for a person, in English. */
    message: string;
    /** The values that the message mentions. */
    params: IssueParams[Code];
    /** What the API would answer, where it would refuse. */
    serverCode?: ServerCode;
    /** Other places that take part, e.g. the earlier of two equal paths. */
    related?: Path[];
  };
}[IssueCode];

/** Every issue of one check, in the order of the fields. */
export interface Report {
  /** No issue has severity `error`. */
  valid: boolean;
  /** All of them, never just the first. */
  issues: Issue[];
}

/** One row of the table of rules. */
export interface IssueRow {
  /** The stable name. */
  readonly code: IssueCode;
  /** The member that it belongs to. */
  readonly field: Field;
  /** How bad it is. */
  readonly severity: Severity;
  /** How sure the rule is. */
  readonly certainty: Certainty;
  /** What the API would answer; null where it would not refuse. */
  readonly serverCode: ServerCode | null;
  /** The HTTP status that it comes with. */
  readonly httpStatus: number | null;
  /** How sure that answer is. */
  readonly serverCertainty: Certainty | null;
  /** The values that the sentences mention, and what each of them is. */
  readonly params: { readonly [name: string]: "number" | "text" | "term" | "list" };
  /** The English sentence, with `{params}`. */
  readonly message: string;
  /** The same in Simplified Chinese. */
  readonly messageZhCN: string;
  /** Section of the API notes, public sources, decisions. */
  readonly source: string;
}
"#
}

/// The codes that rules name, each once, in the order of the API's table.
fn server_codes() -> Vec<String> {
    let named: Vec<ServerCode> =
        IssueCode::ALL.iter().filter_map(|code| code.row().server).map(|(code, _)| code).collect();
    ServerCode::ALL.iter().filter(|code| named.contains(code)).map(|code| code.name().to_owned()).collect()
}

/// What a param is, for a program.
pub(super) fn kind(kind: ParamKind) -> &'static str {
    match kind {
        ParamKind::Number => "number",
        ParamKind::Text => "text",
        ParamKind::Term => "term",
        ParamKind::List => "list",
    }
}

fn type_of(kind: ParamKind) -> &'static str {
    match kind {
        ParamKind::Number => "number",
        ParamKind::Text => "string",
        ParamKind::Term => "Term",
        ParamKind::List => "Param[]",
    }
}

/// The name of a value as serde writes it.
pub(super) fn name(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        other => unreachable!("{other:?} is no name"),
    }
}
