//! `docs/rules.md`: every rule, what the API would answer, how sure that is, and from where.

use reinstall_core::issue::sources::{DECISIONS, NOT_DECIDABLE, SOURCES};
use reinstall_core::issue::{Certainty, IssueCode, IssueRow, Locale, Severity};
use std::fmt::Write as _;

/// The sections of the API notes, in the order of the page, with their title in both languages.
const SECTIONS: [(&str, [&str; 2]); 10] = [
    ("5", ["The body as JSON", "作为 JSON 的请求体"]),
    ("6", ["Members of the request", "请求的成员"]),
    ("6.1", ["Hostname", "主机名"]),
    ("7.1", ["RAID", "RAID"]),
    ("7.2", ["Partitions", "分区"]),
    ("7.3", ["Network interfaces", "网络接口"]),
    ("8", ["Sign-in: password, key pair, both, neither", "登录：密码、密钥对、两者、均无"]),
    ("9", ["Image and iPXE", "镜像与 iPXE"]),
    ("10", ["User data", "用户数据"]),
    ("11", ["Status", "状态"]),
];

/// The words of the page around the rules.
struct Words {
    title: &'static str,
    intro: &'static str,
    head: &'static str,
    request: &'static str,
    accepts: &'static str,
    certainty: fn(Certainty) -> &'static str,
    severity: fn(Severity) -> &'static str,
    not_here: &'static str,
    decisions: &'static str,
    sources: &'static str,
}

const EN: Words = Words {
    title: "The rules of ReinstallInstance",
    intro: "Made from `crates/core/src/issue/` by `cargo xtask codegen`; changes here are lost. In Chinese: [rules.zh-CN.md](rules.zh-CN.md).

Every rule that `reinstall-core` checks before a request is sent, by topic. *Severity*: an **error** would be refused by the API, or would do other than asked; a **warning** is accepted and probably not meant; a **notice** is accepted, and the operator should know. *Answer* is the error code and HTTP status that the API would give; a `?` marks a status that no page states for this code. *Sure* says how sure the rule is, and after the slash, where it differs, how sure the answer is: **documented** by the vendor's API pages or code, by the **user guide**, or **inferred**. *Source* names the section of the project's notes on the API, public sources, and decisions (D…), all listed below.",
    head: "| Code | Field | Severity | Message | Answer | Sure | Source |",
    request: "(any)",
    accepts: "accepted",
    certainty: |certainty| match certainty {
        Certainty::Documented => "documented",
        Certainty::UserGuide => "user guide",
        Certainty::Inferred => "inferred",
    },
    severity: |severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    },
    not_here: "Not decidable before sending, or no condition:",
    decisions: "Decisions",
    sources: "Sources",
};

const ZH_CN: Words = Words {
    title: "ReinstallInstance 的规则",
    intro: "本页由 `cargo xtask codegen` 根据 `crates/core/src/issue/` 生成，手工修改会丢失。英文版：[rules.md](rules.md)；不可预先判断的规则、决定与来源的说明以英文版为准。

本页按主题列出 `reinstall-core` 在发送请求之前检查的每一条规则。**错误**：API 会拒绝，或执行结果与所求不符；**警告**：API 会接受，但多半并非本意；**提示**：API 会接受，操作者应当知晓。“应答”是 API 会返回的错误码与 HTTP 状态码，`?` 表示没有文档说明该错误码的状态码。“依据”说明规则的可靠程度，斜杠之后是应答的可靠程度（若有不同）：**文档**（厂商的 API 文档或代码）、**用户指南**、**推断**。",
    head: "| 代码 | 字段 | 级别 | 信息 | 应答 | 依据 | 来源 |",
    request: "（任意）",
    accepts: "接受",
    certainty: |certainty| match certainty {
        Certainty::Documented => "文档",
        Certainty::UserGuide => "用户指南",
        Certainty::Inferred => "推断",
    },
    severity: |severity| match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Notice => "提示",
    },
    not_here: "",
    decisions: "",
    sources: "",
};

