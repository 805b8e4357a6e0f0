//! What will be installed: an image, or whatever iPXE boots (section 9).

use super::{Checked, Installs};
use crate::issue::IssueCode;
use crate::path;
use crate::report::Issue;
use fluent_uri::Uri;

/// The literal that selects the vendor's own netboot menu.
pub const NETBOOT: &str = "netboot";

/// The longest iPXE URL without a warning, in characters (D33).
pub const IPXE_URL_MAX_CHARS: usize = 2048;

pub(crate) fn check(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    conflict(checked, issues);
    model(checked, issues);
    if checked.installs == Installs::Nothing {
        issues.push(Issue::new(IssueCode::NoOperatingSystem, path!["imageId"]));
    }
    if let Some(url) = checked.request.ipxe_url() {
        ipxe_url(url, issues);
    }
}

fn conflict(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    if checked.request.image_id().is_some() && checked.request.ipxe_url().is_some() {
        issues.push(Issue::new(IssueCode::ImageWithIpxe, path!["imageId"]).related_to(path!["ipxeUrl"]));
    }
}

/// A model without a list of images says nothing about them (D39).
fn model(checked: &Checked<'_>, issues: &mut Vec<Issue>) {
    let Installs::Image { id, kept, .. } = checked.installs else { return };
    let Some(instance_type) = checked.context.instance_type() else { return };
    let offered = instance_type.image_ids.as_deref().unwrap_or_default();
    if !offered.is_empty() && !offered.iter().any(|offer| offer == id) {
        let code = if kept { IssueCode::CurrentImageNotForModel } else { IssueCode::ImageNotForModel };
        issues.push(Issue::new(code, path!["imageId"]).with("model", instance_type.instance_type_id.as_str()));
    }
}

fn ipxe_url(url: &str, issues: &mut Vec<Issue>) {
    let path = path!["ipxeUrl"];
    if url == NETBOOT {
        return;
    }
    match scheme(url).as_deref() {
        Some("http" | "https") => {}
        Some(scheme) => issues.push(Issue::new(IssueCode::IpxeUrlScheme, path.clone()).with("scheme", scheme)),
        None => issues.push(Issue::new(IssueCode::IpxeUrlMalformed, path.clone())),
    }
    let actual = url.chars().count();
    if actual > IPXE_URL_MAX_CHARS {
        issues.push(Issue::new(IssueCode::IpxeUrlTooLong, path).with("actual", actual).with("max", IPXE_URL_MAX_CHARS));
    }
}

/// The scheme in lower case, if this is a URL: `scheme://`, and for http and https a host.
fn scheme(url: &str) -> Option<String> {
    let uri = Uri::parse(url).ok()?;
    let authority = uri.authority()?;
    let scheme = uri.scheme().as_str().to_ascii_lowercase();
    let needs_host = matches!(scheme.as_str(), "http" | "https");
    (!needs_host || !authority.host().is_empty()).then_some(scheme)
}
