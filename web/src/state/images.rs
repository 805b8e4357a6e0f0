//! The images of a model as an operator looks for them: by catalogue, by distribution, the newest version first.

use super::end_of_life::Support;
use reinstall_core::machine::{Family, Image};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

/// How the API's catalogues are written; others are shown as they come.
const CATALOGS: [(&str, &str); 5] =
    [("centos", "CentOS"), ("debian", "Debian"), ("esxi", "ESXi"), ("ubuntu", "Ubuntu"), ("windows", "Windows")];

/// The images of one catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageGroup {
    /// The catalogue; `None` for images without one.
    pub catalog: Option<String>,
    /// Its images; never empty.
    pub rows: Vec<ImageRow>,
}

/// One image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImageRow {
    /// Unique among the rows, and the same as long as the images are.
    pub number: usize,
    /// The id; empty where the API gave none.
    pub image_id: String,
    /// What it is called: the name, with the id where the name does not tell it apart.
    pub label: String,
    /// What it is called installs this family.
    pub family: Option<Family>,
    /// One of the customer's own.
    pub custom: bool,
    /// Until when its maker supports it, where the table knows.
    pub support: Option<Support>,
    order: Order,
    /// What a search looks in.
    text: String,
}

impl ImageRow {
    /// Whether every word of a search is in it. Upper and lower case are the same.
    pub fn matches(&self, search: &str) -> bool {
        search.to_lowercase().split_whitespace().all(|word| self.text.contains(word))
    }
}

/// Distribution, then version from new to old, then the rest of the name, then the id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Order {
    distribution: String,
    version: Reverse<Vec<u64>>,
    rest: Natural,
    image_id: String,
}

/// A text whose numbers are compared as numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Natural(String);

impl PartialOrd for Natural {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Natural {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut left, mut right) = (self.0.as_str(), other.0.as_str());
        while !left.is_empty() && !right.is_empty() {
            let ((a, left_rest), (b, right_rest)) = (digits(left), digits(right));
            let step = if a.is_empty() || b.is_empty() {
                let (mut a, mut b) = (left.chars(), right.chars());
                let order = a.next().cmp(&b.next());
                (left, right) = (a.as_str(), b.as_str());
                order
            } else {
                (left, right) = (left_rest, right_rest);
                number(a).cmp(&number(b))
            };
            if step.is_ne() {
                return step;
            }
        }
        // `01` and `1` are the same number, but not the same text.
        left.len().cmp(&right.len()).then_with(|| self.0.cmp(&other.0))
    }
}

/// The digits that a text begins with, and what comes after them.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