/// The page in one language. The lists at its end are in English only.
pub(crate) fn rules_page(locale: Locale) -> String {
    let (words, language) = match locale {
        Locale::En => (EN, 0),
        Locale::ZhCn => (ZH_CN, 1),
    };
    let mut page = format!("# {}\n\n{}\n\n{}\n", words.title, words.intro, counts(locale));
    for code in IssueCode::ALL {
        let section = code.row().section;
        assert!(SECTIONS.iter().any(|(known, _)| *known == section), "the page has no section {section}");
    }
    for (section, titles) in SECTIONS {
        let rows: Vec<&IssueRow> =
            IssueCode::ALL.iter().map(|code| code.row()).filter(|row| row.section == section).collect();
        heading(&mut page, section, titles[language], locale);
        page += &format!("{}\n| --- | --- | --- | --- | --- | --- | --- |\n", words.head);
        for row in rows {
            page += &table_row(row, &words, locale);
        }
        if locale == Locale::En {
            not_decidable(&mut page, section, &words);
        }
    }
    if locale == Locale::En {
        lists(&mut page, &words);
    }
    page
}

fn heading(page: &mut String, section: &str, title: &str, locale: Locale) {
    let section = match locale {
        Locale::En => format!("section {section}"),
        Locale::ZhCn => format!("第 {section} 节"),
    };
    writeln!(page, "\n## {title} ({section})\n").unwrap_or_default();
}

/// How much there is, so that a change of it shows.
fn counts(locale: Locale) -> String {
    let all = IssueCode::ALL.len();
    let of = |severity| IssueCode::ALL.iter().filter(|code| code.row().severity == severity).count();
    let (errors, warnings, notices) = (of(Severity::Error), of(Severity::Warning), of(Severity::Notice));
    let open = NOT_DECIDABLE.len();
    match locale {
        Locale::En => format!(
            "{all} rules are enforced: {errors} errors, {warnings} warnings, {notices} notices. {open} more statements cannot be checked before sending, or are consequences rather than conditions; each stands with its topic, and why."
        ),
        Locale::ZhCn => format!("共检查 {all} 条规则：{errors} 条错误、{warnings} 条警告、{notices} 条提示。"),
    }
}

fn table_row(row: &IssueRow, words: &Words, locale: Locale) -> String {
    let field = if row.field.name().is_empty() { words.request.to_owned() } else { format!("`{}`", row.field.name()) };
    let answer = row.server.map_or_else(
        || if row.severity == Severity::Error { "–".to_owned() } else { words.accepts.to_owned() },
        |(code, _)| {
            let known = if code.row().status_documented { "" } else { "?" };
            format!("{}{known} `{}`", code.http_status(), code.name())
        },
    );
    let certainty = (words.certainty)(row.certainty);
    let sure = match row.server {
        Some((_, of_answer)) if of_answer != row.certainty => format!("{certainty} / {}", (words.certainty)(of_answer)),
        _ => certainty.to_owned(),
    };
    format!(
        "| `{}` | {field} | {} | {} | {answer} | {sure} | {} |\n",
        row.id,
        (words.severity)(row.severity),
        cell(row.code.template(locale)),
        cell(&row.source()),
    )
}

/// Text inside a table: nothing that Markdown would take for its own.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('*', "\\*").replace('_', "\\_").replace('~', "\\~")
}

fn not_decidable(page: &mut String, section: &str, words: &Words) {
    let rules: Vec<_> = NOT_DECIDABLE.iter().filter(|rule| rule.section == section).collect();
    if rules.is_empty() {
        return;
    }
    writeln!(page, "\n{}\n", words.not_here).unwrap_or_default();
    for rule in rules {
        let codes = rule.codes.iter().map(|code| format!(" (`{code}`)")).collect::<String>();
        writeln!(page, "- *{}*{codes}. {} [{}]", cell(rule.rule), cell(rule.why), cell(rule.sources))
            .unwrap_or_default();
    }
}

fn lists(page: &mut String, words: &Words) {
    writeln!(page, "\n## {}\n\nWhere no source speaks, or two disagree.\n", words.decisions).unwrap_or_default();
    for decision in DECISIONS {
        writeln!(page, "- **D{}**: {}.", decision.number, cell(decision.text)).unwrap_or_default();
    }
    writeln!(page, "\n## {}\n\nA citation begins with one of these.\n", words.sources).unwrap_or_default();
    for source in SOURCES {
        writeln!(page, "- `{}`: {}.", source.tag.trim_end(), cell(source.what)).unwrap_or_default();
    }
}
