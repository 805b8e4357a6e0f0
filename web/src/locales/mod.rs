//! The words on the screen, in English and in Simplified Chinese.
//!
//! English stands in the code, where it is read: `t!(words, "Connect")`. The other language is a file that is fetched when
//! somebody chooses it (`web/locales/zh-CN.json`, English to Chinese), so that nobody pays for both. A native test holds the
//! two together: every text of the code is in the file, with the same `{names}`, and nothing else is.
//!
//! The API's own words (codes, statuses, members such as `imageId`, RAID, iPXE, NIC) are not translated.

#[cfg(test)]
mod tests;

use reinstall_core::Locale;
use std::collections::HashMap;
use std::rc::Rc;
use yew::{AttrValue, Html};

/// A text in the language of the page: `t!(words, "Connect")`, or with values
/// `t!(words, "{shown} of {total} instances", shown = 3, total = 9)`. Gives an [`AttrValue`].
#[macro_export]
macro_rules! t {
    ($words:expr, $english:literal $(,)?) => { $words.text($english) };
    ($words:expr, $english:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $words.fill($english, &[$((stringify!($name), &$value.to_string())),+])
    };
}

/// A text with elements in it: `t_html!(words, "Start {command}.", command = html! { <code>{ "x" }</code> })`. Gives [`Html`].
#[macro_export]
macro_rules! t_html {
    ($words:expr, $english:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $words.rich($english, &[$((stringify!($name), $value)),+])
    };
}

/// The texts of another language, by the English ones.
pub type Texts = HashMap<String, AttrValue>;

/// The words of the page. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Words {
    locale: Locale,
    /// `None`: English, which stands in the code.
    texts: Option<Rc<Texts>>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.locale == other.locale
    }
}

impl Words {
    /// English.
    pub const ENGLISH: Self = Self { locale: Locale::En, texts: None };

    /// Another language.
    pub fn new(locale: Locale, texts: Texts) -> Self {
        Self { locale, texts: Some(Rc::new(texts)) }
    }

    /// The language, for what core says.
    pub fn locale(&self) -> Locale {
        self.locale
    }

    /// The language's tag, for the document and for dates.
    pub fn tag(&self) -> &'static str {
        tag(self.locale)
    }

    /// A text of this page. Use [`t!`](crate::t), which the test of the languages finds.
    pub fn text(&self, english: &'static str) -> AttrValue {
        self.found(english).unwrap_or(AttrValue::Static(english))
    }

    /// A text that comes from elsewhere, e.g. core's advice about an error; as it is where the language does not know it.
    pub fn known(&self, english: &str) -> AttrValue {
        self.found(english).unwrap_or_else(|| AttrValue::from(english.to_owned()))
    }

    /// A text with `{names}` replaced. Use [`t!`](crate::t).
    pub fn fill(&self, english: &'static str, values: &[(&str, &str)]) -> AttrValue {
        let mut text = String::new();
        for piece in pieces(&self.text(english)) {
            match piece {
                Piece::Text(words) => text.push_str(words),
                Piece::Name(name) => text.push_str(value_of(values, name).copied().unwrap_or_default()),
            }
        }
        text.into()
    }

    /// A text with elements in place of `{names}`. Use [`t_html!`](crate::t_html).
    pub fn rich(&self, english: &'static str, values: &[(&str, Html)]) -> Html {
        pieces(&self.text(english))
            .map(|piece| match piece {
                Piece::Text(words) => Html::from(words),
                Piece::Name(name) => value_of(values, name).cloned().unwrap_or_default(),
            })
            .collect()
    }

    fn found(&self, english: &str) -> Option<AttrValue> {
        self.texts.as_ref()?.get(english).cloned()
    }
}

/// The language's tag.
pub fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::En => "en",
        Locale::ZhCn => "zh-CN",
    }
}

/// A whole number with its thousands apart, as both languages write it.
pub fn number(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

enum Piece<'a> {
    Text(&'a str),
    Name(&'a str),
}

/// A text cut at its `{names}`. A brace without its partner is text.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    let mut name = None;
    std::iter::from_fn(move || {
        if let Some(name) = name.take() {
            return Some(Piece::Name(name));
        }
        if rest.is_empty() {
            return None;
        }
        let found = rest.split_once('{').and_then(|(before, after)| Some((before, after.split_once('}')?)));
        let Some((before, (inside, after))) = found else { return Some(Piece::Text(std::mem::take(&mut rest))) };
        rest = after;
        if before.is_empty() {
            return Some(Piece::Name(inside));
        }
        name = Some(inside);
        Some(Piece::Text(before))
    })
}

fn value_of<'a, T>(values: &'a [(&str, T)], name: &str) -> Option<&'a T> {
    values.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}