/// A number of any length; where it is too long, the greatest.
fn number(digits: &str) -> u64 {
    digits.bytes().fold(0, |value: u64, digit| value.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

/// A name in its parts.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    /// In lower-case letters only: `vmwareesxi`.
    distribution: String,
    /// `[20, 4]`; a Windows R2 counts as a version after the first.
    version: Vec<u64>,
    /// `-x86_64`
    rest: String,
}

/// Reads `CentOS-8.2-netdisk-x86_64`: letters, the first number with its dots, the rest. Never fails.
fn read_name(name: &str) -> Name {
    let start = name.find(|c: char| c.is_ascii_digit()).unwrap_or(name.len());
    let (before, mut rest) = name.split_at(start);
    let letters =
        |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let mut distribution = letters(before);
    let mut version = Vec::new();
    loop {
        let (found, after) = digits(rest);
        if found.is_empty() {
            break;
        }
        version.push(number(found));
        rest = after;
        match after.strip_prefix('.') {
            Some(next) if next.starts_with(|c: char| c.is_ascii_digit()) => rest = next,
            _ => break,
        }
    }
    let lower = letters(rest);
    if distribution == "centos" && lower.starts_with("stream") {
        distribution.push_str("stream");
    }
    if let Some(release) = lower.strip_prefix('r').map(digits).filter(|(found, _)| !found.is_empty()) {
        version.push(number(release.0));
    }
    Name { distribution, version, rest: rest.to_lowercase() }
}

/// Until when the maker of what an image of this name installs supports it.
pub fn support_of(name: &str) -> Option<Support> {
    let Name { distribution, version, .. } = read_name(name);
    Support::of(&distribution, &version)
}

/// How the API's word for a catalogue is written.
fn catalog_name(word: &str) -> String {
    let known = CATALOGS.iter().find(|(known, _)| known.eq_ignore_ascii_case(word));
    known.map_or_else(|| word.to_owned(), |(_, name)| (*name).to_owned())
}

/// Every image that is offered, by catalogue; those without one come last. An image that is listed twice is one.
pub fn grouped(images: &[Image]) -> Vec<ImageGroup> {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let mut seen: BTreeMap<&str, &Image> = BTreeMap::new();
    let mut once: Vec<&Image> = Vec::new();
    for image in images {
        if image.image_id.is_empty() || seen.insert(&image.image_id, image).is_none() {
            once.push(image);
            *names.entry(image.label()).or_default() += 1;
        }
    }
    let mut groups: BTreeMap<(bool, String), ImageGroup> = BTreeMap::new();
    for image in once {
        let catalog = image.catalog.as_deref().map(str::trim).filter(|word| !word.is_empty());
        let key = (catalog.is_none(), catalog.unwrap_or_default().to_lowercase());
        let group =
            groups.entry(key).or_insert_with(|| ImageGroup { catalog: catalog.map(catalog_name), rows: Vec::new() });
        group.rows.push(row(image, names.get(image.label()).is_some_and(|count| *count > 1)));
    }
    let mut groups: Vec<ImageGroup> = groups.into_values().collect();
    let mut next = 0;
    for group in &mut groups {
        group.rows.sort_by(|a, b| a.order.cmp(&b.order));
        for row in &mut group.rows {
            row.number = next;
            next += 1;
        }
    }
    groups
}

fn row(image: &Image, ambiguous: bool) -> ImageRow {
    let (id, name) = (image.image_id.as_str(), image.label());
    let label = if ambiguous && name != id { format!("{name} ({id})") } else { name.to_owned() };
    let Name { distribution, version, rest } = read_name(name);
    let catalog = image.catalog.as_deref().unwrap_or_default();
    ImageRow {
        number: 0,
        text: format!("{name} {id} {catalog}").to_lowercase(),
        family: image.family(),
        custom: image.image_type.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case("CUSTOM_IMAGE")),
        support: Support::of(&distribution, &version),
        order: Order { distribution, version: Reverse(version), rest: Natural(rest), image_id: id.to_owned() },
        image_id: id.to_owned(),
        label,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(id: &str, name: &str, catalog: Option<&str>) -> Image {
        Image {
            image_id: id.into(),
            image_name: (!name.is_empty()).then(|| name.into()),
            catalog: catalog.map(str::to_owned),
            ..Image::default()
        }
    }

    fn labels(images: &[Image]) -> Vec<(Option<String>, Vec<String>)> {
        let texts = |group: ImageGroup| (group.catalog, group.rows.into_iter().map(|row| row.label).collect());
        grouped(images).into_iter().map(texts).collect()
    }

    #[test]
    fn by_catalogue_and_the_newest_version_first() {
        let names = [
            ("ubuntu", "Ubuntu18.04-x86_64"),
            ("CentOS", "CentOS7.9-x86_64"),
            ("centos", "CentOS-8.2-netdisk-x86_64"),
            ("centos", "CentOS7.10-x86_64"),
            ("windows", "Win2012-DC-EN"),
            ("windows", "Win2012-R2-DC-EN"),
            ("windows", "Win2019-SE-CN"),
            ("debian", "Debian9.8.0-x86_64"),
            ("debian", "Debian10.6-x86_64"),
            ("rocky", "Rocky9.3"),
            ("centos", "AlmaLinux8.6"),
        ];
        let images: Vec<Image> = names.iter().map(|(catalog, name)| image(name, name, Some(catalog))).collect();
        let expected: [(&str, &[&str]); 5] = [
            ("CentOS", &["AlmaLinux8.6", "CentOS-8.2-netdisk-x86_64", "CentOS7.10-x86_64", "CentOS7.9-x86_64"]),
            ("Debian", &["Debian10.6-x86_64", "Debian9.8.0-x86_64"]),
            ("rocky", &["Rocky9.3"]),
            ("Ubuntu", &["Ubuntu18.04-x86_64"]),
            ("Windows", &["Win2019-SE-CN", "Win2012-R2-DC-EN", "Win2012-DC-EN"]),
        ];
        let expected: Vec<_> = expected
            .iter()
            .map(|(catalog, rows)| (Some((*catalog).to_owned()), rows.iter().map(|row| (*row).to_owned()).collect()))
            .collect();
        assert_eq!(labels(&images), expected);
    }

    #[test]
    fn nothing_is_hidden_because_something_is_missing() {
        let images = [
            image("b", "", None),
            image("a", "", Some(" ")),
            image("1", "Twin1", Some("x")),
            image("2", "Twin1", Some("x")),
            image("2", "Twin1", Some("x")),
            image("", "No id", Some("x")),
            image("", "", None),
        ];
        let x = ["No id", "Twin1 (1)", "Twin1 (2)"].map(str::to_owned).to_vec();
        let other = ["", "a", "b"].map(str::to_owned).to_vec();
        assert_eq!(labels(&images), [(Some("x".to_owned()), x), (None, other)]);
        let numbers: Vec<usize> =
            grouped(&images).iter().flat_map(|group| group.rows.iter().map(|row| row.number)).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
    }

    #[test]
    fn names_are_read_in_parts() {
        let parts = |name| {
            let Name { distribution, version, rest } = read_name(name);
            (distribution, version, rest)
        };
        let of = |distribution: &str, version: &[u64], rest: &str| {
            (distribution.to_owned(), version.to_vec(), rest.to_owned())
        };
        assert_eq!(parts("VMware-ESXi6.5"), of("vmwareesxi", &[6, 5], ""));
        assert_eq!(parts("Win2012-R2-DC-EN"), of("win", &[2012, 2], "-r2-dc-en"));
        assert_eq!(parts("CentOS-Stream-9"), of("centosstream", &[9], ""));
        assert_eq!(parts("CentOS8-Stream-x86_64"), of("centosstream", &[8], "-stream-x86_64"));
        assert_eq!(parts("Ubuntu20.04."), of("ubuntu", &[20, 4], "."));
        assert_eq!(parts("镜像"), of("", &[], ""));
        assert_eq!(parts("x99999999999999999999999"), of("x", &[u64::MAX], ""));
    }

    #[test]
    fn the_rest_of_a_name_is_in_natural_order() {
        let mut names = ["b10", "b9", "a", "b", "b09", ""].map(|text| Natural(text.to_owned()));
        names.sort();
        assert_eq!(names.map(|Natural(text)| text), ["", "a", "b", "b09", "b9", "b10"]);
    }

    #[test]
    fn a_search_finds_every_word_in_any_case() {
        let row = &grouped(&[image("5ace1756", "Ubuntu20.04-x86_64", Some("ubuntu"))])[0].rows[0];
        for search in ["", "  ", "ubuntu 20.04", "X86 UBUNTU", "5ACE", "04-x"] {
            assert!(row.matches(search), "{search}");
        }
        for search in ["22.04", "ubuntu debian"] {
            assert!(!row.matches(search), "{search}");
        }
    }

    #[test]
    fn support_is_told_from_the_name() {
        let until = |name| support_of(name).map(|support| support.until);
        assert_eq!(until("CentOS7.9-x86_64"), Some("2024-06-30"));
        assert_eq!(until("CentOS-Stream-8"), Some("2024-05-31"));
        assert_eq!(until("Win2012-R2-DC-EN"), Some("2023-10-10"));
        assert_eq!(until("VMware-ESXi6.7"), Some("2022-10-15"));
        assert_eq!(until("Ubuntu20.04-x86_64-custom"), Some("2025-05-31"));
        for name in ["", "Ubuntu", "MyAppliance7", "Ubuntu23.10"] {
            assert_eq!(until(name), None, "{name}");
        }
    }
}
