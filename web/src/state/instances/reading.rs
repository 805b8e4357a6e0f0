//! The pages of the API become one list. Whatever the pages hold, it ends.

use super::filter::Facet;
use super::natural::natural_key;
use super::row::Row;
use reinstall_core::api::query::InstancesPage;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use yew::AttrValue;

/// How many instances are asked for at once: few enough for a quick first page, and every page must have the same size.
pub const PAGE_SIZE: i64 = 500;

/// No account has so many pages; a server that always has one more would be asked forever.
const PAGES_MAX: i64 = 2_000;

/// What to do after a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask for [`Reading::next_page`].
    Page,
    /// All that can be had is there.
    Done,
}

/// What is odd about a list that was read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// The total was another on another page: servers came or went meanwhile.
    Changed,
    /// The API counts so many, but gave fewer.
    Short {
        /// Its count.
        total: usize,
    },
    /// So many came without an id, and so cannot be shown or reinstalled.
    WithoutId(usize),
}

/// Every value of one facet, numbered as it came.
#[derive(Clone, Debug, Default)]
struct Values {
    texts: Vec<AttrValue>,
    numbers: BTreeMap<AttrValue, u32>,
}

impl Values {
    fn number(&mut self, text: AttrValue) -> u32 {
        if let Some(number) = self.numbers.get(&text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.texts.push(text.clone());
        self.numbers.insert(text, number);
        number
    }
}

/// A list that is being read.
#[derive(Debug, Default)]
pub struct Reading {
    rows: Vec<Rc<Row>>,
    ids: BTreeSet<AttrValue>,
    values: [Values; Facet::ALL.len()],
    pages: i64,
    /// Everything that came, twice where it came twice.
    received: usize,
    without_id: usize,
    total: Option<usize>,
    total_changed: bool,
    done: bool,
}

impl Reading {
    /// The page to ask for, from 1.
    pub fn next_page(&self) -> i64 {
        self.pages + 1
    }

    /// Takes a page over. The API's total decides whether there is another one, not how full this one is; a total of zero
    /// beside rows says nothing. An empty page, and one that brings nothing new, are the last.
    pub fn take(&mut self, page: InstancesPage) -> Next {
        self.pages += 1;
        let said = usize::try_from(page.total_count).unwrap_or(0);
        if said > 0 {
            self.total_changed |= self.total.is_some_and(|before| before != said);
            self.total = Some(said);
        }
        let before = self.rows.len() + self.without_id;
        for instance in page.data_set {
            self.received += 1;
            if instance.instance_id.is_empty() {
                self.without_id += 1;
                continue;
            }
            let mut row = Row::of(instance);
            if !self.ids.insert(row.id.clone()) {
                continue;
            }
            for facet in Facet::ALL {
                let values = &mut self.values[facet as usize];
                let mut numbers: Vec<u32> = row.facet(facet).into_iter().map(|text| values.number(text)).collect();
                numbers.sort_unstable();
                numbers.dedup();
                row.values[facet as usize] = numbers;
            }
            self.rows.push(Rc::new(row));
        }
        let nothing_new = self.rows.len() + self.without_id == before;
        let complete = self.total.is_some_and(|total| self.received >= total);
        self.done = nothing_new || complete || self.pages >= PAGES_MAX;
        if self.done { Next::Done } else { Next::Page }
    }

    /// How many different servers have come.
    pub fn count(&self) -> usize {
        self.rows.len()
    }

    /// How many there are, going by the API; never fewer than have come.
    pub fn total(&self) -> usize {
        self.total.unwrap_or(0).max(self.rows.len())
    }

    /// What has come so far. The rows themselves are shared.
    pub fn listing(&self) -> Listing {
        let mut oddities = Vec::new();
        if self.done {
            if self.total_changed {
                oddities.push(Oddity::Changed);
            }
            let total = self.total.unwrap_or(0);
            if self.rows.len() + self.without_id < total {
                oddities.push(Oddity::Short { total });
            }
            if self.without_id > 0 {
                oddities.push(Oddity::WithoutId(self.without_id));
            }
        }
        let values: [_; Facet::ALL.len()] = std::array::from_fn(|facet| self.values[facet].texts.clone());
        let in_order = std::array::from_fn(|facet: usize| {
            let mut numbers: Vec<u32> = (0_u32..).zip(&values[facet]).map(|(number, _)| number).collect();
            numbers.sort_by_cached_key(|number| values[facet].get(*number as usize).map(|text| natural_key(text)));
            numbers
        });
        Listing { rows: self.rows.clone(), values, in_order, oddities }
    }
}

/// What the page shows: all rows that have come, and the values by which they can be filtered.
#[derive(Debug, Default)]
pub struct Listing {
    /// The servers, in the order of the API.
    pub rows: Vec<Rc<Row>>,
    /// The values of each facet, by number.
    pub values: [Vec<AttrValue>; Facet::ALL.len()],
    /// Their numbers in the order of a menu.
    pub in_order: [Vec<u32>; Facet::ALL.len()],
    /// What is odd about it, once it has been read to its end.
    pub oddities: Vec<Oddity>,
}
