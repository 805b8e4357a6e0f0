//! Reading the parameters of the Describe calls. Null and absent are the same; so are an absent
//! text and an empty one (section 6); unknown members are ignored (D25).

use crate::envelope::Refusal;
use reinstall_core::api::ServerCode;
use reinstall_core::api::query::{PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX};
use serde_json::{Map, Value};

/// The members of a request's body.
pub(crate) struct Params<'a>(&'a Map<String, Value>);

impl<'a> Params<'a> {
    pub(crate) fn of(body: &'a Value) -> Result<Self, Refusal> {
        body.as_object()
            .map(Self)
            .ok_or_else(|| Refusal::new(ServerCode::InvalidParameterType, "The request body must be a JSON object"))
    }

    fn member<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Refusal> {
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => read(value).map(Some).ok_or_else(|| wrong_type(name, expected)),
        }
    }

    pub(crate) fn text(&self, name: &str) -> Result<Option<&'a str>, Refusal> {
        Ok(self.member(name, "a string", Value::as_str)?.filter(|text| !text.is_empty()))
    }

    pub(crate) fn boolean(&self, name: &str) -> Result<Option<bool>, Refusal> {
        self.member(name, "a boolean", Value::as_bool)
    }

    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, Refusal> {
        self.member(name, "an integer", integer)
    }

    pub(crate) fn texts(&self, name: &str) -> Result<Vec<&'a str>, Refusal> {
        self.list(name, "a list of strings", Value::as_str)
    }

    pub(crate) fn integers(&self, name: &str) -> Result<Vec<i64>, Refusal> {
        self.list(name, "a list of integers", integer)
    }

    /// Null inside a list is of the wrong type (D36).
    pub(crate) fn list<T>(
        &self,
        name: &str,
        expected: &str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Vec<T>, Refusal> {
        let read = |value: &'a Value| value.as_array()?.iter().map(read).collect::<Option<Vec<T>>>();
        Ok(self.member(name, expected, read)?.unwrap_or_default())
    }

    pub(crate) fn page(&self) -> Result<Page, Refusal> {
        let number = self.integer("pageNum")?;
        let size = self.integer("pageSize")?;
        Ok(Page { number: number.unwrap_or(1), size: size.unwrap_or(PAGE_SIZE_DEFAULT) })
    }
}

/// A whole number; one beyond 63 bits counts as the largest.
fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_u64().map(|_| i64::MAX))
}

fn wrong_type(name: &str, expected: &str) -> Refusal {
    Refusal::new(ServerCode::InvalidParameterType, format!("The parameter {name} must be {expected}"))
}

/// A list may have at most `max` elements.
pub(crate) fn at_most<T>(name: &str, list: &[T], max: usize) -> Result<(), Refusal> {
    if list.len() > max {
        let message = format!("The parameter {name} exceeds the maximum length {max}");
        return Err(Refusal::new(ServerCode::InvalidParameterExceedLength, message));
    }
    Ok(())
}

/// A number must be at least `min`.
pub(crate) fn at_least(name: &str, number: Option<i64>, min: i64) -> Result<(), Refusal> {
    if number.is_some_and(|number| number < min) {
        let message = format!("The parameter {name} is less than the minimum {min}");
        return Err(Refusal::new(ServerCode::InvalidParameterLessMinimum, message));
    }
    Ok(())
}

/// A value must be one of `allowed`.
pub(crate) fn one_of<T: PartialEq>(name: &str, value: &T, allowed: &[T], words: &str) -> Result<(), Refusal> {
    if allowed.contains(value) {
        return Ok(());
    }
    Err(Refusal::new(ServerCode::InvalidParameterValue, format!("The parameter {name} must be one of {words}")))
}

/// Which part of a list is asked for (section 13.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    number: i64,
    size: i64,
}

impl Page {
    /// Checks the limits; call it when all types are known to be right.
    pub(crate) fn check(self) -> Result<Self, Refusal> {
        at_least("pageNum", Some(self.number), 1)?;
        at_least("pageSize", Some(self.size), 1)?;
        if self.size > PAGE_SIZE_MAX {
            let message = format!("The parameter pageSize exceeds the maximum {PAGE_SIZE_MAX}");
            return Err(Refusal::new(ServerCode::InvalidParameterExceedMaximum, message));
        }
        Ok(self)
    }

    /// How many there are in all, and this page of them.
    pub(crate) fn of<T>(self, all: impl Iterator<Item = T>) -> (usize, Vec<T>) {
        let size = usize::try_from(self.size).unwrap_or(0);
        let skipped = usize::try_from(self.number - 1).unwrap_or(usize::MAX).saturating_mul(size);
        let mut total = 0;
        let mut page = Vec::new();
        for item in all {
            if total >= skipped && page.len() < size {
                page.push(item);
            }
            total += 1;
        }
        (total, page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_counted_from_one_and_may_lie_past_the_end() {
        let page = |number, size| Page { number, size }.of(0..45);
        assert_eq!(page(1, 20), (45, (0..20).collect()));
        assert_eq!(page(3, 20), (45, (40..45).collect()));
        assert_eq!(page(4, 20), (45, vec![]));
        assert_eq!(page(i64::MAX, 1000), (45, vec![]));
    }
}
