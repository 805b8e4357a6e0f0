//! Which rows answer a filter, in which order, and how many each choice of a facet would leave.

use super::columns::Column;
use super::filter::{Facet, Filter, Sort, SortBy};
use super::natural::natural_key;
use super::reading::Listing;

const FACETS: usize = Facet::ALL.len();

/// All rows in an order: their numbers in the listing. Rows without a value stand last either way; equal ones stand by name,
/// then by id. To be kept while the listing and the order stay: filtering keeps it.
pub fn order(listing: &Listing, sort: Sort) -> Vec<u32> {
    let row = |number: u32| listing.rows.get(number as usize);
    let mut numbers: Vec<u32> = (0_u32..).zip(&listing.rows).map(|(number, _)| number).collect();
    numbers.sort_by_cached_key(|number| {
        row(*number).map(|row| (natural_key(&row.label), row.label.clone(), row.id.clone()))
    });
    match sort {
        Sort { by: SortBy::Name, descending } => {
            if descending {
                numbers.reverse();
            }
            numbers
        }
        Sort { by: SortBy::Column(column), descending } => {
            let mut keyed: Vec<(Vec<u8>, u32)> = numbers
                .into_iter()
                .map(|number| (row(number).map(|row| key(row.text(column), column)).unwrap_or_default(), number))
                .collect();
            keyed.sort_by(|(a, _), (b, _)| {
                let ascending = if descending { b.cmp(a) } else { a.cmp(b) };
                a.is_empty().cmp(&b.is_empty()).then(ascending)
            });
            keyed.into_iter().map(|(_, number)| number).collect()
        }
    }
}

fn key(text: &str, column: Column) -> Vec<u8> {
    match column {
        // Words of the API: as they are.
        Column::Status => text.as_bytes().to_vec(),
        _ => natural_key(text),
    }
}

/// The rows that answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Their numbers in the listing, in order.
    pub rows: Vec<u32>,
    /// For each facet and value, how many rows it would leave beside the rest of the filter.
    pub counts: [Vec<u32>; FACETS],
    /// For each facet, how many rows there are without it.
    pub any: [u32; FACETS],
}

impl Found {
    /// Looks through `order`, once.
    pub fn of(listing: &Listing, order: &[u32], filter: &Filter) -> Self {
        let text = filter.text.to_lowercase();
        let words: Vec<&str> = text.split_whitespace().collect();
        // The number of the wanted value; one that no row has is none of them.
        let wanted: [Option<Option<u32>>; FACETS] = std::array::from_fn(|facet| {
            let value = filter.values[facet].as_deref()?;
            Some((0_u32..).zip(&listing.values[facet]).find(|(_, text)| *text == value).map(|(number, _)| number))
        });
        let mut found = Self {
            rows: Vec::new(),
            counts: std::array::from_fn(|facet| vec![0; listing.values[facet].len()]),
            any: [0; FACETS],
        };
        for number in order {
            let Some(row) = listing.rows.get(*number as usize) else { continue };
            if !words.iter().all(|word| row.haystack.contains(word)) {
                continue;
            }
            let refuses = |facet: &usize| {
                wanted[*facet].is_some_and(|value| value.is_none_or(|value| !row.values[*facet].contains(&value)))
            };
            let mut refusing = (0..FACETS).filter(refuses);
            let (first, second) = (refusing.next(), refusing.next());
            if first.is_none() {
                found.rows.push(*number);
            }
            if second.is_some() {
                continue;
            }
            for facet in 0..FACETS {
                // A choice counts what the other facets leave.
                if first.is_none_or(|refusing| refusing == facet) {
                    found.any[facet] += 1;
                    for value in &row.values[facet] {
                        if let Some(count) = found.counts[facet].get_mut(*value as usize) {
                            *count += 1;
                        }
                    }
                }
            }
        }
        found
    }
}
