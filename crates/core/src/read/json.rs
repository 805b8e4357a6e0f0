//! JSON text (RFC 8259) as a [`Source`]. Nothing is kept of what nobody asks for.

use super::source::{Name, NotJson, Source, Token};
use crate::prelude::*;
use alloc::borrow::Cow;

impl NotJson {
    /// The line, from 1, and how many bytes of it could be read.
    pub(super) fn position(self, text: &str) -> (usize, usize) {
        let read = text.as_bytes().get(..self.at).unwrap_or_default();
        let line = read.iter().filter(|byte| **byte == b'\n').count() + 1;
        let column = read.iter().rev().take_while(|byte| **byte != b'\n').count();
        (line, column)
    }
}

/// A text that is being read.
pub(super) struct Json<'a> {
    text: &'a str,
    at: usize,
    /// A list or an object has just begun: no comma comes before what is in it.
    begins: bool,
}

type Read<T> = Result<T, NotJson>;

impl<'a> Json<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, at: 0, begins: false }
    }

    /// Nothing but blanks may follow.
    pub(super) fn end(&mut self) -> Read<()> {
        if self.past_blanks().is_some() { self.fail() } else { Ok(()) }
    }

    fn fail<T>(&self) -> Read<T> {
        Err(NotJson { at: self.at })
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over blanks; the byte behind them.
    fn past_blanks(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\t' | b'\r') => self.at += 1,
                other => return other,
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Read<()> {
        if self.peek() != Some(byte) {
            return self.fail();
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Read<()> {
        word.bytes().try_for_each(|byte| self.expect(byte))
    }

    /// Goes on to what is next in a list or an object that `end` closes; `false` if that is its end.
    fn next_in(&mut self, end: u8) -> Read<bool> {
        let begins = core::mem::take(&mut self.begins);
        match self.past_blanks() {
            Some(byte) if byte == end => {
                self.at += 1;
                return Ok(false);
            }
            Some(b',') if !begins => self.at += 1,
            Some(_) if begins => return Ok(true),
            _ => return self.fail(),
        }
        self.past_blanks();
        Ok(true)
    }

    fn digits(&mut self) -> Read<()> {
        if !self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            return self.fail();
        }
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        Ok(())
    }

    /// A number, whose first byte is `-` or a digit.
    fn number(&mut self) -> Read<Token<'a>> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        // No digit may follow a zero that comes first.
        if self.peek() == Some(b'0') {
            self.at += 1
        } else {
            self.digits()?
        }
        let mut whole = true;
        if self.peek() == Some(b'.') {
            whole = false;
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            whole = false;
            self.at += 1;
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        let digits = self.text.get(start..self.at).unwrap_or_default();
        // As a tree would have it: -0 and -0.0 are the same there, and what is beyond 64 bits is a decimal.
        let is_minus_zero = digits.starts_with('-')
            && digits
                .bytes()
                .take_while(|byte| !matches!(byte, b'e' | b'E'))
                .all(|byte| matches!(byte, b'-' | b'0' | b'.'));
        if is_minus_zero {
            return Ok(Token::Integer(0));
        }
        if !whole {
            return Ok(Token::Decimal);
        }
        Ok(whole_number(digits).map_or(Token::Decimal, Token::Integer))
    }

    /// The end of the longest run that needs no unescaping; at a quote, a backslash or what may not be in a text.
    fn plain(&mut self) -> Option<u8> {
        let mut rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        while let Some((eight, behind)) = rest.split_first_chunk() {
            let plain = plain_bytes(u64::from_le_bytes(*eight));
            self.at += plain;
            if plain < 8 {
                return self.peek();
            }
            rest = behind;
        }
        let length = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20));
        self.at += length.unwrap_or(rest.len());
        self.peek()
    }

    /// A text, whose first byte is a quote.
    fn text(&mut self) -> Read<Cow<'a, str>> {
        self.expect(b'"')?;
        let start = self.at;
        if self.plain() == Some(b'"') {
            let text = self.text.get(start..self.at).unwrap_or_default();
            self.at += 1;
            return Ok(Cow::Borrowed(text));
        }
        let mut text = self.text.get(start..self.at).unwrap_or_default().to_owned();
        while self.peek() == Some(b'\\') {
            self.at += 1;
            text.push(self.escape()?);
            let start = self.at;
            self.plain();
            text.push_str(self.text.get(start..self.at).unwrap_or_default());
        }
        self.expect(b'"')?;
        Ok(Cow::Owned(text))
    }

    /// Passes over a text, whose first byte is a quote. Half of a pair of surrogates is JSON, though no character.
    fn skip_text(&mut self) -> Read<()> {
        self.expect(b'"')?;
        while self.plain() == Some(b'\\') {
            self.at += 1;
            match self.peek() {
                Some(b'u') => {
                    self.at += 1;
                    self.four_digits()?;
                }
                _ => drop(self.escape()?),
            }
        }
        self.expect(b'"')
    }

    /// What stands behind a backslash.
    fn escape(&mut self) -> Read<char> {
        let character = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                self.at += 1;
                return self.unicode();
            }
            _ => return self.fail(),
        };
        self.at += 1;
        Ok(character)
    }

    /// The character of `\uXXXX`, or of two of them that are a pair.
    fn unicode(&mut self) -> Read<char> {
        let start = self.at;
        let first = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&first) {
            // The second half of a pair alone is no character.
            return char::from_u32(first).ok_or(NotJson { at: start });
        }
        self.expect(b'\\')?;
        self.expect(b'u')?;
        let start = self.at;
        let second = self.four_digits()?;
        let low = second.wrapping_sub(0xdc00);
        if low >= 0x400 {
            return Err(NotJson { at: start });
        }
        char::from_u32(0x1_0000 + ((first - 0xd800) << 10) + low).ok_or(NotJson { at: start })
    }

    fn four_digits(&mut self) -> Read<u32> {
        let mut number = 0;
        for _ in 0..4 {
            let Some(digit) = self.peek().and_then(|byte| char::from(byte).to_digit(16)) else { return self.fail() };
            number = number * 16 + digit;
            self.at += 1;
        }
        Ok(number)
    }
}

