//! What holds for any list, any filter and any pages.

use super::filter::Facet;
use super::natural::natural_key;
use super::reading::{Oddity, PAGE_SIZE};
use super::selection::Extent;
use super::window::{Piece, pieces, window};
use super::*;
use proptest::prelude::*;
use reinstall_core::api::query::InstancesPage;
use reinstall_core::issue::IssueCode;
use reinstall_core::machine::{Instance, InstanceStatus, Tag, Tags};
use std::collections::BTreeSet;
use std::ops::Range;

fn instance(id: &str, name: &str) -> Instance {
    Instance { instance_id: id.to_owned(), instance_name: name.to_owned(), ..Instance::default() }
}

fn page(total: i64, instances: Vec<Instance>) -> InstancesPage {
    InstancesPage { total_count: total, data_set: instances }
}

fn numbered(numbers: Range<usize>) -> Vec<Instance> {
    numbers.map(|number| instance(&number.to_string(), &format!("web-{number}"))).collect()
}

fn listing(instances: Vec<Instance>) -> Listing {
    let mut reading = Reading::default();
    reading.take(page(i64::try_from(instances.len()).unwrap(), instances));
    reading.listing()
}

fn found(listing: &Listing, filter: &Filter) -> Found {
    Found::of(listing, &order(listing, Sort::default()), filter)
}

fn names(listing: &Listing, numbers: &[u32]) -> Vec<String> {
    numbers.iter().map(|number| listing.rows[*number as usize].label.to_string()).collect()
}

fn any_filter() -> impl Strategy<Value = Filter> {
    let value = || proptest::option::of(".{0,12}");
    (".{0,20}", value(), value(), value(), value(), value())
        .prop_map(|(text, a, b, c, d, e)| Filter { text, values: [a, b, c, d, e] })
}

fn any_sort() -> impl Strategy<Value = Sort> {
    let names: Vec<SortBy> = columns::sorts().collect();
    (proptest::sample::select(names), any::<bool>()).prop_map(|(by, descending)| Sort { by, descending })
}

/// Queries as people and programs write them: known and unknown keys, twice, broken.
fn any_query() -> impl Strategy<Value = String> {
    let key = prop_oneof!["q|zone|model|status|image|tag|sort", ".{0,6}"];
    let value = prop_oneof!["-?(name|zone|ip)", "[a-zA-Z0-9%+&=#]{0,8}", ".{0,8}"];
    proptest::collection::vec((key, value), 0..6)
        .prop_map(|pairs| pairs.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join("&"))
}

