//! What will be installed: an image, or whatever iPXE boots (section 9).

use super::{Checked, Found, Installs, Value, characters, member};
use crate::issue::IssueCode;
use crate::prelude::*;
use crate::read::{IMAGE_ID, IPXE_URL};
use alloc::borrow::Cow;
use fluent_uri::Uri;

/// The literal that selects the vendor's own netboot menu.
pub const NETBOOT: &str = "netboot";

/// The longest iPXE URL without a warning, in characters (D33).
pub const IPXE_URL_MAX_CHARS: usize = 2048;

pub(crate) fn check(checked: &Checked<'_>, found: &mut Found<'_>) {
    if checked.request.image_id().is_some() && checked.request.ipxe_url().is_some() {
        found.add_related(IssueCode::ImageWithIpxe, member(IMAGE_ID), &[], &[member(IPXE_URL)]);
    }
    model(checked, found);
    if matches!(checked.installs, Installs::Nothing) {
        found.add(IssueCode::NoOperatingSystem, member(IMAGE_ID), &[]);
    }
    if let Some(url) = checked.request.ipxe_url() {
        ipxe_url(url, found);
    }
}

/// A model without a list of images says nothing about them (D39).
fn model(checked: &Checked<'_>, found: &mut Found<'_>) {
    let Installs::Image { id, kept, .. } = checked.installs else { return };
    let Some(instance_type) = checked.context.instance_type() else { return };
    let offered = instance_type.image_ids.as_deref().unwrap_or_default();
    if !offered.is_empty() && !offered.iter().any(|offer| offer == id) {
        let code = if kept { IssueCode::CurrentImageNotForModel } else { IssueCode::ImageNotForModel };
        found.add(code, member(IMAGE_ID), &[Value::Text(&instance_type.instance_type_id)]);
    }
}

fn ipxe_url(url: &str, found: &mut Found<'_>) {
    if url == NETBOOT {
        return;
    }
    let mut issue = |code, values: &[Value<'_>]| found.add(code, member(IPXE_URL), values);
    let (address, setting) = without_settings(url);
    match scheme(&address) {
        Some(scheme) if ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(&scheme)) => {}
        Some(scheme) => issue(IssueCode::IpxeUrlScheme, &[Value::Text(&scheme.to_ascii_lowercase())]),
        None => issue(IssueCode::IpxeUrlMalformed, &[]),
    }
    if let Some(setting) = setting {
        issue(IssueCode::IpxeUrlSetting, &[Value::Text(setting)]);
    }
    let actual = characters(url);
    if actual > IPXE_URL_MAX_CHARS {
        issue(IssueCode::IpxeUrlTooLong, &[Value::count(actual), Value::count(IPXE_URL_MAX_CHARS)]);
    }
}

/// The URL with iPXE's settings (`${net0/mac}`) taken for letters, and the first of them.
fn without_settings(url: &str) -> (Cow<'_, str>, Option<&str>) {
    let mut address = Cow::Borrowed(url);
    let mut first = None;
    let mut rest = url;
    while let Some((before, after)) = split_at_bytes(rest, b"${") {
        let Some((name, behind)) = split_at_bytes(after, b"}") else { break };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-.:_".contains(&byte)) {
            break;
        }
        if first.is_none() {
            first = url.get(before.len()..before.len() + "${}".len() + name.len());
            address = Cow::Owned(String::new());
        }
        address.to_mut().push_str(before);
        address.to_mut().push('x');
        rest = behind;
    }
    if first.is_some() {
        address.to_mut().push_str(rest);
    }
    (address, first)
}

/// What stands before and behind these ASCII characters. (The standard library's search is several times as much code.)
fn split_at_bytes<'t>(text: &'t str, bytes: &[u8]) -> Option<(&'t str, &'t str)> {
    let at = text.as_bytes().windows(bytes.len()).position(|window| window == bytes)?;
    Some((text.get(..at)?, text.get(at + bytes.len()..)?))
}

/// The scheme, if this is a URL: `scheme://`, and for http and https a host.
fn scheme(url: &str) -> Option<String> {
    let uri = Uri::parse(url).ok()?;
    let authority = uri.authority()?;
    let scheme = uri.scheme().as_str().to_owned();
    let needs_host = ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(&scheme));
    (!needs_host || !authority.host().is_empty()).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_taken_for_letters() {
        for (url, address, setting) in [
            ("http://h/x", "http://h/x", None),
            ("http://h/${net0/mac}.ipxe", "http://h/x.ipxe", Some("${net0/mac}")),
            ("http://${next-server}/${uuid}", "http://x/x", Some("${next-server}")),
            ("http://h/${}", "http://h/${}", None),
            ("http://h/${a b}", "http://h/${a b}", None),
            ("http://h/${a", "http://h/${a", None),
            ("http://h/${a}${", "http://h/x${", Some("${a}")),
        ] {
            assert_eq!(without_settings(url), (Cow::Borrowed(address), setting), "{url}");
        }
    }
}
