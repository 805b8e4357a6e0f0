//! The rules, one file per field group, each a small function; [`check`] runs them all.
//!
//! A rule without context needs the request alone. The others read a [`Context`] and stay silent
//! about what it does not say. Limits are constants beside their rule.

/// The steps of a path, without a list on the heap.
macro_rules! steps {
    ($($step:expr),* $(,)?) => {
        [$($crate::report::Segment::from($step)),*]
    };
}

pub mod hostname;
pub mod image;
pub mod instance;
pub mod nic;
pub mod partitions;
pub mod raid;
pub mod sign_in;
pub mod user_data;

use crate::machine::{Family, Image, Instance, InstanceType};
use crate::prelude::*;
use crate::read::place::{Place, Places, in_order};
use crate::read::{Reading, read_json, read_request};
use crate::report::{Issue, Report, Segment};
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
        /// It is the one that the instance has now, whether the request names it or not.
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
                kept: current == Some(id),
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
    /// The places whose JSON type was wrong; `request` has a default there, which means nothing.
    unreadable: &'a Places,
}

impl<'a> Checked<'a> {
    fn new(request: &'a ReinstallRequest, context: Context<'a>, unreadable: &'a Places) -> Self {
        let mut checked = Self { request, context, installs: Installs::Unknown, unreadable };
        if !checked.system_unread() {
            checked.installs = context.installs(request);
        }
        checked
    }

    /// Whether anything at this path, inside it or around it could not be read. A rule draws no
    /// conclusion from such a member.
    pub(crate) fn unread(&self, path: &[Segment]) -> bool {
        self.unreadable.touch(path)
    }

    /// Whether what will be installed is open, because a member that decides it could not be read.
    pub(crate) fn system_unread(&self) -> bool {
        self.unread(&steps!["ipxeUrl"]) || self.request.ipxe_url().is_none() && self.unread(&steps!["imageId"])
    }
}

/// Checks a request against every rule. All violations are reported, in the order of the fields.
pub fn check(request: &ReinstallRequest, context: Context<'_>) -> Report {
    in_field_order(run(&Checked::new(request, context, &Places::default())))
}

/// Every rule, in the order of the server's checks inside each field.
fn run(checked: &Checked<'_>) -> Vec<Issue> {
    let mut issues = Vec::new();
    instance::check(checked, &mut issues);
    image::check(checked, &mut issues);
    hostname::check(checked, &mut issues);
    sign_in::check(checked, &mut issues);
    raid::check(checked, &mut issues);
    partitions::check(checked, &mut issues);
    nic::check(checked, &mut issues);
    user_data::check(checked, &mut issues);
    issues
}

/// Checks any JSON value: wrong types and unknown members are issues like any other.
pub fn check_value(value: &Value, context: Context<'_>) -> Report {
    check_reading(read_request(value), context)
}

/// Checks any text: what is not JSON, and members that are there twice, are issues too. Time and
/// memory are bounded by the length of the text, whatever is in it.
pub fn check_json(text: &str, context: Context<'_>) -> Report {
    check_reading(read_json(text), context)
}

/// Checks what was read of a request, from wherever it was read.
pub fn check_reading(reading: Reading, context: Context<'_>) -> Report {
    let unreadable = reading.unreadable();
    let Reading { request, mut issues } = reading;
    let checked = Checked::new(&request, context, &unreadable);
    // A member that could not be read breaks no other rule.
    issues.extend(run(&checked).into_iter().filter(|issue| !unreadable.hold(Place::of(&issue.path.0))));
    in_field_order(issues)
}

/// Sorts by field; issues of one field keep their order. What has no field comes first.
fn in_field_order(issues: Vec<Issue>) -> Report {
    Report { issues: in_order(issues, |issue| issue.path.field() as u64) }
}