proptest! {
    #[test]
    fn a_filter_survives_the_url(
        filter in any_filter(),
        sort in any_sort(),
        unknown in proptest::collection::vec(("x[^&]{0,8}", ".{0,8}"), 0..3),
    ) {
        let view = View { filter, sort, unknown };
        let query = view.print();
        prop_assert!(query.is_ascii() && !query.contains([' ', '#', '?', '<', '"']), "{query}");
        prop_assert_eq!(View::parse(&query), view);
    }

    #[test]
    fn any_query_is_read_and_nothing_of_it_dropped(query in any_query()) {
        let view = View::parse(&query);
        prop_assert_eq!(View::parse(&view.print()), view.clone());
        for (key, value) in form_urlencoded::parse(query.as_bytes()) {
            let kept = |known: Option<&str>| known == Some(&*value);
            let is_default = (key == "q" && value.is_empty()) || (key == "sort" && Sort::parse(&value) == Some(Sort::default()));
            let is_known = (key == "q" && kept(Some(&view.filter.text)))
                || (key == "sort" && Sort::parse(&value) == Some(view.sort))
                || Facet::ALL.into_iter().any(|facet| facet.key() == key && kept(view.filter.value(facet)));
            let is_shown = view.unknown.iter().any(|(other, text)| *other == key && *text == value);
            prop_assert!(is_default || is_known || is_shown, "{key}={value} is dropped");
        }
    }

    #[test]
    fn what_is_set_is_what_the_url_says_afterwards(query in any_query(), text in ".{0,9}", value in proptest::option::of(".{0,9}")) {
        let view = View::parse(&query).with_text(text).with_value(Facet::Zone, value.clone()).with_sort(Sort::default());
        let again = View::parse(&view.print());
        prop_assert_eq!(again.filter.value(Facet::Zone), value.as_deref());
        prop_assert_eq!(again, view);
    }

    #[test]
    fn numbers_in_names_count_by_their_size(a in 0_u64..3000, b in 0_u64..3000, zeros in 0_usize..4, start in "[^0-9]{0,6}", end in "[^0-9]{0,3}") {
        let name = |number: u64, zeros: usize| format!("{start}{}{number}{end}", "0".repeat(zeros));
        prop_assert_eq!(natural_key(&name(a, zeros)).cmp(&natural_key(&name(b, 0))), a.cmp(&b));
    }

    #[test]
    fn every_order_has_every_row_once(instances in proptest::collection::vec(any_instance(), 0..40), sort in any_sort()) {
        let listing = listing(instances);
        let mut numbers = order(&listing, sort);
        let texts: Vec<&str> = numbers.iter().map(|number| {
            let row = &listing.rows[*number as usize];
            match sort.by { SortBy::Name => &row.label, SortBy::Column(column) => row.text(column) }
        }).collect();
        let empty = texts.iter().position(|text| text.is_empty()).unwrap_or(texts.len());
        prop_assert!(texts[empty..].iter().all(|text| text.is_empty()), "what has no value stands last: {texts:?}");
        numbers.sort_unstable();
        prop_assert!(numbers.iter().copied().eq(0..u32::try_from(listing.rows.len()).unwrap()));
    }

    #[test]
    fn the_rows_and_counts_are_those_of_a_plain_search(
        instances in proptest::collection::vec(any_instance(), 0..40),
        text in "[a-c ]{0,3}",
        zone in proptest::option::of("[A-C]?"),
        tag in proptest::option::of("[k-l]=[v-w]|"),
    ) {
        let listing = listing(instances);
        let filter = Filter { text, values: [zone, None, None, None, tag] };
        let found = found(&listing, &filter);
        let answers = |row: &Row, but: Option<Facet>| {
            filter.text.split_whitespace().all(|word| row.haystack.contains(word))
                && Facet::ALL.into_iter().filter(|facet| Some(*facet) != but).all(|facet| {
                    filter.value(facet).is_none_or(|value| row.facet(facet).iter().any(|text| text == value))
                })
        };
        prop_assert_eq!(found.rows.len(), listing.rows.iter().filter(|row| answers(row, None)).count());
        prop_assert!(found.rows.iter().all(|number| answers(&listing.rows[*number as usize], None)));
        for facet in Facet::ALL {
            for (number, text) in listing.values[facet as usize].iter().enumerate() {
                let expected = listing.rows.iter().filter(|row| answers(row, Some(facet)) && row.facet(facet).contains(text));
                prop_assert_eq!(found.counts[facet as usize][number] as usize, expected.count());
            }
        }
    }

    #[test]
    fn any_pages_come_to_an_end_and_no_server_stands_twice(
        pages in proptest::collection::vec((-3_i64..40, proptest::collection::vec(0_u8..30, 0..8)), 1..30),
    ) {
        let mut reading = Reading::default();
        let mut asked = 0;
        // A server that says these pages over and over.
        for (total, ids) in pages.iter().cycle() {
            asked += 1;
            prop_assert!(asked <= 32, "30 different servers, and each page brings one of them at least");
            if reading.take(page(*total, ids.iter().map(|id| instance(&id.to_string(), "")).collect())) == Next::Done {
                break;
            }
        }
        let listing = reading.listing();
        let distinct: BTreeSet<&str> = listing.rows.iter().map(|row| &*row.id).collect();
        prop_assert_eq!(distinct.len(), listing.rows.len());
        prop_assert!(reading.total() >= reading.count());
    }

    #[test]
    fn the_pieces_are_the_whole_list_in_order(total in 0_usize..3000, first in 0_usize..4000, in_sight in 0_usize..80, focused in proptest::option::of(0_usize..4000)) {
        let drawn = window(total, first, in_sight);
        let first = first.min(total.saturating_sub(in_sight));
        prop_assert!(drawn.start <= first && drawn.end >= (first + in_sight).min(total), "what is in sight is drawn");
        let pieces = pieces(total, drawn, focused);
        let mut at = 0;
        let mut was_gap = None;
        for piece in &pieces {
            let (rows, is_gap) = match piece { Piece::Gap(rows) => (rows, true), Piece::Rows(rows) => (rows, false) };
            prop_assert!(rows.start == at && rows.end > at && was_gap != Some(is_gap));
            (at, was_gap) = (rows.end, Some(is_gap));
        }
        prop_assert_eq!(at, total);
        let is_drawn = |row: usize| pieces.iter().any(|piece| matches!(piece, Piece::Rows(rows) if rows.contains(&row)));
        prop_assert!(focused.is_none_or(|row| row >= total || is_drawn(row)), "the focused row is always drawn");
    }
}