/// The number that these digits are, where it fits into 64 bits; what is above 63 bits is the largest below.
fn whole_number(text: &str) -> Option<i64> {
    let (is_negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let mut size = 0_u64;
    for digit in digits.bytes() {
        // (A multiplication that looks for overflow is one of 128 bits, which WebAssembly does not have.)
        if size > u64::MAX / 10 {
            return None;
        }
        size = (size * 10).checked_add(u64::from(digit.wrapping_sub(b'0')))?;
    }
    if !is_negative {
        return Some(i64::try_from(size).unwrap_or(i64::MAX));
    }
    // There is one more below zero than above.
    (size <= i64::MIN.unsigned_abs()).then(|| 0_i64.wrapping_sub_unsigned(size))
}

/// How many of eight bytes, the lowest first, come before a quote, a backslash or what may not be in a text: all at once,
/// which is what makes long texts quick.
fn plain_bytes(eight: u64) -> usize {
    const ONES: u64 = u64::MAX / 0xff;
    const HIGHS: u64 = ONES << 7;
    // A byte borrows, and so gets its highest bit, where it is below what is taken from it. Above one that does so another
    // may seem to, which does no harm: only the lowest is asked for.
    let quote = eight ^ (ONES * u64::from(b'"'));
    let backslash = eight ^ (ONES * u64::from(b'\\'));
    let below = |bytes: u64, limit: u64| bytes.wrapping_sub(ONES * limit) & !bytes;
    let found = (below(quote, 1) | below(backslash, 1) | below(eight, 0x20)) & HIGHS;
    found.trailing_zeros() as usize / 8
}

impl<'a> Source<'a> for Json<'a> {
    fn value(&mut self) -> Read<Token<'a>> {
        match self.past_blanks() {
            Some(b'"') => self.text().map(Token::Text),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b'{') => {
                self.at += 1;
                self.begins = true;
                Ok(Token::Object)
            }
            Some(b'[') => {
                self.at += 1;
                self.begins = true;
                Ok(Token::List)
            }
            Some(b't') => self.word("true").map(|()| Token::Boolean(true)),
            Some(b'f') => self.word("false").map(|()| Token::Boolean(false)),
            Some(b'n') => self.word("null").map(|()| Token::Null),
            _ => self.fail(),
        }
    }

    fn element(&mut self) -> Read<bool> {
        self.next_in(b']')
    }

    fn name(&mut self) -> Read<Option<Name<'a>>> {
        if !self.next_in(b'}')? {
            return Ok(None);
        }
        let name = self.text()?;
        self.past_blanks();
        self.expect(b':')?;
        Ok(Some(name.into()))
    }

    fn skip(&mut self) -> Read<()> {
        let mut around = Brackets::default();
        loop {
            if self.past_blanks() == Some(b'"') {
                self.skip_text()?;
            } else {
                match self.value()? {
                    Token::Object => around.push(true),
                    Token::List => around.push(false),
                    _ => {}
                }
            }
            // Out of everything that ends here, up to where the next value stands.
            loop {
                let Some(is_object) = around.last() else { return Ok(()) };
                if self.next_in(if is_object { b'}' } else { b']' })? {
                    if is_object {
                        self.skip_text()?;
                        self.past_blanks();
                        self.expect(b':')?;
                    }
                    break;
                }
                around.pop();
            }
        }
    }
}

