//! The picture of disks, arrays and partitions, to scale, and the same in sentences.
//!
//! Places are SVG attributes, since the page's policy refuses styles in elements. Across, everything is in percent, so that the
//! letters keep their size however narrow the page is.

use crate::hooks::use_words;
use crate::locales::Words;
use crate::state::layout::{Block, Layout, Part, WIDTH};
use crate::t;
use std::rc::Rc;
use yew::prelude::*;

/// The height of a band.
const BAND: u32 = 40;
/// Where the bands begin.
const DISKS: u32 = 18;
const ARRAYS: u32 = DISKS + BAND + 22;
const PARTITIONS: u32 = ARRAYS + BAND + 40;

/// How many fills the partitions take turns with.
const FILLS: usize = 6;

/// The lines of each fill, on a tile of 8 by 8; each looks its own way without any colour.
const LINES: [&str; FILLS] = [
    "M0 0",
    "M-2 6 L2 10 M-2 -2 L10 10 M6 -2 L10 2",
    "M-2 2 L2 -2 M-2 10 L10 -2 M6 10 L10 6",
    "M0 4 H8",
    "M4 0 V8",
    "M0 4 H8 M4 0 V8",
];

/// A fill by name.
fn fill(name: impl std::fmt::Display) -> String {
    format!("url(#fill-{name})")
}

/// The name of what fills a part, also for its colours.
fn fill_of(part: Part) -> AttrValue {
    match part {
        Part::Disk(_) => "disk".into(),
        Part::Usable(_) => "usable".into(),
        Part::Redundancy(_) => "redundancy".into(),
        Part::Uneven(_) => "uneven".into(),
        Part::Unbuilt(_) => "unbuilt".into(),
        Part::LeftOut => "left-out".into(),
        Part::Partition(index) => (index % FILLS).to_string().into(),
        Part::Free => "free".into(),
    }
}

fn pattern(name: &str, lines: &str) -> Html {
    html! {
        <pattern id={format!("fill-{name}")} width="8" height="8" patternUnits="userSpaceOnUse" data-fill={name.to_owned()}>
            <rect width="8" height="8" /><path d={lines.to_owned()} />
        </pattern>
    }
}

/// The fill of a partition, small, beside its row in the table.
pub(super) fn swatch(index: usize) -> Html {
    let name = fill_of(Part::Partition(index));
    html! { <svg class="swatch" width="16" height="16" aria-hidden="true"><rect width="16" height="16" fill={fill(name)} /></svg> }
}

#[derive(Properties, PartialEq)]
pub(super) struct PictureProps {
    /// `None` while the choice of RAID is not finished.
    pub(super) layout: Option<Rc<Layout>>,
}

#[component]
pub(super) fn Picture(props: &PictureProps) -> Html {
    let words = use_words();
    let Some(layout) = &props.layout else {
        return html! { <p role="status">{ t!(words, "What this makes of the disks shows once the choice of RAID is complete.") }</p> };
    };
    let sentences = layout.sentences(&words);
    html! {
        <>
            { drawn(layout, &words) }
            if let Some((last, rest)) = sentences.split_last() {
                <ul class="plan" id="storage-plan" aria-label={t!(words, "What this makes of the disks")}>
                    for sentence in rest.iter() {
                        <li>{ sentence }</li>
                    }
                </ul>
                <p role="status">{ last }</p>
            }
        </>
    }
}

fn drawn(layout: &Layout, words: &Words) -> Html {
    let picture = layout.picture();
    if picture.disks.is_empty() && picture.partitions.is_empty() {
        return html! { <svg class="visually-hidden" aria-hidden="true">{ patterns() }</svg> };
    }
    // Where the disks are not known the partitions stand alone.
    let (top, height) = match (picture.disks.is_empty(), picture.partitions.is_empty()) {
        (true, _) => (DISKS, DISKS + BAND + 2),
        (false, true) => (PARTITIONS, ARRAYS + BAND + 2),
        (false, false) => (PARTITIONS, PARTITIONS + BAND + 2),
    };
    let label = |block: &Block| labels(block, layout, words);
    let band = |blocks: &[Block], y: u32| -> Html {
        blocks.iter().map(|block| drawn_block(block, y, &label(block))).collect()
    };
    let title = |text: AttrValue, y: u32| html! { <text class="band" x="0" y={(y - 6).to_string()}>{ text }</text> };
    html! {
        <figure class="picture" aria-labelledby="storage-picture-name">
            <svg
                role="img" aria-labelledby="storage-picture-name" aria-details="storage-plan" width="100%" height={height.to_string()}
            >
                { patterns() }
                if !picture.disks.is_empty() {
                    { title(t!(words, "Disks"), DISKS) }
                    { band(&picture.disks, DISKS) }
                    { title(t!(words, "Arrays"), ARRAYS) }
                    { band(&picture.arrays, ARRAYS) }
                }
                if let Some((start, end)) = picture.system {
                    <line class="zoom" x1={percent(start)} y1={(ARRAYS + BAND).to_string()} x2="0%" y2={(top - 20).to_string()} />
                    <line class="zoom" x1={percent(end)} y1={(ARRAYS + BAND).to_string()} x2="100%" y2={(top - 20).to_string()} />
                }
                if !picture.partitions.is_empty() {
                    { title(if picture.system.is_some() { t!(words, "Partitions of the system's array, enlarged") } else { t!(words, "Partitions") }, top) }
                    { band(&picture.partitions, top) }
                }
                if let Some(end) = picture.capacity_ends {
                    <rect class="over" x={percent(end)} y={top.to_string()} width={percent(WIDTH - end)} height={BAND.to_string()} fill={fill("over")} />
                    <line class="limit" x1={percent(end)} y1={(top - 4).to_string()} x2={percent(end)} y2={(top + BAND + 2).to_string()} />
                }
            </svg>
            <figcaption>
                <span id="storage-picture-name">{ t!(words, "Disks, arrays and partitions, to scale.") }</span>
                <ul class="legend">
                    for (name, text) in legend(&picture, words).into_iter() {
                        <li>
                            <svg class="swatch" width="16" height="16" aria-hidden="true"><rect width="16" height="16" fill={fill(name)} data-fill={name} /></svg>
                            { " " }{ text }
                        </li>
                    }
                </ul>
            </figcaption>
        </figure>
    }
}

