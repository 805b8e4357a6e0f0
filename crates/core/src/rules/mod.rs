//! The rules, one file per field group, each a small function; [`check`] runs them all.
//!
//! A rule without context needs the request alone. The others read a [`Context`] and stay silent
//! about what it does not say. Limits are constants beside their rule.

pub mod hostname;
pub mod image;
pub mod instance;
pub mod nic;
pub mod partitions;
pub mod raid;
pub mod sign_in;
pub mod user_data;

use crate::issue::{Field, IssueCode};
use crate::machine::{Family, Image, Instance, InstanceType};
use crate::read::read_request;
use crate::report::{Issue, Path, Report, Segment};
use crate::request::ReinstallRequest;
use serde_json::Value;

/// What is known about the server besides the request; every part may be missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context<'a> {
    /// The instance to reinstall.
    pub instance: Option<&'a Instance>,
    /// Its model; where it is missing, the one inside the instance is used (D37).
    pub instance_type: Option<&'a InstanceType>,
    /// The image that will be installed; any other one is ignored (D38).
    pub image: Option<&'a Image>,
}

/// What the request will put on the system disk.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Installs<'a> {
    /// An image: the one named, or the one that the instance has now.
    Image {
        /// Its id.
        id: &'a str,
        /// The image itself, where the context has it.
        image: Option<&'a Image>,
        /// The current image is kept; the request names none.
        kept: bool,
    },
    /// Whatever an iPXE script does; it wins over an image (D18).
    Ipxe,
    /// Nothing: the instance has no image, and none is named.
    Nothing,
    /// No image is named, and the instance is not known.
    Unknown,
}

impl<'a> Context<'a> {
    /// The model.
    pub fn instance_type(&self) -> Option<&'a InstanceType> {
        self.instance_type.or_else(|| self.instance.and_then(|instance| instance.instance_type.as_ref()))
    }

    /// What `request` will put on the system disk.
    pub fn installs(&self, request: &'a ReinstallRequest) -> Installs<'a> {
        if request.ipxe_url().is_some() {
            return Installs::Ipxe;
        }
        let current = self.instance.and_then(Instance::image_id);
        match (request.image_id().or(current), self.instance) {
            (Some(id), _) => Installs::Image {
                id,
                image: self.image.filter(|image| image.image_id == id),
                kept: request.image_id().is_none(),
            },
            (None, Some(_)) => Installs::Nothing,
            (None, None) => Installs::Unknown,
        }
    }
}

impl Installs<'_> {
    /// The family of the image, where it is known.
    pub fn family(&self) -> Option<Family> {
        match self {
            Self::Image { image, .. } => image.and_then(Image::family),
            Self::Ipxe | Self::Nothing | Self::Unknown => None,
        }
    }
}

/// What every rule gets.
pub(crate) struct Checked<'a> {
    pub(crate) request: &'a ReinstallRequest,
    pub(crate) context: Context<'a>,
    pub(crate) installs: Installs<'a>,
}

/// Checks a request against every rule. All violations are reported, in the order of the fields.
pub fn check(request: &ReinstallRequest, context: Context<'_>) -> Report {
    let checked = Checked { request, context, installs: context.installs(request) };
    let mut issues = Vec::new();
    instance::check(&checked, &mut issues);
    image::check(&checked, &mut issues);
    hostname::check(&checked, &mut issues);
    sign_in::check(&checked, &mut issues);
    raid::check(&checked, &mut issues);
    partitions::check(&checked, &mut issues);
    nic::check(&checked, &mut issues);
    user_data::check(&checked, &mut issues);
    in_field_order(issues)
}

/// Checks any JSON value: wrong types and unknown members are issues like any other.
pub fn check_value(value: &Value, context: Context<'_>) -> Report {
    let reading = read_request(value);
    let unreadable: Vec<&Path> =
        reading.issues.iter().filter(|issue| issue.code == IssueCode::WrongType).map(|issue| &issue.path).collect();
    // A member that could not be read breaks no other rule.
    let is_consequence =
        |issue: &Issue| unreadable.iter().any(|wrong| issue.path.starts_with(wrong) || is_list_of(wrong, &issue.path));
    let mut issues: Vec<Issue> =
        check(&reading.request, context).issues.into_iter().filter(|issue| !is_consequence(issue)).collect();
    issues.splice(0..0, reading.issues.iter().cloned());
    in_field_order(issues)
}

/// Whether `list` is the list that `element` lies in.
fn is_list_of(element: &Path, list: &Path) -> bool {
    matches!(element.0.split_last(), Some((Segment::Index(_), parent)) if parent == list.0)
}

/// Sorts by field; issues of one field keep their order. What has no field comes first.
fn in_field_order(mut issues: Vec<Issue>) -> Report {
    issues.sort_by_key(|issue| match issue.path.0.first() {
        Some(Segment::Key(name)) => Field::ALL.into_iter().find(|field| field.name() == name).unwrap_or(Field::Request),
        _ => Field::Request,
    });
    Report { issues }
}