/// What is open around a value, a bit each: a text may open as many as it has bytes.
#[derive(Default)]
struct Brackets {
    full: Vec<u64>,
    bits: u64,
    count: u32,
}

impl Brackets {
    fn push(&mut self, is_object: bool) {
        if self.count == 64 {
            self.full.push(self.bits);
            self.count = 0;
        }
        self.bits = self.bits << 1 | u64::from(is_object);
        self.count += 1;
    }

    fn last(&self) -> Option<bool> {
        (self.count > 0).then_some(self.bits & 1 == 1)
    }

    fn pop(&mut self) {
        self.bits >>= 1;
        self.count = self.count.saturating_sub(1);
        if self.count == 0
            && let Some(bits) = self.full.pop()
        {
            (self.bits, self.count) = (bits, 64);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    /// The text as a tree, by the parser under test.
    fn tree(text: &str) -> Result<Value, NotJson> {
        fn value(json: &mut Json<'_>) -> Result<Value, NotJson> {
            Ok(match json.value()? {
                Token::Null => Value::Null,
                Token::Boolean(value) => Value::Bool(value),
                Token::NotJson => panic!("a text holds nothing but JSON"),
                Token::Integer(number) => number.into(),
                Token::Decimal => 0.5.into(),
                Token::Text(text) => Value::String(text.into_owned()),
                Token::List => {
                    let mut elements = Vec::new();
                    while json.element()? {
                        elements.push(value(json)?);
                    }
                    elements.into()
                }
                Token::Object => {
                    let mut members = serde_json::Map::new();
                    while let Some(name) = json.name()? {
                        let value = value(json)?;
                        members.insert(name.text().into_owned(), value);
                    }
                    members.into()
                }
            })
        }
        let mut json = Json::new(text);
        let value = value(&mut json)?;
        json.end()?;
        Ok(value)
    }

    /// A tree as the tokens can tell it: what is lost on purpose is made the same.
    fn as_told(value: Value) -> Value {
        match value {
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => number.into(),
                (None, Some(_)) => i64::MAX.into(),
                (None, None) if number.as_f64() == Some(0.0) && number.to_string() == "-0.0" => 0.into(),
                (None, None) => 0.5.into(),
            },
            Value::Array(elements) => elements.into_iter().map(as_told).collect(),
            Value::Object(members) => members.into_iter().map(|(name, value)| (name, as_told(value))).collect(),
            other => other,
        }
    }

    fn skips(text: &str) -> bool {
        let mut json = Json::new(text);
        json.skip().and_then(|()| json.end()).is_ok()
    }

    /// serde_json is the judge, save where it reads numbers that this parser need not understand.
    #[track_caller]
    fn judged(text: &str) {
        match serde_json::from_str::<Value>(text) {
            Ok(expected) => {
                assert_eq!(tree(text), Ok(as_told(expected)), "{text}");
                assert!(skips(text), "{text}");
            }
            Err(error) if error.to_string().starts_with("number out of range") => {
                assert!(tree(text).is_ok() && skips(text), "{text}");
            }
            Err(error) if error.to_string().starts_with("recursion limit") => {}
            Err(error) => {
                let not_json = tree(text).expect_err(text);
                // Nobody needs the characters of what is passed over.
                assert_eq!(skips(text), serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok(), "{text}");
                let lines_before: usize = text.split_inclusive('\n').take(error.line() - 1).map(str::len).sum();
                // It counts the byte that it stumbles over, or not; and the whole of an escape.
                let distance = not_json.at.abs_diff(lines_before + error.column());
                assert!(distance <= 6, "{text:?}: {not_json:?} {error}");
            }
        }
    }

    #[test]
    fn texts_are_read_as_serde_json_reads_them() {
        for text in [
            "",
            " ",
            "null",
            "nul",
            "nulll",
            "true",
            "false",
            "tru",
            "0",
            "-0",
            "-",
            "00",
            "01",
            "1.",
            ".5",
            "1.5",
            "1e5",
            "1E+5",
            "1e",
            "1e+",
            "-1",
            "--1",
            "+1",
            "1 2",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "18446744073709551615",
            "184467440737095516150",
            "1e400",
            "-1e400",
            "0.0",
            "-0.0",
            "0e0",
            "\"\"",
            "\"a\"",
            "\"",
            "\"\\\"",
            "\"\\\\\"",
            "\"\\/\\b\\f\\n\\r\\t\"",
            "\"\\x\"",
            "\"\\u0041\"",
            "\"\\u00e9\\u0000\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\ude00\"",
            "\"\\ud83d\\u0041\"",
            "\"\\ud83dx\"",
            "\"\\u12\"",
            "\"\\uzzzz\"",
            "\"\n\"",
            "\"\u{7f}é😀\"",
            "\"a\\nb\"",
            "[]",
            "[ ]",
            "[1]",
            "[1,]",
            "[,1]",
            "[1 2]",
            "[1,2]",
            "[",
            "]",
            "[1",
            "[1,",
            "[[]]",
            "[[],[]]",
            "[}",
            "{}",
            "{ }",
            "{\"a\":1}",
            "{\"a\":1,}",
            "{,}",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\" : 1 , \"b\":[ {} ]}",
            "{a:1}",
            "{\"a\":1 \"b\":2}",
            "{1:2}",
            "{\"a\":{\"b\":[1,{\"c\":null}]}}",
            "{]",
            "{\"a\":1]",
            "\u{feff}{}",
            "{}}",
            "{} ",
            "\t\r\n {}\n",
            "// x\n{}",
            "{}x",
            "'a'",
            "NaN",
            "Infinity",
            "{\"\\u0061\":1,\"a\":2}",
        ] {
            judged(text);
        }
    }

    #[test]
    fn every_text_that_is_cut_off_or_changed_in_one_byte_is_judged_alike() {
        let text = r#"{"instanceId":"820","n":[1,-2.5e+3,true,false,null],"t":"\u00e9\\ 重 \ud83d\ude00","o":{"a":{},"b":[[],[{}]]}} "#;
        for (end, _) in text.char_indices() {
            judged(text.get(..end).unwrap());
        }
        for at in (0..text.len()).filter(|at| text.is_char_boundary(*at) && text.is_char_boundary(at + 1)) {
            for byte in
                [" ", "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "9", "-", ".", "e", "u", "a", "\n", "\u{1}", ""]
            {
                judged(&format!("{}{byte}{}", text.get(..at).unwrap(), text.get(at + 1..).unwrap()));
            }
        }
    }

    #[test]
    fn brackets_of_any_depth_must_fit() {
        for depth in [1, 63, 64, 65, 127, 128, 129, 100_000] {
            let (open, close) = ("[{\"a\":".repeat(depth), "}]".repeat(depth));
            assert!(skips(&format!("{open}1{close}")), "{depth}");
            assert!(!skips(&format!("{open}1{}", close.replacen('}', "]", 1))), "{depth}");
            assert!(!skips(&format!("{open}1{}", close.get(1..).unwrap())), "{depth}");
        }
    }

    #[test]
    fn it_breaks_where_nothing_could_follow() {
        for (text, position) in [
            ("", (1, 0)),
            ("nonsense", (1, 1)),
            ("{\"a\":\n\"1\",}", (2, 4)),
            ("\n\n  {\"a\" 1}", (3, 7)),
            ("[1,2", (1, 4)),
            ("\"\\ud83d\\u0041\"", (1, 9)),
        ] {
            let at = tree(text).unwrap_err();
            assert_eq!(at.position(text), position, "{text}");
        }
    }
}
