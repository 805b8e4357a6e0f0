//! Until when the makers of operating systems support their versions.
//!
//! Compiled on 2026-11-24 from the pages below, as they stood on 2026-08-22 (endoflife-date/endoflife.date, a70eca33). What is
//! dated is the support that comes with the system, not what can be bought on top (Ubuntu Pro, ESU, ELS). Where sources
//! differ on the month only the year stands here; what is not sure is left out. The names are those of the vendor's
//! catalogue, and those that such catalogues give to the same systems elsewhere.

/// The day of which the pages are.
pub const AS_OF: &str = "2026-08-22";

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Updates of any kind, free for everybody.
    Updates,
    /// Ubuntu's standard security maintenance; Ubuntu Pro goes on.
    StandardMaintenance,
    /// Debian's long term support (LTS), which follows its security support.
    LongTermSupport,
    /// Microsoft's extended support; paid updates (ESU) go on.
    ExtendedSupport,
    /// VMware's general support.
    GeneralSupport,
}

/// One operating system.
struct Product {
    /// How images are called, in lower-case letters only.
    names: &'static [&'static str],
    /// Where the dates come from.
    source: &'static str,
    ends: Ends,
    /// The beginning of the version, and the last day, month or year of support.
    versions: &'static [(&'static [u64], &'static str)],
}

const PRODUCTS: [Product; 8] = [
    Product {
        names: &["centos"],
        source: "https://endoflife.date/centos",
        ends: Ends::Updates,
        versions: &[(&[6], "2020-11-30"), (&[7], "2024-06-30"), (&[8], "2021-12-31")],
    },
    Product {
        names: &["centosstream"],
        source: "https://endoflife.date/centos-stream",
        ends: Ends::Updates,
        versions: &[(&[8], "2024-05-31"), (&[9], "2027-05-31"), (&[10], "2030")],
    },
    Product {
        names: &["rocky", "rockylinux"],
        source: "https://endoflife.date/rocky-linux",
        ends: Ends::Updates,
        versions: &[(&[8], "2029-05-31"), (&[9], "2032-05-31"), (&[10], "2035-05-31")],
    },
    Product {
        names: &["alma", "almalinux"],
        source: "https://endoflife.date/almalinux",
        ends: Ends::Updates,
        versions: &[(&[8], "2029"), (&[9], "2032-05-31"), (&[10], "2035-05-31")],
    },
    Product {
        names: &["debian"],
        source: "https://endoflife.date/debian",
        ends: Ends::LongTermSupport,
        versions: &[
            (&[8], "2020-06-30"),
            (&[9], "2022-07-01"),
            (&[10], "2024-06-30"),
            (&[11], "2026-08-31"),
            (&[12], "2028-06-30"),
            (&[13], "2030-06-30"),
        ],
    },
    Product {
        names: &["ubuntu", "ubuntuserver"],
        source: "https://endoflife.date/ubuntu",
        ends: Ends::StandardMaintenance,
        versions: &[
            (&[14, 4], "2019-04"),
            (&[16, 4], "2021-04"),
            (&[18, 4], "2023-05-31"),
            (&[20, 4], "2025-05-31"),
            (&[22, 4], "2027"),
            (&[24, 4], "2029"),
            (&[26, 4], "2031"),
        ],
    },
    Product {
        names: &["win", "windows", "windowsserver", "winserver"],
        source: "https://endoflife.date/windows-server",
        ends: Ends::ExtendedSupport,
        versions: &[
            (&[2008], "2020-01-14"),
            (&[2012], "2023-10-10"),
            (&[2016], "2027-01-12"),
            (&[2019], "2029-01-09"),
            (&[2022], "2031-10-14"),
            (&[2025], "2034-11-14"),
        ],
    },
    Product {
        names: &["esxi", "vmwareesxi"],
        source: "https://endoflife.date/esxi",
        ends: Ends::GeneralSupport,
        versions: &[
            (&[6, 0], "2020-03-12"),
            (&[6, 5], "2022-10-15"),
            (&[6, 7], "2022-10-15"),
            (&[7, 0], "2025-10-02"),
            (&[8, 0], "2027-10-11"),
        ],
    },
];

/// Until when a system is supported by its maker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support {
    /// The last day (`2024-06-30`), month (`2027-06`) or year (`2027`).
    pub until: &'static str,
    /// What ends then.
    pub ends: Ends,
    /// The page that says so.
    pub source: &'static str,
}

impl Support {
    /// What the table says about a distribution (letters only, lower case) in a version; `None` where it says nothing.
    pub fn of(distribution: &str, version: &[u64]) -> Option<Self> {
        let product = PRODUCTS.iter().find(|product| product.names.contains(&distribution))?;
        let (_, until) = product.versions.iter().find(|(begins, _)| version.starts_with(begins))?;
        Some(Self { until, ends: product.ends, source: product.source })
    }

    /// Whether it is over on this day (`2026-11-24`). A month or a year is over when it has ended.
    pub fn is_over(&self, today: &str) -> bool {
        today.get(..self.until.len()).is_some_and(|today| today > self.until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_well_formed() {
        for product in &PRODUCTS {
            assert!(product.source.starts_with("https://"));
            for (version, until) in product.versions {
                assert!(!version.is_empty());
                assert!([4, 7, 10].contains(&until.len()), "{until}");
                assert!(until.chars().all(|c| c.is_ascii_digit() || c == '-'), "{until}");
            }
            assert!(product.names.iter().all(|name| name.chars().all(|c| c.is_ascii_lowercase())));
        }
    }

    #[test]
    fn a_date_is_over_the_day_after_and_a_month_or_year_when_it_has_ended() {
        let until = |until| Support { until, ends: Ends::Updates, source: "" };
        let table = [
            ("2024-06-30", "2024-06-30", false),
            ("2024-06-30", "2024-07-01", true),
            ("2027-06", "2027-06-30", false),
            ("2027-06", "2027-07-01", true),
            ("2027", "2027-12-31", false),
            ("2027", "2028-01-01", true),
            // A browser that has no date makes nothing old.
            ("2024-06-30", "", false),
        ];
        for (date, today, over) in table {
            assert_eq!(until(date).is_over(today), over, "{date} on {today}");
        }
    }

    #[test]
    fn a_version_is_found_by_its_beginning() {
        let until = |name, version: &[u64]| Support::of(name, version).map(|support| support.until);
        assert_eq!(until("centos", &[7, 9]), Some("2024-06-30"));
        assert_eq!(until("centosstream", &[8]), Some("2024-05-31"));
        assert_eq!(until("ubuntu", &[22, 10]), None);
        assert_eq!(until("win", &[10]), None);
        assert_eq!(until("debian", &[]), None);
        assert_eq!(until("plan", &[9]), None);
    }
}
