//! A reinstall as code: the same request for an API client, a shell, the vendor's CLI and SDKs, and Terraform.
//!
//! Only a [`Prepared`] request becomes code. A draft with errors has none: it would be refused, or would do other than
//! asked, and the report says why. What every format hands over is the canonical request, as [`Prepared::body`] sends it.
//!
//! No format holds a byte of a secret. The server's password, the user data and the credentials are read when the code
//! runs, from the environment and from a file that its first lines name ([`placeholders`]). The code that wipes by
//! itself, which is all but JSON and Terraform, does nothing before `WIPE_INSTANCE` is the server's id, so that pasting
//! or starting it is not enough. Terraform asks by its plan. JSON has no comments: its title and a secret's place, which
//! the API refuses, have to do.
//!
//! | where | what |
//! | --- | --- |
//! | [`placeholders`] | the request without its secrets, and what stands in their place |
//! | `preface` | the lines that every snippet begins with |
//! | `quote` | a text as a literal of each language |
//! | `body` | the request as JSON |
//! | `json`, `curl`, `cli`, `python`, `go`, `terraform` | a format each, with what it was written against |

mod body;
mod cli;
mod curl;
mod go;
mod json;
pub mod placeholders;
mod preface;
mod python;
mod quote;
mod terraform;

use crate::prelude::*;
use crate::prepared::Prepared;
use core::fmt;
use placeholders::Open;

/// A language that a request can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// The body of the call. A secret's place holds an object, which the API and our check refuse.
    Json,
    /// A script for any POSIX shell, which signs with openssl and sends with curl.
    Curl,
    /// A script that calls `zeno`, the vendor's command line.
    Cli,
    /// A program for the vendor's Python SDK.
    Python,
    /// A program for the vendor's Go SDK.
    Go,
    /// A configuration for the vendor's Terraform provider, which takes over the server as it is.
    Terraform,
}

impl Format {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 6] = [Self::Json, Self::Curl, Self::Cli, Self::Python, Self::Go, Self::Terraform];

    /// The name that a program passes: `json`, `curl`, `cli`, `python`, `go`, `terraform`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Curl => "curl",
            Self::Cli => "cli",
            Self::Python => "python",
            Self::Go => "go",
            Self::Terraform => "terraform",
        }
    }

    /// The format of this name, compared exactly.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// How a file of it ends, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Curl | Self::Cli => "sh",
            Self::Python => "py",
            Self::Go => "go",
            Self::Terraform => "tf",
        }
    }

    /// What a person reads; names alone, so the same in every language.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Curl => "curl",
            Self::Cli => "Zenlayer CLI (zeno)",
            Self::Python => "Python SDK",
            Self::Go => "Go SDK",
            Self::Terraform => "Terraform",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The request in this format, as the whole text of a file. It ends in a newline and is ASCII, save where the CLI's arguments
/// are not.
///
/// Where a format cannot say what is asked (Terraform and iPXE), the text is a comment that says so, never code that
/// would do something else.
pub fn export(request: &Prepared, format: Format) -> String {
    let open = Open::of(request.request());
    match format {
        Format::Json => json::write(&open),
        Format::Curl => curl::write(&open),
        Format::Cli => cli::write(&open),
        Format::Python => python::write(&open),
        Format::Go => go::write(&open),
        Format::Terraform => terraform::write(&open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name_and_no_other_name_is_one() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        for other in ["", "JSON", "bash", "json "] {
            assert_eq!(Format::from_name(other), None, "{other:?}");
        }
    }
}
