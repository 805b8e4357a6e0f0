//! Flags and environment variables: texts in, types or a named refusal to start out.

use std::fmt::{self, Display};
use std::net::SocketAddr;
use std::ops::RangeInclusive;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Parser;
use clap::builder::BoolishValueParser;

use crate::app::Limits;
use crate::gate::Policy;
use crate::origin::{HostName, Origin};

/// A small, strict CORS proxy through which a browser calls the Zenlayer API.
///
/// It passes the calls of the reinstall portal and nothing else, to one upstream, byte for byte,
/// and says of every failure whether the request had been sent.
#[derive(Clone, Debug, Parser)]
#[command(name = "reinstall-proxy", version)]
pub struct Flags {
    /// The address and port to listen on. Port 0 takes any free one
    #[arg(long, env = "REINSTALL_PROXY_LISTEN", value_name = "IP:PORT", default_value = "127.0.0.1:8787")]
    pub listen: String,

    /// The one server that is called: scheme, host and port
    #[arg(long, env = "REINSTALL_PROXY_UPSTREAM", value_name = "URL", default_value = "https://console.zenlayer.com")]
    pub upstream: String,

    /// An origin whose pages may call. Repeat it, or separate several by commas
    #[arg(long, env = "REINSTALL_PROXY_ALLOW_ORIGIN", value_name = "URL", value_delimiter = ',')]
    pub allow_origin: Vec<String>,

    /// A name of this proxy besides 127.0.0.1, localhost and `[::1]`. Repeat it, or separate several by commas
    #[arg(long, env = "REINSTALL_PROXY_HOST", value_name = "NAME", value_delimiter = ',')]
    pub host: Vec<String>,

    /// A folder with the built portal, to be served as well
    #[arg(long = "static", env = "REINSTALL_PROXY_STATIC", value_name = "DIR")]
    pub static_dir: Option<String>,

    /// Requests per second that one client may send upstream, as many of them at once. 0: no limit
    #[arg(long, env = "REINSTALL_PROXY_RATE", value_name = "N", default_value = "0")]
    pub rate: String,

    /// The longest request body
    #[arg(long, env = "REINSTALL_PROXY_MAX_BODY", value_name = "BYTES", default_value = "262144")]
    pub max_body: String,

    /// How long an answer of the upstream may take
    #[arg(long, env = "REINSTALL_PROXY_TIMEOUT", value_name = "SECS", default_value = "60")]
    pub timeout: String,

    /// Pass the Describe calls only, nothing that changes a server
    #[arg(long, env = "REINSTALL_PROXY_READ_ONLY", value_parser = BoolishValueParser::new())]
    pub read_only: bool,
}

/// What the flags mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where to listen.
    pub listen: SocketAddr,
    /// The one server that is called.
    pub upstream: Origin,
    /// Who may call.
    pub policy: Policy,
    /// The portal's files.
    pub static_dir: Option<PathBuf>,
    /// Bounds.
    pub limits: Limits,
    /// Whether only calls that change nothing pass.
    pub read_only: bool,
}

/// A value that stops the start.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{flag}: {value}{rule}. {what_to_do}")]
pub struct ConfigError {
    /// The flag, with its dashes.
    pub flag: &'static str,
    /// The value in quotes, or nothing where the flag is missing.
    pub value: Value,
    /// The rule that is broken.
    pub rule: String,
    /// What to give instead.
    pub what_to_do: &'static str,
}

/// A flag's value as an error shows it: without what stands before an `@`, which may be a password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value(Option<String>);

impl Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_deref().map(|text| text.rsplit_once('@').ok_or(text)) {
            None => Ok(()),
            Some(Err(text)) => write!(f, "\"{text}\" is not accepted: "),
            Some(Ok((_, behind))) => write!(f, "\"***@{behind}\" is not accepted: "),
        }
    }
}

impl TryFrom<Flags> for Config {
    type Error = ConfigError;

    fn try_from(flags: Flags) -> Result<Self, ConfigError> {
        let upstream = parsed(
            "--upstream",
            &flags.upstream,
            "Give scheme, host and port only, as in --upstream https://console.zenlayer.com",
        )?;
        let origins = all(
            "--allow-origin",
            &flags.allow_origin,
            "Give what the browser's address bar shows before the first slash of the path, as in --allow-origin https://portal.example",
        )?;
        if origins.is_empty() && flags.static_dir.is_none() {
            return Err(ConfigError {
                flag: "--allow-origin",
                value: Value(None),
                rule: "it must be known which pages may call".to_owned(),
                what_to_do: "Give the portal's origin, as in --allow-origin http://localhost:8080, or serve the portal from here with --static DIR",
            });
        }
        let extra_names: Vec<HostName> = all(
            "--host",
            &flags.host,
            "Give the name alone, without scheme, port or path, as in --host proxy.example",
        )?;
        let static_dir = flags.static_dir.map(static_dir).transpose()?;
        Ok(Self {
            listen: flags.listen.parse().map_err(|_| ConfigError {
                flag: "--listen",
                value: Value(Some(flags.listen)),
                rule: "it must be an IP address and a port".to_owned(),
                what_to_do: "Give for example --listen 127.0.0.1:8787",
            })?,
            upstream,
            policy: Policy {
                origins,
                own_names: HostName::loopback().into_iter().chain(extra_names).collect(),
                serves_pages: static_dir.is_some(),
            },
            static_dir,
            limits: Limits {
                rate: number("--rate", &flags.rate, 0..=1_000_000)?,
                max_body: number("--max-body", &flags.max_body, 1..=16 * 1024 * 1024)?,
                timeout: Duration::from_secs(number("--timeout", &flags.timeout, 1..=3600)?),
                ..Limits::default()
            },
            read_only: flags.read_only,
        })
    }
}

