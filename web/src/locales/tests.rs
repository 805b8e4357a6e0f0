//! The texts of the code and those of the other language belong together.

use super::{Piece, Texts, Words, number, pieces};
use reinstall_core::Locale;
use reinstall_core::api::{ApiError, CallError, ServerCode};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Every text of the code, in the order of the files.
fn texts_of_the_code() -> BTreeSet<String> {
    fn walk(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            // The examples here are no texts of the page.
            if path.ends_with("locales") {
                continue;
            }
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                collect(&std::fs::read_to_string(&path).unwrap(), found);
            }
        }
    }
    let mut found = BTreeSet::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    found
}

/// The second argument of every `t!` and `t_html!` in a source text.
fn collect(source: &str, found: &mut BTreeSet<String>) {
    let source: String =
        source.lines().filter(|line| !line.trim_start().starts_with("//")).fold(String::new(), |mut text, line| {
            text.push_str(line);
            text.push('\n');
            text
        });
    for call in ["t!(", "t_html!("] {
        for (at, _) in source.match_indices(call) {
            let (before, call) = source.split_at(at);
            let is_whole_name = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let Some((_, after)) = call.split_once(',') else { continue };
            let after = after.trim_start();
            if is_whole_name && after.starts_with('"') {
                found.insert(literal(after));
            }
        }
    }
}

/// The string literal that a source text begins with.
fn literal(source: &str) -> String {
    let mut characters = source.chars().skip(1).peekable();
    let mut text = String::new();
    while let Some(character) = characters.next() {
        match character {
            '"' => return text,
            '\\' => match characters.next() {
                Some('n') => text.push('\n'),
                Some('\n') => while characters.next_if(|next| next.is_whitespace()).is_some() {},
                Some(other) => text.push(other),
                None => {}
            },
            other => text.push(other),
        }
    }
    panic!("a literal without an end: {source:.60}");
}

fn names(text: &str) -> BTreeSet<String> {
    let name = |piece| match piece {
        Piece::Name(name) => Some(name.to_owned()),
        Piece::Text(_) => None,
    };
    pieces(text).filter_map(name).collect()
}

fn chinese() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/zh-CN.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// What core says about failed calls in English only; the page asks for it with `words.known`.
fn texts_of_errors() -> impl Iterator<Item = String> {
    let undocumented = ApiError {
        http_status: 400,
        code: "NEVER_SEEN".into(),
        message: String::new(),
        request_id: String::new(),
        retry_after: None,
    };
    let errors = [
        CallError::Challenge,
        CallError::Blocked,
        CallError::Api(undocumented),
        CallError::Unreadable { status: 200, why: String::new() },
        CallError::Unreachable { why: String::new() },
    ];
    let codes = ServerCode::ALL.iter().map(|code| code.row().what_to_do.to_owned());
    let advice = codes.chain(errors.map(|error| error.what_to_do().to_owned())).filter(|text| !text.is_empty());
    // The others quote another program, or say each time something else.
    advice.chain([CallError::Challenge, CallError::Blocked].map(|error| error.to_string()))
}

#[test]
fn every_text_is_in_both_languages() {
    let mut code = texts_of_the_code();
    assert!(code.len() > 20, "the code's texts were not found: {code:?}");
    code.extend(texts_of_errors());
    let chinese = chinese();
    let known: BTreeSet<String> = chinese.keys().cloned().collect();
    let missing: Vec<_> = code.difference(&known).collect();
    let stale: Vec<_> = known.difference(&code).collect();
    assert!(missing.is_empty() && stale.is_empty(), "missing in zh-CN.json: {missing:#?}\nno longer used: {stale:#?}");
    for (english, text) in &chinese {
        assert_eq!(names(english), names(text), "{english}");
        assert!(!text.trim().is_empty(), "{english}");
    }
}

#[test]
fn texts_are_found_in_source() {
    let source = r#"
        t!(words, "One");
        t_html!(words, "Two {name}", name = html! {});
        // t!(words, "a comment")
        let x = t!(
            words,
            "Three \"quoted\" and \
             joined",
        );
        format!("not {one}");
        assert!(words, "neither");
    "#;
    let mut found = BTreeSet::new();
    collect(source, &mut found);
    let expected = ["One", "Two {name}", "Three \"quoted\" and joined"].map(str::to_owned);
    assert_eq!(found, BTreeSet::from(expected));
}

#[test]
fn values_stand_where_the_language_wants_them() {
    let english = "{shown} of {total} instances";
    assert_eq!(crate::t!(Words::ENGLISH, "{shown} of {total} instances", shown = 3, total = 9), "3 of 9 instances");
    let words = Words::new(Locale::ZhCn, Texts::from([(english.to_owned(), "{total} 个实例中的 {shown} 个".into())]));
    assert_eq!(crate::t!(words, "{shown} of {total} instances", shown = 3, total = 9), "9 个实例中的 3 个");
    assert_eq!(words.text("not translated"), "not translated");
}

#[test]
fn a_value_is_never_read_as_a_name() {
    assert_eq!(Words::ENGLISH.fill("{a}{b}", &[("a", "{b}"), ("b", "x")]), "{b}x");
    assert_eq!(Words::ENGLISH.fill("an open { brace", &[]), "an open { brace");
}

#[test]
fn thousands_stand_apart() {
    let table = [(0, "0"), (999, "999"), (1000, "1,000"), (-12_345_678, "-12,345,678")];
    for (value, text) in table {
        assert_eq!(number(value), text);
    }
}
