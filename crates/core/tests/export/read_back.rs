//! Readers of what is written, as small as they can be and of code that is not the writers'.

use serde_json::{Map, Value, json};

/// The escapes that Python, Go and Terraform have in common. `text` begins behind the opening quote.
fn unescape(text: &str) -> (String, &str) {
    let mut out = String::new();
    let mut rest = text.chars();
    loop {
        match rest.next().expect("a closing quote") {
            '"' => return (out, rest.as_str()),
            '\\' => out.push(match rest.next().expect("an escape") {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                c @ ('"' | '\\') => c,
                mark @ ('u' | 'U') => {
                    let digits: String = rest.by_ref().take(if mark == 'u' { 4 } else { 8 }).collect();
                    char::from_u32(u32::from_str_radix(&digits, 16).unwrap()).unwrap()
                }
                other => panic!("an unknown escape: {other}"),
            }),
            c => out.push(c),
        }
    }
}

/// A literal that is a whole text, a number or a list of numbers.
fn literal(text: &str) -> Value {
    match text.strip_prefix('"') {
        None => serde_json::from_str(text).unwrap_or_else(|_| panic!("no literal: {text}")),
        Some(text) => {
            let (value, rest) = unescape(text);
            assert_eq!(rest, "", "behind the literal");
            value.into()
        }
    }
}

fn placeholder(name: &str) -> Value {
    if name == "password" { json!({"$env": "SERVER_PASSWORD"}) } else { json!({"$file": "user-data.txt"}) }
}

/// The words of a shell's simple command.
fn shell_words(text: &str) -> Vec<String> {
    let (mut words, mut word) = (Vec::new(), String::new());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\'' => word.extend(rest.by_ref().take_while(|&c| c != '\'')),
            '\\' => word.extend(rest.next().filter(|&c| c != '\n')),
            ' ' | '\n' if word.is_empty() => {}
            ' ' | '\n' => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words
}

pub(crate) fn cli(code: &str) -> Value {
    let (_, command) = code.rsplit_once("\n\nzeno bmc reinstall-instance ").expect("the command");
    let members = shell_words(command.strip_suffix(")\n").unwrap()).into_iter().map(|word| {
        let (flag, value) = word.strip_prefix("--").unwrap().split_once('=').unwrap();
        match flag {
            "instance-id" => ("instanceId", value.into()),
            "image-id" => ("imageId", value.into()),
            "hostname" => ("hostname", value.into()),
            "key-id" => ("keyId", value.into()),
            "ipxe-url" => ("ipxeUrl", value.into()),
            "raid-config" => ("raidConfig", serde_json::from_str(value).unwrap()),
            "partitions" => ("partitions", serde_json::from_str(value).unwrap()),
            "nic" => ("nic", serde_json::from_str(value).unwrap()),
            "password" if value == "\"$SERVER_PASSWORD\"" => ("password", placeholder("password")),
            "user-data" if value == "\"${user_data%.}\"" => ("userData", placeholder("userData")),
            _ => panic!("an unknown flag: {word}"),
        }
    });
    members.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>().into()
}

