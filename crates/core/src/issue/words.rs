//! The languages of messages, and the words that a message can mention.
//!
//! Rules name a [`Term`], never a word of a language: words are made where a person reads them.

use crate::prelude::*;
use serde::{Serialize, Serializer};

/// A language in which messages are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhCn,
}

impl Locale {
    /// Every language.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhCn];

    /// The BCP 47 tag.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
        }
    }

    /// What stands between the elements of a list.
    pub const fn separator(self) -> &'static str {
        match self {
            Self::En => ", ",
            Self::ZhCn => "、",
        }
    }

    /// What stands for a list without elements.
    pub const fn nothing(self) -> &'static str {
        match self {
            Self::En => "none",
            Self::ZhCn => "无",
        }
    }
}

macro_rules! terms {
    ($($variant:ident $id:literal $en:literal $zh:literal;)*) => {
        /// A word of ours that a message mentions; its name on the wire is stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Term { $(#[doc = $en] $variant,)* }

        impl Term {
            /// Every word.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The stable name, in lower snake case.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The word in this language.
            pub const fn word(self, locale: Locale) -> &'static str {
                match locale {
                    Locale::En => match self { $(Self::$variant => $en,)* },
                    Locale::ZhCn => match self { $(Self::$variant => $zh,)* },
                }
            }
        }
    };
}

terms! {
    Null "null" "null" "空值（null）";
    Boolean "boolean" "true or false" "布尔值";
    Integer "integer" "a whole number" "整数";
    Decimal "decimal" "a number with a fraction, or out of range" "小数或超出范围的数";
    String "string" "a text" "字符串";
    Array "array" "a list" "列表";
    Object "object" "an object" "对象";
    NotJson "not_json" "a value that JSON cannot hold" "JSON 无法表示的值";
    UpperCaseLetter "upper_case_letter" "an upper-case letter" "一个大写字母";
    LowerCaseLetter "lower_case_letter" "a lower-case letter" "一个小写字母";
    Digit "digit" "a digit" "一个数字";
    SpecialCharacter "special_character" "one of ~!@$^*-_=+" "~!@$^*-_=+ 中的一个字符";
    Space "space" "the space" "空格";
    Comma "comma" "the comma" "逗号";
    PublicInterface "public" "public" "公网";
    PrivateInterface "private" "private" "内网";
    Windows "windows" "Windows" " Windows ";
    Esxi "esxi" "ESXi" " ESXi ";
    IpxeInstallation "ipxe" "an iPXE installation" " iPXE 安装";
    NoSystem "no_system" "a server without an operating system" "没有操作系统的服务器";
    DoubleSlash "double_slash" "two slashes in a row" "连续的两个斜杠";
    TrailingSlash "trailing_slash" "a slash at the end" "末尾的斜杠";
    DotPart "dot_part" "a . or .. part" " . 或 .. 部分";
    WhiteSpace "white_space" "a space" "空格";
    NonAscii "non_ascii" "a character that is not ASCII" "非 ASCII 字符";
}

impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// Puts values into the `{names}` of a template. A brace that encloses no known name stays, and what
/// is put in is not read again.
pub(crate) fn fill(template: &str, mut value: impl FnMut(&str, &mut String) -> bool) -> String {
    let mut text = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        match after.split_once('}') {
            Some((name, behind)) if value(name, &mut text) => rest = behind,
            _ => {
                text.push('{');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_term_has_a_name_of_its_own_and_a_word_in_each_language() {
        let ids: BTreeSet<_> = Term::ALL.iter().map(|term| term.id()).collect();
        assert_eq!(ids.len(), Term::ALL.len());
        assert!(Term::ALL.iter().all(|term| Locale::ALL.iter().all(|locale| !term.word(*locale).is_empty())));
    }

    #[test]
    fn what_is_put_in_is_not_read_again() {
        let value = |name: &str, text: &mut String| match name {
            "a" => {
                text.push_str("{b}");
                true
            }
            "b" => {
                text.push('2');
                true
            }
            _ => false,
        };
        assert_eq!(fill("{a} and {b}, {c} {", value), "{b} and 2, {c} {");
    }
}
