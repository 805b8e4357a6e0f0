//! A page's heading: names the page, its tab, and takes the focus so that a screen reader says it.

use crate::hooks::use_title;
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
#[component]
pub fn PageHeading(props: &PageHeadingProps) -> Html {
    use_title(props.title.as_ref().unwrap_or(&props.text));
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with(props.text.clone(), move |_| {
            if let Some(element) = heading.cast::<web_sys::HtmlElement>() {
                // Without focus the page still works.
                drop(element.focus());
            }
        });
    }
    html! { <h1 ref={heading} tabindex="-1">{ &props.text }</h1> }
}
