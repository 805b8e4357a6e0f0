//! What a screen reader says when another page is shown.

use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

/// Says a page's title in the page's live region.
#[derive(Clone, PartialEq)]
pub struct Announcer {
    said: UseStateSetter<AttrValue>,
    has_begun: Rc<Cell<bool>>,
}

impl Announcer {
    /// Whether this is the first page since the portal started: the browser itself says that one, and the focus
    /// stays at the top, where the skip link is. True once.
    pub fn is_first(&self) -> bool {
        !self.has_begun.replace(true)
    }

    /// Says this text.
    pub fn say(&self, text: &str) {
        self.said.set(text.to_owned().into());
    }
}

/// The polite live region, before the pages that speak through it.
#[component]
pub fn AnnouncerProvider(props: &html::ChildrenProps) -> Html {
    let said = use_state_eq(|| AttrValue::Static(""));
    let has_begun = use_memo((), |()| Cell::new(false));
    let announcer = Announcer { said: said.setter(), has_begun };
    html! {
        <ContextProvider<Announcer> context={announcer}>
            <p class="visually-hidden" aria-live="polite" aria-atomic="true">{ &*said }</p>
            { props.children.clone() }
        </ContextProvider<Announcer>>
    }
}

/// Who says what page this is.
#[hook]
pub fn use_announcer() -> Announcer {
    #[expect(clippy::expect_used, reason = "the provider wraps every page; without it nothing works")]
    use_context::<Announcer>().expect("AnnouncerProvider wraps the pages")
}
