//! The rules, one file per field group, each a small function; [`check`] runs them all.
//!
//! A rule without context needs the request alone. The others read a [`Context`] and stay silent
//! about what it does not say. Limits are constants beside their rule.

mod found;
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
use crate::read::place::{Place, Places};
use crate::read::slip;
use crate::read::{IMAGE_ID, IPXE_URL, NotJson, Number, Read, Request, Source};
use crate::read::{read, read_each, read_text, read_tree};
use crate::report::Report;
use crate::request::ReinstallRequest;

pub(crate) use found::Found;
pub use found::{Finding, Sink, Value};

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
        self.installs_of(request.image_id(), request.ipxe_url())
    }

    fn installs_of(&self, image_id: Option<&'a str>, ipxe_url: Option<&str>) -> Installs<'a> {
        if ipxe_url.is_some() {
            return Installs::Ipxe;
        }
        let current = self.instance.and_then(Instance::image_id);
        match (image_id.or(current), self.instance) {
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
    pub(crate) request: &'a Request<'a>,
    pub(crate) context: Context<'a>,
    pub(crate) installs: Installs<'a>,
    /// The places whose JSON type was wrong; `request` has a default there, which means nothing.
    unreadable: &'a Places,
}

impl<'a> Checked<'a> {
    fn new(request: &'a Request<'a>, context: Context<'a>, unreadable: &'a Places) -> Self {
        let mut checked = Self { request, context, installs: Installs::Unknown, unreadable };
        if !checked.system_unread() {
            checked.installs = context.installs_of(request.image_id(), request.ipxe_url());
        }
        checked
    }

    /// Whether anything at this place, inside it or around it could not be read. A rule draws no
    /// conclusion from such a member.
    pub(crate) fn unread(&self, place: Place) -> bool {
        self.unreadable.touch(place)
    }

    /// Whether what will be installed is open, because a member that decides it could not be read.
    pub(crate) fn system_unread(&self) -> bool {
        self.unread(member(IPXE_URL)) || self.request.ipxe_url().is_none() && self.unread(member(IMAGE_ID))
    }
}

/// The length of a text in characters. (A walk over the characters themselves is several times as much code, wherever there is
/// one; so rules look at bytes, where what they look for is ASCII.)
fn characters(text: &str) -> usize {
    text.bytes().filter(|byte| !matches!(byte, 0x80..0xc0)).count()
}

/// The place of a member of the request.
const fn member(name: Number) -> Place {
    Place::ROOT.member(name)
}

/// Checks a request against every rule. All violations are reported, in the order of the fields.
pub fn check(request: &ReinstallRequest, context: Context<'_>) -> Report {
    let (request, slips) = Request::of(request);
    report(&Read { request, slips }, context)
}

/// Checks any JSON value: wrong types and unknown members are issues like any other.
pub fn check_value(value: &serde_json::Value, context: Context<'_>) -> Report {
    report(&read_tree(value), context)
}

/// Checks any text: what is not JSON, and members that are there twice, are issues too. Time and
/// memory are bounded by the length of the text, whatever is in it.
pub fn check_json(text: &str, context: Context<'_>) -> Report {
    report(&read_text(text), context)
}

fn report(read: &Read<'_>, context: Context<'_>) -> Report {
    let mut issues = Vec::new();
    run(read, context, &mut issues);
    Report { issues }
}

/// Checks what can be read from anywhere, as [`check_value`] does, and tells each issue.
///
/// # Errors
/// The source's own.
pub fn check_source<'a>(source: &mut dyn Source<'a>, context: Context<'_>, sink: &mut dyn Sink) -> Result<(), NotJson> {
    run(&read(source)?, context, sink);
    Ok(())
}

/// Checks a text as [`check_json`] does, and tells each issue.
pub fn check_text(text: &str, context: Context<'_>, sink: &mut dyn Sink) {
    run(&read_text(text), context, sink);
}

/// Checks a text that is a list of requests, all in the same context. The sink is told where each ends, and then what is wrong
/// with the text itself: it is not JSON, or no list. What was told stays true where the text breaks behind it.
pub fn check_batch(text: &str, context: Context<'_>, sink: &mut dyn Sink) {
    let slip = read_each(text, &mut |read| {
        run(&read, context, sink);
        sink.end_of_one();
    });
    if let Some(slip) = slip {
        slip.tell(sink);
    }
}

/// Every rule, in the order of the fields, and of the server's checks inside each.
fn run(read: &Read<'_>, context: Context<'_>, sink: &mut dyn Sink) {
    let Read { request, slips } = read;
    let unreadable = slip::unreadable(slips);
    let checked = Checked::new(request, context, &unreadable);
    let mut found = Found::new(sink, slips, &unreadable);
    instance::check(&checked, &mut found);
    image::check(&checked, &mut found);
    hostname::check(&checked, &mut found);
    sign_in::check(&checked, &mut found);
    raid::check(&checked, &mut found);
    partitions::check(&checked, &mut found);
    nic::check(&checked, &mut found);
    user_data::check(&checked, &mut found);
    found.finish();
}