fn any_instance() -> impl Strategy<Value = Instance> {
    let status = proptest::sample::select(vec!["RUNNING", "STOPPED", "", "SOMETHING_NEW"]);
    let tags = proptest::collection::vec(("[k-l]", proptest::option::of("[v-w]?")), 0..3);
    ("[0-9]{1,3}", "[a-c]?[0-9]{0,2}", "[A-C]?", status, tags).prop_map(|(id, name, zone, status, tags)| Instance {
        zone_id: zone,
        instance_status: InstanceStatus::parse(status),
        tags: Some(Tags { tags: tags.into_iter().map(|(key, value)| Tag { key, value }).collect() }),
        ..instance(&id, &name)
    })
}

#[test]
fn the_api_s_total_decides_not_how_full_a_page_is() {
    let mut reading = Reading::default();
    assert_eq!(reading.take(page(700, numbered(0..300))), Next::Page, "a short page is not the last");
    assert_eq!((reading.next_page(), reading.count(), reading.total()), (2, 300, 700));
    assert_eq!(reading.take(page(700, numbered(300..700))), Next::Done);
    assert_eq!(reading.listing().oddities, []);
    let mut full = Reading::default();
    let whole = usize::try_from(PAGE_SIZE).unwrap();
    assert_eq!(full.take(page(PAGE_SIZE, numbered(0..whole))), Next::Done, "an exact multiple needs no empty page");
}

#[test]
fn a_total_that_is_missing_or_wrong_is_no_trap() {
    let mut missing = Reading::default();
    assert_eq!(missing.take(page(0, numbered(0..500))), Next::Page);
    assert_eq!(missing.take(page(0, numbered(500..600))), Next::Page);
    assert_eq!(missing.take(page(0, Vec::new())), Next::Done);
    assert_eq!((missing.count(), missing.total(), missing.listing().oddities), (600, 600, Vec::new()));
    let mut short = Reading::default();
    short.take(page(900, numbered(0..500)));
    assert_eq!(short.take(page(900, Vec::new())), Next::Done);
    assert_eq!(short.listing().oddities, [Oddity::Short { total: 900 }]);
    let mut same = Reading::default();
    same.take(page(9000, numbered(0..500)));
    assert_eq!(same.take(page(9000, numbered(0..500))), Next::Done, "a server that always gives its first page");
    let mut nothing = Reading::default();
    assert_eq!(nothing.take(page(0, Vec::new())), Next::Done);
    assert_eq!(nothing.listing().oddities, []);
}

#[test]
fn a_list_that_changes_while_it_is_read_says_so() {
    let mut reading = Reading::default();
    reading.take(page(700, numbered(0..500)));
    // One was put in front meanwhile: the last of the first page comes again.
    assert_eq!(reading.take(page(701, numbered(499..700))), Next::Done);
    assert_eq!(
        (reading.count(), reading.listing().oddities),
        (700, vec![Oddity::Changed, Oddity::Short { total: 701 }])
    );
}

#[test]
fn what_has_no_id_is_counted_not_shown() {
    let mut reading = Reading::default();
    assert_eq!(reading.take(page(2, vec![instance("", "ghost"), instance("1", "one")])), Next::Done);
    let listing = reading.listing();
    assert_eq!((names(&listing, &[0]), listing.oddities), (vec!["one".to_owned()], vec![Oddity::WithoutId(1)]));
}

#[test]
fn names_stand_as_people_expect() {
    let listing = listing(
        ["web-10", "web-2", "Web-1", "db", "", "web-02"]
            .iter()
            .zip(1..)
            .map(|(name, id)| instance(&format!("{id}"), name))
            .collect(),
    );
    let ascending = order(&listing, Sort::default());
    assert_eq!(names(&listing, &ascending), ["5", "db", "Web-1", "web-02", "web-2", "web-10"]);
    let descending = order(&listing, Sort { by: SortBy::Name, descending: true });
    assert!(descending.iter().rev().eq(&ascending));
}

