//! `cargo xtask css`: the portal's style sheets as one file.
//!
//! trunk copies a style sheet as it is: an `@import` in it would ask the server for a file that is not there, under a name
//! without a hash. `Trunk.toml` calls this before each build; `index.html` links the result. Comments and indentation are
//! left out, a fifth of what the browser would have to fetch; nothing else happens to the CSS.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};

use crate::{project, say};

/// Where the sheets begin.
const ENTRY: &str = "web/styles/index.css";
/// The file that `index.html` links.
const BUNDLE: &str = "portal.css";

/// Writes the bundle.
pub(crate) fn run() -> Result<()> {
    let mut seen = Vec::new();
    let css = compact(&expand(&project::root().join(ENTRY), &mut seen)?);
    let bundle = project::scratch("css")?.join(BUNDLE);
    // Beside, then moved: two portals may be built at once.
    let making = bundle.with_extension(format!("{}.css", std::process::id()));
    fs::write(&making, css)
        .and_then(|()| fs::rename(&making, &bundle))
        .with_context(|| bundle.display().to_string())?;
    say::line(&format!("{} style sheets in {}", seen.len(), bundle.display()));
    Ok(())
}

/// The text of a sheet with every import replaced by the text of the imported sheet.
fn expand(file: &Path, seen: &mut Vec<PathBuf>) -> Result<String> {
    let name = file.strip_prefix(project::root()).unwrap_or(file).display().to_string();
    ensure!(!seen.iter().any(|other| other == file), "{name} is imported twice");
    seen.push(file.to_owned());
    let source = fs::read_to_string(file).with_context(|| format!("cannot read the style sheet {name}"))?;
    let mut out = String::with_capacity(source.len());
    let mut in_comment = false;
    for (number, line) in source.lines().enumerate() {
        let starts_in_comment = in_comment;
        in_comment = comment_is_open(line, in_comment);
        let statement = line.trim();
        if starts_in_comment || !statement.starts_with("@import") {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        let Some(Import { path, layer }) = Import::parse(statement) else {
            bail!("{name}:{}: only `@import \"file.css\" layer(name);` alone on a line is understood", number + 1);
        };
        let imported = file.parent().unwrap_or(file).join(path);
        let body = expand(&imported, seen)?;
        match layer {
            Some(layer) => out.push_str(&format!("@layer {layer} {{\n{body}}}\n")),
            None => out.push_str(&body),
        }
    }
    Ok(out)
}

/// Without comments, indentation and empty lines. No text of the sheets holds the signs of a comment.
fn compact(css: &str) -> String {
    let mut out = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let lines = out.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::new(), |css, line| css + line + "\n")
}

/// Whether a comment is open at the end of this line.
fn comment_is_open(line: &str, mut open: bool) -> bool {
    let mut rest = line;
    while let Some((_, after)) = rest.split_once(if open { "*/" } else { "/*" }) {
        open = !open;
        rest = after;
    }
    open
}

/// One `@import`.
#[derive(Debug, Eq, PartialEq)]
struct Import<'a> {
    path: &'a str,
    layer: Option<&'a str>,
}

impl<'a> Import<'a> {
    /// Reads `@import "file.css";`, `@import url("file.css") layer(name);` and their like.
    fn parse(statement: &'a str) -> Option<Self> {
        let rest = statement.strip_prefix("@import")?.strip_suffix(';')?.trim();
        let (path, rest) = match rest.strip_prefix("url(") {
            Some(rest) => rest.split_once(')')?,
            None => {
                let quote = rest.chars().next().filter(|first| matches!(first, '"' | '\''))?;
                rest.strip_prefix(quote)?.split_once(quote)?
            }
        };
        let path = path.trim_matches(['"', '\'', ' ']);
        let layer = match rest.trim() {
            "" => None,
            rest => Some(rest.strip_prefix("layer(")?.strip_suffix(')')?.trim()),
        };
        Some(Self { path, layer })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_read_in_the_forms_people_write() {
        let with = |path, layer| Some(Import { path, layer });
        assert_eq!(Import::parse(r#"@import "base.css";"#), with("base.css", None));
        assert_eq!(Import::parse("@import 'ui/button.css' layer(ui);"), with("ui/button.css", Some("ui")));
        assert_eq!(Import::parse(r#"@import url("a.css") layer(a.b);"#), with("a.css", Some("a.b")));
        assert_eq!(Import::parse("@import url(a.css);"), with("a.css", None));
    }

    #[test]
    fn what_would_be_lost_is_refused() {
        assert_eq!(Import::parse(r#"@import "print.css" print;"#), None);
        assert_eq!(Import::parse(r#"@import "a.css""#), None);
        assert_eq!(Import::parse("@import;"), None);
    }

    #[test]
    fn comments_are_followed_over_lines() {
        assert!(comment_is_open("a { } /* begins", false));
        assert!(!comment_is_open("ends */ b { }", true));
        assert!(!comment_is_open("/* both */", false));
        assert!(comment_is_open("/* one */ /* two", false));
    }

    #[test]
    fn what_nobody_reads_is_left_out() {
        let css = "/* why */\na {\n  color: red; /* two\n  lines */\n\n  top: calc(1px + 2px);\n}\n/* open";
        assert_eq!(compact(css), "a {\ncolor: red;\ntop: calc(1px + 2px);\n}\n");
    }

    #[test]
    fn sheets_are_put_in_the_order_and_layer_of_their_imports() {
        let dir = std::env::temp_dir().join(format!("xtask-css-{}", std::process::id()));
        fs::create_dir_all(dir.join("ui")).unwrap();
        fs::write(dir.join("index.css"), "@layer base, ui;\n/*\n@import \"no.css\";\n*/\n@import \"base.css\" layer(base);\n@import \"ui/all.css\" layer(ui);\n").unwrap();
        fs::write(dir.join("base.css"), "a { color: red }\n").unwrap();
        fs::write(dir.join("ui/all.css"), "@import \"button.css\";\n").unwrap();
        fs::write(dir.join("ui/button.css"), "button { color: blue }\n").unwrap();
        let css = expand(&dir.join("index.css"), &mut Vec::new()).unwrap();
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(
            css,
            "@layer base, ui;\n/*\n@import \"no.css\";\n*/\n@layer base {\na { color: red }\n}\n\
             @layer ui {\nbutton { color: blue }\n}\n"
        );
    }
}
