//! The conformance suite (`tests/conformance`) as values.

use reinstall_core::machine::{Image, Instance, InstanceType};
use reinstall_core::{Context, Report, check_json, check_value, read};
use serde::Deserialize;
use serde_json::Value;
use std::fs;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    #[serde(rename = "about")]
    _about: String,
    ignore: Vec<String>,
    cases: Vec<Case>,
}

/// One case; its members are explained in the folder's README.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(skip)]
    pub file: String,
    pub name: String,
    /// Missing where the body is given as `text`; null is a body too.
    #[serde(default, deserialize_with = "there")]
    pub request: Option<Value>,
    pub text: Option<Value>,
    #[serde(default)]
    pub context: Known,
    pub ignore: Option<Vec<String>>,
    pub issues: Vec<Expected>,
    /// `null` must be written out.
    #[serde(deserialize_with = "Option::deserialize")]
    pub refusal: Option<String>,
    #[serde(rename = "why")]
    _why: String,
}

fn there<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(deserializer).map(Some)
}

impl Case {
    /// The body as text.
    pub fn body(&self) -> String {
        match (&self.request, &self.text) {
            (Some(request), None) => request.to_string(),
            (None, Some(Value::String(text))) => text.clone(),
            _ => panic!("{}: {}: needs either a request or a text", self.file, self.name),
        }
    }

    /// What core says: to the text, and where there is one to the tree, which must be the same.
    pub fn check(&self) -> Report {
        let report = check_json(&self.body(), self.context.context());
        if let Some(request) = &self.request {
            assert_eq!(report, check_value(request, self.context.context()), "{}: {}", self.file, self.name);
        }
        let known = read::Known::of(&serde_json::to_value(&self.context).unwrap());
        assert_eq!(report, check_json(&self.body(), known.context()), "{}: {}: known", self.file, self.name);
        report
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    pub path: Value,
    pub code: String,
    /// Compared where the case has it, like the next.
    pub related: Option<Value>,
    pub params: Option<Value>,
}

impl Expected {
    pub fn is(&self, found: &Self) -> bool {
        self.path == found.path
            && self.code == found.code
            && (self.related.is_none() || self.related == found.related)
            && (self.params.is_none() || self.params == found.params)
    }
}

/// A context that owns what it knows.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, serde::Serialize)]
#[serde(deny_unknown_fields, default, rename_all = "camelCase")]
pub struct Known {
    pub instance: Option<Instance>,
    pub instance_type: Option<InstanceType>,
    pub image: Option<Image>,
}

impl Known {
    pub fn context(&self) -> Context<'_> {
        Context {
            instance: self.instance.as_ref(),
            instance_type: self.instance_type.as_ref(),
            image: self.image.as_ref(),
        }
    }
}

/// Every case; the notices that its file leaves out are made its own.
pub fn cases() -> Vec<Case> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    assert!(!files.is_empty());
    let mut cases = Vec::new();
    for path in files {
        let file = path.file_stem().unwrap().to_string_lossy().into_owned();
        let read = serde_json::from_str(&fs::read_to_string(&path).unwrap());
        let group: Group = read.unwrap_or_else(|error| panic!("{file}.json: {error}"));
        for case in group.cases {
            let ignore = case.ignore.or_else(|| Some(group.ignore.clone()));
            let (request, text) = (case.request.map(expand), case.text.map(expand));
            cases.push(Case { file: file.clone(), request, text, ignore, ..case });
        }
    }
    cases
}

/// `{"$repeat": "a", "times": 3}` and `{"$concat": [...]}` become texts; see the folder's README.
fn expand(value: Value) -> Value {
    match value {
        Value::Array(elements) => elements.into_iter().map(expand).collect(),
        Value::Object(members) => {
            if let (Some(text), Some(times)) = (members.get("$repeat"), members.get("times")) {
                let times = usize::try_from(times.as_u64().unwrap()).unwrap();
                return text.as_str().unwrap().repeat(times).into();
            }
            if let Some(Value::Array(parts)) = members.get("$concat") {
                let parts = parts.iter().map(|part| expand(part.clone()).as_str().unwrap().to_owned());
                return parts.collect::<String>().into();
            }
            Value::Object(members.into_iter().map(|(name, value)| (name, expand(value))).collect())
        }
        other => other,
    }
}