fn patterns() -> Html {
    html! {
        <defs>
            for (index, lines) in LINES.into_iter().enumerate() {
                { pattern(&index.to_string(), lines) }
            }
            { pattern("disk", "M0 0") }
            { pattern("usable", "M0 0") }
            { pattern("redundancy", LINES[1]) }
            { pattern("uneven", "M3 4 H5") }
            { pattern("unbuilt", LINES[5]) }
            { pattern("left-out", "M0 0") }
            { pattern("free", "M3 4 H5") }
            { pattern("over", LINES[2]) }
        </defs>
    }
}

/// The fills that are no partitions' and need words.
fn legend(picture: &crate::state::layout::Picture, words: &Words) -> Vec<(&'static str, AttrValue)> {
    let has =
        |wanted: fn(Part) -> bool| picture.arrays.iter().chain(&picture.partitions).any(|block| wanted(block.part));
    let mut legend = Vec::new();
    let mut say = |there: bool, name: &'static str, text: AttrValue| {
        if there {
            legend.push((name, text));
        }
    };
    say(has(|part| matches!(part, Part::Usable(_))), "usable", t!(words, "usable"));
    say(has(|part| matches!(part, Part::Redundancy(_))), "redundancy", t!(words, "taken by mirrors and parity"));
    say(
        has(|part| matches!(part, Part::Uneven(_))),
        "uneven",
        t!(words, "lost, because each disk counts as the smallest"),
    );
    say(
        has(|part| matches!(part, Part::Unbuilt(_))),
        "unbuilt",
        t!(words, "an array that is not complete or not possible"),
    );
    say(has(|part| part == Part::LeftOut), "left-out", t!(words, "in no array"));
    say(has(|part| part == Part::Free), "free", t!(words, "in no partition, which the API refuses"));
    say(picture.capacity_ends.is_some(), "over", t!(words, "more than there is"));
    legend
}

/// Hundredths of a percent as an attribute.
fn percent(place: u32) -> String {
    format!("{}.{:02}%", place / 100, place % 100)
}

/// What can be written into a block: at full length, and in short.
struct Labels {
    long: AttrValue,
    short: AttrValue,
}

fn labels(block: &Block, layout: &Layout, words: &Words) -> Labels {
    let size = block.size.to_string();
    match block.part {
        Part::Disk(disk) => Labels {
            long: t!(words, "{number}: {size} GB", number = disk, size = size),
            short: disk.to_string().into(),
        },
        Part::Usable(array) => {
            let kind = layout.plan().arrays.get(array - 1).map(|array| array.kind);
            let long = match kind {
                Some(reinstall_core::disk::ArrayKind::Raid(level)) => {
                    t!(words, "RAID {level}: {size} GB", level = level.number(), size = size)
                }
                _ => t!(words, "{size} GB", size = size),
            };
            Labels { long, short: size.into() }
        }
        Part::Redundancy(_) | Part::Uneven(_) | Part::Unbuilt(_) | Part::LeftOut | Part::Free => {
            Labels { long: t!(words, "{size} GB", size = size), short: size.into() }
        }
        Part::Partition(index) => {
            let path =
                layout.plan().partitions.get(index).map(|partition| partition.fs_path.clone()).unwrap_or_default();
            Labels {
                long: t!(words, "{path} {size} GB", path = path, size = size),
                short: (index + 1).to_string().into(),
            }
        }
    }
}

/// How many pixels a text takes, roughly and rather too many.
fn room_for(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 8 } else { 15 }).sum::<u32>().saturating_add(6)
}

/// Whether a text has room in a block on a picture so many pixels wide.
fn fits(text: &str, block: &Block, pixels: u32) -> bool {
    room_for(text) <= block.width().saturating_mul(pixels) / WIDTH
}

/// The least width of the picture on a wide page, and on the narrowest one; `storage.css` has the same border between the two.
const WIDE: u32 = 640;
const NARROW: u32 = 256;

fn drawn_block(block: &Block, y: u32, labels: &Labels) -> Html {
    let Labels { long, short } = labels;
    let text = |text: &AttrValue, at: &'static str| {
        let middle = (block.start + block.end) / 2;
        html! { <text class="inside" data-at={at} x={percent(middle)} y={(y + BAND / 2 + 5).to_string()}>{ text }</text> }
    };
    let pick = |pixels: u32| [long, short].into_iter().find(|text| fits(text, block, pixels));
    let (wide, narrow) = (pick(WIDE), pick(NARROW));
    html! {
        <>
            <rect
                class="block" x={percent(block.start)} y={y.to_string()} width={percent(block.width())} height={BAND.to_string()}
                fill={fill(fill_of(block.part))} data-fill={fill_of(block.part)}
            />
            if let Some(wide) = wide { { text(wide, "wide") } }
            if let Some(narrow) = narrow { { text(narrow, "narrow") } }
        </>
    }
}
