//! What a panic leaves on the screen: what happened, and whether anything had been sent.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::PanicHookInfo;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Document, Element};

thread_local! {
    /// The portal has panicked. Its timers still run, so whatever could act asks here first.
    static STOPPED: Cell<bool> = const { Cell::new(false) };
    /// Servers whose reinstall was handed to the network in this visit, by job: name and address.
    static SENT: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = error)]
    fn console_error(text: &str);
}

/// Whether the portal has panicked: from then on nothing may be sent.
pub fn stopped() -> bool {
    STOPPED.get()
}

/// Remembers that a reinstall of `instance_name` may have left this page.
pub fn sent(job_id: &str, instance_name: &str) {
    SENT.with_borrow_mut(|sent| sent.insert(job_id.to_owned(), instance_name.to_owned()));
}

/// That reinstall certainly did not happen.
pub fn not_sent(job_id: &str) {
    SENT.with_borrow_mut(|sent| sent.remove(job_id));
}

/// From now on a panic shows a page instead of leaving a dead one.
pub fn install() {
    // Not the standard library's: starting the app would replace that one by Yew's own.
    yew::set_custom_panic_hook(Box::new(|info| {
        STOPPED.set(true);
        // The message could quote what was typed; the place cannot.
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        console_error(&if cfg!(debug_assertions) { info.to_string() } else { format!("panicked at {place}") });
        // Nothing may panic in here; where the page cannot be written there is nowhere to say so.
        let _shown = show(info);
    }));
}

/// The words of this page. They stand here, in both languages: nothing can be fetched any more.
struct Said {
    title: &'static str,
    whose_fault: &'static str,
    nothing_sent: &'static str,
    /// Before and after the servers' names.
    sent: (&'static str, &'static str),
    comma: &'static str,
    not_known: &'static str,
    again: &'static str,
    report: &'static str,
}

const ENGLISH: Said = Said {
    title: "The portal has stopped",
    whose_fault: "This is a fault in the portal, not in your server and not in what you typed.",
    nothing_sent: "Nothing had been sent in this visit: no server was reinstalled.",
    sent: (
        "A reinstall of ",
        " had been sent. It does not depend on this page; open the portal again to see how far it is.",
    ),
    comma: ", ",
    not_known: "Whether anything had been sent is not known: open the portal again and look at Jobs.",
    again: "Open the portal again",
    report: "For a report: portal ",
};

const CHINESE: Said = Said {
    title: "门户已停止运行",
    whose_fault: "这是门户自身的故障，与您的服务器和您输入的内容无关。",
    nothing_sent: "本次访问未发出任何请求：没有服务器被重装。",
    sent: ("对 ", " 的重装请求已经发出。它不依赖本页面；请重新打开门户查看进度。"),
    comma: "、",
    not_known: "无法确定是否已发出请求：请重新打开门户，查看“任务”页面。",
    again: "重新打开门户",
    report: "报告问题时请附上：portal ",
};

fn show(info: &PanicHookInfo<'_>) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let language = document.document_element().and_then(|root| root.get_attribute("lang"));
    let said = if language.is_some_and(|tag| tag.starts_with("zh")) { &CHINESE } else { &ENGLISH };
    let body = document.body()?;
    body.set_inner_html("");
    document.set_title(said.title);
    let page = element(&document, &body, "main", "")?;
    // The alert is inside, so that the page still has its main part.
    let main = element(&document, &page, "div", "")?;
    main.set_class_name("crash");
    main.set_attribute("role", "alert").ok()?;
    element(&document, &main, "h1", said.title)?;
    element(&document, &main, "p", said.whose_fault)?;
    let names =
        SENT.try_with(|sent| sent.try_borrow().map(|sent| sent.values().cloned().collect::<Vec<_>>()).ok()).ok()?;
    let sentence = match names {
        Some(names) if names.is_empty() => said.nothing_sent.to_owned(),
        Some(names) => [said.sent.0, &names.join(said.comma), said.sent.1].concat(),
        None => said.not_known.to_owned(),
    };
    element(&document, &main, "p", &sentence)?;
    let link = element(&document, &main, "a", said.again)?;
    link.set_attribute("href", "/jobs").ok()?;
    link.set_class_name("button");
    // The place in the code, not the message: a message could quote what was typed.
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    element(&document, &main, "p", &[said.report, env!("CARGO_PKG_VERSION"), ", ", &place].concat())?;
    Some(())
}

fn element(document: &Document, parent: &Element, name: &str, text: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_text_content((!text.is_empty()).then_some(text));
    parent.append_child(&element).ok()?;
    Some(element)
}
