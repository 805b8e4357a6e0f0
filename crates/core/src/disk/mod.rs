//! Disks, RAID and partitions in whole gigabytes: what an operator gets for what is asked.
//!
//! Sizes are compared with the *advertised* capacity only, never with bytes. The real disks are a
//! little larger, and that hidden reserve goes to the last partition (section 7.2, D8, D9). There is
//! no floating point anywhere, and no size that wraps.
//!
//! | where | what |
//! | --- | --- |
//! | [`units`] | gigabytes, a model's disks by number |
//! | [`media`](mod@media) | what the API's description says that each disk is |
//! | [`raid`] | levels, and what they leave usable: [`capacity`] |
//! | [`plan`] | the whole picture: [`DiskPlan`] |
//! | [`layout`] | sizes and layouts to offer: [`fill_rest`], [`suggest`] |
//! | [`words`] | the picture in sentences |

pub mod layout;
pub mod media;
pub mod plan;
pub mod raid;
#[cfg(test)]
mod samples;
pub mod units;
pub mod words;

pub use layout::{Layout, Suggestion, fill_rest, suggest};
pub use media::media;
pub use plan::{Array, ArrayKind, DiskPlan, Filling, PlannedPartition};
pub use raid::{RaidLevel, capacity};
pub use units::{Disk, Disks, Gigabytes};
pub use words::{Sentence, Statement};