pub(crate) fn curl(code: &str) -> Value {
    let (_, body) = code.split_once("\nbody='").expect("the body");
    let (body, _) = body.split_once("'\n\ntimestamp=").unwrap();
    let body = body.replace("'\"$password\"'", r#"{"$env": "SERVER_PASSWORD"}"#);
    let body = body.replace("'\"$user_data\"'", r#"{"$file": "user-data.txt"}"#);
    assert!(!body.contains('\''), "an apostrophe ends the shell's quotes");
    serde_json::from_str(&body).unwrap()
}

/// Assignments to the request's members, and to `partition` and `array`, which are appended.
pub(crate) fn python(code: &str) -> Value {
    let mut request = json!({});
    let mut element = json!({});
    for line in code.lines() {
        let line = line.trim_start();
        if let Some(list) = line.strip_suffix(".append(partition)").or(line.strip_suffix(".append(array)")) {
            let list = list.strip_prefix("request.").unwrap().replace('.', "/");
            request.pointer_mut(&format!("/{list}")).unwrap().as_array_mut().unwrap().push(element.clone());
            continue;
        }
        let Some((place, value)) = line.split_once(" = ") else { continue };
        let value = match value {
            "models.RaidConfig()" | "models.Nic()" | "models.ReinstallInstanceRequest()" => json!({}),
            "models.Partition()" | "models.CustomRaid()" => {
                element = json!({});
                continue;
            }
            r#"required("SERVER_PASSWORD")"# => placeholder("password"),
            value if value.starts_with("file.read()") => placeholder("userData"),
            value if place.starts_with("request") || place.starts_with("partition.") || place.starts_with("array.") => {
                literal(value)
            }
            _ => continue,
        };
        match place.split_once('.') {
            Some(("request", path)) => match path.split_once('.') {
                None => request[path] = value,
                Some((outer, inner)) => request[outer][inner] = value,
            },
            Some((_, member)) => element[member] = value,
            None => {}
        }
    }
    request
}

/// Struct literals, made JSON by their few forms.
pub(crate) fn go(code: &str) -> Value {
    let (_, body) = code.split_once("request := bmc.NewReinstallInstanceRequest()\n").unwrap();
    let (body, _) = body.split_once("\n\n\tconfig := ").unwrap();
    let mut request = Map::new();
    for assignment in body.split("\n\trequest.").map(|part| part.trim_start_matches("\trequest.")) {
        let (name, value) = assignment.split_once(" = ").unwrap();
        let (value, rest) = go_value(value);
        assert!(rest.is_empty() || rest.starts_with("\n\tuserData, err"), "behind a value: {rest}");
        request.insert(lower_first(name), value);
    }
    request.into()
}

fn lower_first(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_lowercase() + rest
}

fn go_value(text: &str) -> (Value, &str) {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix("common.String(string(userData))") {
        return (placeholder("userData"), rest);
    }
    if let Some(rest) = text.strip_prefix("common.String(required(\"SERVER_PASSWORD\"))") {
        return (placeholder("password"), rest);
    }
    if let Some(rest) = text.strip_prefix("common.String(\"") {
        let (value, rest) = unescape(rest);
        return (value.into(), rest.strip_prefix(')').unwrap());
    }
    if let Some(rest) = text.strip_prefix("common.Integer(") {
        let (number, rest) = rest.split_once(')').unwrap();
        return (literal(number), rest);
    }
    if let Some(rest) = text.strip_prefix("[]int{") {
        let (numbers, rest) = rest.split_once('}').unwrap();
        return (literal(&format!("[{numbers}]")), rest);
    }
    for kind in ["[]*bmc.CustomRaid{", "[]*bmc.Partition{"] {
        if let Some(mut rest) = text.strip_prefix(kind) {
            let mut elements = Vec::new();
            while !rest.trim_start().starts_with('}') {
                let (element, after) = go_value(rest);
                elements.push(element);
                rest = after.strip_prefix(',').unwrap();
            }
            return (elements.into(), rest.trim_start().strip_prefix('}').unwrap());
        }
    }
    let mut rest = ["&bmc.RaidConfig{", "&bmc.Nic{", "{"].iter().find_map(|kind| text.strip_prefix(kind)).expect(text);
    let mut members = Map::new();
    while !rest.trim_start().starts_with('}') {
        let (name, value) = rest.split_once(": ").unwrap();
        let (value, after) = go_value(value);
        members.insert(lower_first(name.trim_start()), value);
        rest = after.strip_prefix(',').unwrap_or(after);
    }
    (members.into(), rest.trim_start().strip_prefix('}').unwrap())
}

/// The arguments and blocks of the resource, in Terraform's names, and the ids of the import and of the data source.
pub(crate) fn terraform(code: &str) -> Value {
    let ids: Vec<_> = code.lines().filter_map(|line| line.strip_prefix("  id = ")).map(literal).collect();
    let read: Vec<_> =
        code.lines().filter_map(|line| line.strip_prefix("  instance_ids = [")?.strip_suffix(']')).collect();
    assert_eq!(read.iter().map(|id| literal(id)).collect::<Vec<_>>(), ids);
    let (_, resource) = code.split_once("\nresource ").unwrap();
    let (resource, _) = resource.split_once("  lifecycle {").unwrap();
    let mut found = json!({"id": ids[0]});
    let mut block = None;
    for line in resource.lines().skip(1) {
        if let Some(name) = line.strip_suffix(" {") {
            block = Some((name.trim_start().to_owned(), json!({})));
        } else if line == "  }" {
            let (name, members) = block.take().unwrap();
            if found.get(&name).is_none() {
                found[&name] = json!([]);
            }
            found[&name].as_array_mut().unwrap().push(members);
        } else if let Some((name, value)) = line.split_once('=') {
            let (name, value) = (name.trim(), value.trim_start());
            if value.starts_with("data.") || value == "true" {
                continue;
            }
            let value = match value {
                "var.server_password" => placeholder("password"),
                r#"file("${path.module}/user-data.txt")"# => placeholder("userData"),
                value => {
                    assert!(!value.contains("${") && !value.contains("%{"), "a template: {value}");
                    literal(value)
                }
            };
            match &mut block {
                Some((_, members)) => members[name] = value,
                None => found[name] = value,
            }
        }
    }
    found
}

/// A body in Terraform's names.
pub(crate) fn flat(body: &Value) -> Value {
    let mut out = json!({"hostname": "hostname"});
    for (name, value) in body.as_object().unwrap() {
        let text = |value: &Value| Value::from(value.to_string());
        match name.as_str() {
            "instanceId" => out["id"] = value.clone(),
            "imageId" => out["image_id"] = value.clone(),
            "keyId" => out["key_id"] = value.clone(),
            "userData" => out["user_data"] = value.clone(),
            "hostname" | "password" => out[name] = value.clone(),
            "nic" => {
                for (name, value) in value.as_object().unwrap() {
                    out[if name == "wanName" { "nic_wan_name" } else { "nic_lan_name" }] = value.clone();
                }
            }
            "raidConfig" => {
                if let Some(level) = value.get("raidType") {
                    out["raid_config_type"] = text(level);
                }
                if let Some(arrays) = value.get("customRaids") {
                    let array = |array: &Value| json!({"raid_type": text(&array["raidType"]), "disk_sequence": array["diskSequence"]});
                    out["raid_config_custom"] = arrays.as_array().unwrap().iter().map(array).collect();
                }
            }
            "partitions" => {
                let partition = |partition: &Value| json!({"fs_path": partition["fsPath"], "fs_type": partition["fsType"], "size": partition["size"]});
                out["partitions"] = value.as_array().unwrap().iter().map(partition).collect();
            }
            other => panic!("no name for {other}"),
        }
    }
    out
}