#[test]
fn rows_of_one_zone_stand_by_name_in_both_directions() {
    let of = |id: &str, name: &str, zone: &str| Instance { zone_id: zone.to_owned(), ..instance(id, name) };
    let listing = listing(vec![of("1", "b", "X"), of("2", "a", "X"), of("3", "c", ""), of("4", "d", "Y")]);
    let by_zone = |descending| names(&listing, &order(&listing, Sort { by: SortBy::Column(Column::Zone), descending }));
    assert_eq!(by_zone(false), ["a", "b", "d", "c"]);
    assert_eq!(by_zone(true), ["d", "a", "b", "c"]);
}

#[test]
fn the_text_looks_everywhere_and_each_word_counts() {
    let mut full = instance("820653960707704280", "Web-01 ÄRGER 数据库");
    full.private_ip_addresses = vec!["10.0.0.10".into()];
    full.resource_group_name = Some("Default".into());
    full.tags = Some(Tags { tags: vec![Tag { key: "env".into(), value: Some("prod".into()) }] });
    full.instance_status = InstanceStatus::parse("RUNNING");
    let listing = listing(vec![full, instance("2", "other")]);
    for text in
        ["web", "WEB-01", "ärger", "数据", "10.0.0.1", "704280", "default", "env=prod", "running", "  01 web ", ""]
    {
        let found = found(&listing, &Filter { text: text.to_owned(), ..Filter::default() });
        let expected = if text.is_empty() { 2 } else { 1 };
        assert_eq!(found.rows.len(), expected, "{text:?}");
    }
    assert!(found(&listing, &Filter { text: "web nothing".into(), ..Filter::default() }).rows.is_empty());
}

#[test]
fn an_ipxe_url_never_stands_in_the_address() {
    let url = "http://user:canary@boot.example/";
    let listing = listing(vec![Instance { ipxe_url: Some(url.into()), ..instance("1", "a") }]);
    assert_eq!(listing.values[Facet::Image as usize], ["iPXE"]);
    assert_eq!(found(&listing, &Filter { text: "boot.example".into(), ..Filter::default() }).rows.len(), 1);
}

#[test]
fn nonsense_from_the_api_is_a_row_like_any_other() {
    let long = "数".repeat(255);
    let listing = listing(vec![
        instance("1", "   "),
        instance("2", &long),
        instance("3", "\u{202e}gnp.exe"),
        instance("4", &long),
        Instance { instance_status: InstanceStatus::parse("\u{0}?"), ..instance("5", "\n") },
    ]);
    assert_eq!(order(&listing, Sort::default()).len(), 5);
    assert_eq!(listing.rows[0].label, "1", "a blank name is no name");
    assert_eq!(listing.rows[4].text(Column::Status), "\u{0}?");
}

#[test]
fn columns_are_kept_by_what_is_hidden() {
    let hidden = BTreeSet::from(["zone".to_owned(), "of a later version".to_owned()]);
    let columns = Columns::without(&hidden);
    assert_eq!((columns.count(), Column::COUNT), (8, 9));
    assert!(!columns.has(Column::Zone) && columns.has(Column::Tags));
    assert_eq!(Columns::without(&BTreeSet::new()).count(), Column::COUNT);
}

#[test]
fn what_is_ticked_stays_ticked_under_another_filter() {
    let ids = ["1", "2", "3"];
    let mut selection = Selection::default();
    selection.set_all(ids[..2].iter().map(|id| (*id).into()), true);
    assert_eq!(selection.extent(ids.into_iter()), Extent::Some);
    assert_eq!(selection.extent(ids[..2].iter().copied()), Extent::All);
    assert_eq!(selection.extent(ids[2..].iter().copied()), Extent::None);
    assert_eq!(selection.extent(std::iter::empty()), Extent::None);
    selection.set("1".into(), false);
    selection.retain(|id| id != "2");
    assert!(selection.is_empty());
}

#[test]
fn no_reinstall_without_a_reason() {
    let of = |status: &str, job, protected| Availability::of(&InstanceStatus::parse(status), job, protected);
    assert_eq!(of("RUNNING", false, false), Availability::Yes);
    assert_eq!(of("RUNNING", false, true), Availability::No(Reason::Protected));
    assert_eq!(of("RUNNING", true, true), Availability::No(Reason::OpenJob));
    assert_eq!(of("INSTALLING", false, false), Availability::No(Reason::Status(IssueCode::InstanceInstalling)));
    assert_eq!(of("SOMETHING_NEW", false, false), Availability::Yes);
}
