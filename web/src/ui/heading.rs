//! A page's heading: names the page and its tab, takes the focus, and is announced.

use crate::hooks::{use_announcer, use_title, use_words};
use yew::prelude::*;

/// Properties of [`PageHeading`].
#[derive(Properties, PartialEq)]
pub struct PageHeadingProps {
    /// The page's name.
    pub text: AttrValue,
    /// The tab's title, where it says more than the heading.
    #[prop_or_default]
    pub title: Option<AttrValue>,
}

/// The one `h1` of a page.
///
/// A page that appears is announced and has the focus at its heading. A page that appears in another language is announced
/// again, and the focus stays where it is.
#[component]
pub fn PageHeading(props: &PageHeadingProps) -> Html {
    let words = use_words();
    let announcer = use_announcer();
    let heading = use_node_ref();
    let title = props.title.as_ref().unwrap_or(&props.text);
    use_title(title);
    {
        let (heading, title, shown_in) = (heading.clone(), title.clone(), use_mut_ref(|| None));
        use_effect_with(words, move |words| {
            let was_shown = shown_in.borrow_mut().replace(words.clone()).is_some();
            if !was_shown && announcer.is_first() {
                return;
            }
            announcer.say(&title);
            if !was_shown && let Some(element) = heading.cast::<web_sys::HtmlElement>() {
                // Without focus the page still works.
                drop(element.focus());
            }
        });
    }
    html! { <h1 ref={heading} tabindex="-1">{ &props.text }</h1> }
}
