//! What was found, as numbers and texts; `js/verdict.js` reads it. A code is its place in the core's table.

use alloc::vec::Vec;
#[cfg(feature = "whole")]
use reinstall_core::issue::Severity;
use reinstall_core::read::Step;
use reinstall_core::rules::{Finding, Sink, Value};

/// In the place of a code: the end of a report.
const END: u8 = 255;

/// In the place of a code: one of several reports ends here; what follows the last such end is about their text.
const END_OF_ONE: u8 = 254;

// In the place of a name's number.
const ELEMENT: u8 = 254;
const OTHER: u8 = 255;

/// What JavaScript can put together with its bitwise operators.
const SMALL_MAX: usize = (1 << 31) - 1;

/// Where it is written.
#[derive(Default)]
pub(crate) struct Verdict {
    bytes: Vec<u8>,
    /// The one member of which it tells, by its number; 0 for all.
    field: u8,
    /// An error was told.
    #[cfg(feature = "whole")]
    refuses: bool,
}

impl Verdict {
    /// Begins anew.
    pub(crate) fn begin(&mut self, field: u8) {
        self.bytes.clear();
        self.field = field;
        #[cfg(feature = "whole")]
        {
            self.refuses = false;
        }
    }

    /// Ends it. Where it stands, until it is begun anew.
    pub(crate) fn end(&mut self) -> *const u8 {
        self.bytes.push(END);
        self.bytes.as_ptr()
    }

    /// Whether no error was told.
    #[cfg(feature = "whole")]
    pub(crate) fn is_valid(&self) -> bool {
        !self.refuses
    }

    /// How many bytes were told.
    #[cfg(feature = "whole")]
    pub(crate) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Seven bits a byte, the lowest first; the eighth says that there are more. Nearly always it is one byte.
    fn count(&mut self, mut count: usize) {
        while count >= 0x80 {
            self.bytes.push(count as u8 | 0x80);
            count >>= 7;
        }
        self.bytes.push(count as u8);
    }

    fn text(&mut self, text: &str) {
        self.count(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn place(&mut self, steps: impl Iterator<Item = Step>, unknown: Option<&str>) {
        for step in steps {
            match step {
                Step::Member(number) => self.bytes.push(number),
                Step::Element(index) => {
                    self.bytes.push(ELEMENT);
                    self.count(index);
                }
            }
        }
        if let Some(name) = unknown {
            self.bytes.push(OTHER);
            self.text(name);
        }
        self.bytes.push(0);
    }

    fn value(&mut self, value: Value<'_>) {
        match value {
            Value::Number(number) => match usize::try_from(number) {
                Ok(small) if small <= SMALL_MAX => {
                    self.bytes.push(0);
                    self.count(small);
                }
                _ => {
                    self.bytes.push(4);
                    self.bytes.extend_from_slice(&number.to_le_bytes());
                }
            },
            Value::Text(text) => {
                self.bytes.push(1);
                self.text(text);
            }
            Value::Term(term) => {
                self.bytes.push(2);
                self.bytes.push(term as u8);
            }
            Value::List(elements) => {
                self.bytes.push(3);
                self.count(elements.len());
                elements.iter().for_each(|element| self.value(*element));
            }
        }
    }
}

impl Sink for Verdict {
    fn end_of_one(&mut self) {
        self.bytes.push(END_OF_ONE);
    }

    fn tell(&mut self, finding: Finding<'_>) {
        if self.field != 0 && self.field != finding.place.field() {
            return;
        }
        #[cfg(feature = "whole")]
        {
            self.refuses |= finding.code.severity() == Severity::Error;
        }
        self.bytes.push(finding.code as u8);
        self.place(finding.place.steps(), finding.unknown);
        self.count(finding.related.len());
        for related in finding.related {
            self.place(related.steps(), None);
        }
        // Their names, and so their number, are the code's.
        finding.values.iter().for_each(|value| self.value(*value));
    }
}