fn parsed<T: FromStr<Err: Display>>(
    flag: &'static str,
    text: &str,
    what_to_do: &'static str,
) -> Result<T, ConfigError> {
    text.parse().map_err(|rule: T::Err| ConfigError {
        flag,
        value: Value(Some(text.to_owned())),
        rule: rule.to_string(),
        what_to_do,
    })
}

fn all<T: FromStr<Err: Display>>(
    flag: &'static str,
    texts: &[String],
    what_to_do: &'static str,
) -> Result<Vec<T>, ConfigError> {
    texts.iter().map(|text| parsed(flag, text, what_to_do)).collect()
}

fn number<T>(flag: &'static str, text: &str, range: RangeInclusive<T>) -> Result<T, ConfigError>
where
    T: FromStr + PartialOrd + Display,
{
    let number = text.parse().ok().filter(|n| range.contains(n));
    number.ok_or_else(|| ConfigError {
        flag,
        value: Value(Some(text.to_owned())),
        rule: format!("it must be a whole number from {} to {}", range.start(), range.end()),
        what_to_do: "Give such a number, or leave the flag out for its default",
    })
}

fn static_dir(text: String) -> Result<PathBuf, ConfigError> {
    let dir = PathBuf::from(&text);
    if dir.join("index.html").is_file() {
        return Ok(dir);
    }
    Err(ConfigError {
        flag: "--static",
        value: Value(Some(text)),
        rule: "it must be a folder that holds an index.html".to_owned(),
        what_to_do: "Build the portal first, then give the folder it was built into, as in --static dist",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(args: &[&str]) -> Result<Config, ConfigError> {
        let args = ["reinstall-proxy"].iter().chain(args);
        Flags::try_parse_from(args).unwrap().try_into()
    }

    #[test]
    fn the_defaults_are_those_of_the_documentation() {
        let config = config(&["--allow-origin", "http://localhost:8080"]).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:8787");
        assert_eq!(config.upstream.to_string(), "https://console.zenlayer.com");
        assert_eq!(config.policy.origins, ["http://localhost:8080".parse().unwrap()]);
        assert_eq!(config.policy.own_names, HostName::loopback());
        assert_eq!(config.limits.max_body, 262_144);
        assert_eq!(config.limits.timeout, Duration::from_secs(60));
        assert_eq!(config.limits.rate, 0);
        assert!(!config.read_only);
        assert!(!config.policy.serves_pages);
    }

    #[test]
    fn lists_are_repeated_flags_or_commas() {
        let config = config(&[
            "--allow-origin",
            "http://a.example,https://b.example",
            "--allow-origin",
            "http://c.example:81",
            "--host",
            "Proxy.Example",
            "--host",
            "10.0.0.1,[fe80::1]",
        ])
        .unwrap();
        let origins: Vec<_> = config.policy.origins.iter().map(Origin::to_string).collect();
        assert_eq!(origins, ["http://a.example", "https://b.example", "http://c.example:81"]);
        let names: Vec<_> = config.policy.own_names.iter().map(HostName::to_string).collect();
        assert_eq!(names, ["127.0.0.1", "localhost", "[::1]", "proxy.example", "10.0.0.1", "[fe80::1]"]);
    }

    #[test]
    fn a_bad_value_names_flag_value_rule_and_remedy() {
        let origin = ["--allow-origin", "http://a.example"];
        let cases: [(&[&str], &str, &str); 15] = [
            (&[], "--allow-origin", "must be known which pages"),
            (&["--allow-origin", "*"], "--allow-origin", "wildcard"),
            (&["--allow-origin", "null"], "--allow-origin", "`null`"),
            (&["--allow-origin", "http://a.example/"], "--allow-origin", "not even a slash"),
            (&["--allow-origin", "http://a.example,"], "--allow-origin", "http:// or https://"),
            (&["--listen", "localhost:1"], "--listen", "IP address and a port"),
            (&["--upstream", "ftp://a.example"], "--upstream", "http:// or https://"),
            (&["--upstream", "https://a.example/api"], "--upstream", "nothing may follow"),
            (&["--host", "http://a.example"], "--host", "DNS name"),
            (&["--host", "a.example:80"], "--host", "DNS name"),
            (&["--static", "/nonexistent"], "--static", "index.html"),
            (&["--rate", "-1"], "--rate", "from 0 to 1000000"),
            (&["--max-body", "0"], "--max-body", "from 1 to"),
            (&["--timeout", "1.5"], "--timeout", "from 1 to 3600"),
            (&["--timeout", ""], "--timeout", "from 1 to 3600"),
        ];
        for (args, flag, rule) in cases {
            let args: Vec<&str> = match args {
                [] | ["--allow-origin", ..] => args.to_vec(),
                _ => [&origin[..], args].concat(),
            };
            // `--rate -1` would be read as another flag.
            let args: Vec<String> = args.chunks(2).map(|pair| pair.join("=")).collect();
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let message = config(&args).unwrap_err().to_string();
            assert!(message.starts_with(flag), "{message}");
            assert!(message.contains(rule), "{message}");
            assert!(message.contains(". Give ") || message.contains(". Build "), "{message}");
        }
    }

    #[test]
    fn a_password_in_a_url_is_not_repeated() {
        let message = config(&["--allow-origin=http://a.example", "--upstream=https://user:canary@a.example"])
            .unwrap_err()
            .to_string();
        assert!(message.contains("***@a.example"), "{message}");
        assert!(!message.contains("canary"), "{message}");
    }

    #[test]
    fn serving_the_portal_needs_no_other_origin() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("index.html"), "").unwrap();
        let config = config(&["--static", dir.path().to_str().unwrap()]).unwrap();
        assert!(config.policy.serves_pages);
        assert!(config.policy.origins.is_empty());
    }
}
