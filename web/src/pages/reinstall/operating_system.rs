//! Operating system: what the server boots afterwards, and its hostname.

use super::form::GroupProps;
use crate::components::image_picker::{ImagePicker, support_mark, support_source, support_warning};
use crate::hooks::use_words;
use crate::locales::Words;
use crate::services::clock::today;
use crate::state::draft::{BootChoice, Edit};
use crate::t;
use crate::ui::{Choice, Issues, TextField};
use reinstall_core::machine::{Family, Image};
use reinstall_core::path;
use reinstall_core::rules::hostname::HOSTNAME_MAX_CHARS;
use std::rc::Rc;
use yew::prelude::*;

#[component]
pub(super) fn OperatingSystemGroup(props: &GroupProps) -> Html {
    let GroupProps { catalog, draft, edit, issues } = props;
    let words = use_words();
    let today = use_memo((), |()| today());
    let instance = &catalog.instance;
    // The same for ever, so that typing elsewhere does not draw hundreds of images again.
    let choose_image = use_callback(edit.clone(), |id: String, edit| edit.emit(Edit::ImageId(id)));
    let choose = |boot: BootChoice| edit.reform(move |()| Edit::Boot(boot));
    let current = instance.image_name.clone().filter(|name| !name.is_empty());
    let current = current.or_else(|| draft.current_image_id.clone()).unwrap_or_default();
    let no_current = draft.current_image_id.is_none().then(|| t!(words, "The server has no image now."));
    let has_current = draft.current_image_id.is_some().then(|| {
        t!(
            words,
            "The server has {image} now: a request without an image would install that one again.",
            image = current,
        )
    });
    let chosen = catalog.chosen_image(draft);
    let support = catalog.support(draft);
    // An issue of the image belongs to whichever way of choosing one is shown.
    let mut image_issues = issues.at(&path!["imageId"]);
    image_issues.extend(support_warning(support, &today, &words));
    let consequence = chosen.and_then(Image::family).map(|family| family_hint(family, &words));
    html! {
        <fieldset class="panel operating-system">
            <legend>{ t!(words, "Operating system") }</legend>
            <Choice
                name="boot" value="image" label={t!(words, "Install another system")} checked={draft.boot == BootChoice::Image}
                onchoose={choose(BootChoice::Image)}
            />
            if draft.boot == BootChoice::Image {
                <div class="nested">
                    <ImagePicker
                        id="imageId" images={Rc::clone(&catalog.images)} model={instance.instance_type_id.clone()}
                        current={draft.current_image_id.clone().map(AttrValue::from)} chosen={draft.image_id.clone()}
                        onchoose={choose_image} today={(*today).clone()} issues={image_issues.clone()}
                    />
                    { consequence.clone().unwrap_or_default() }
                </div>
            }
            <Choice
                name="boot" value="same" checked={draft.boot == BootChoice::SameImage} onchoose={choose(BootChoice::SameImage)}
                label={match current.as_str() {
                    "" => t!(words, "Same system as now"),
                    image => t!(words, "Same system as now: {image}", image = image),
                }}
                disabled_reason={no_current}
            />
            if draft.boot == BootChoice::SameImage {
                <div class="nested">
                    if let Some(support) = support {
                        <p class="hint">{ support_mark(support, &today, &words) }{ ". " }{ support_source(support, &words) }</p>
                    }
                    <Issues id="imageId" issues={image_issues.clone()} />
                    { consequence.unwrap_or_default() }
                </div>
            }
            <Choice
                name="boot" value="ipxe" label={t!(words, "Boot an iPXE script")} checked={draft.boot == BootChoice::IpxeUrl}
                onchoose={choose(BootChoice::IpxeUrl)}
            />
            if draft.boot == BootChoice::IpxeUrl {
                <div class="nested"><TextField
                    id="ipxeUrl" label={t!(words, "iPXE URL")} value={draft.ipxe_url.clone()} inputmode="url" oninput={edit.reform(Edit::IpxeUrl)}
                    issues={issues.at(&path!["ipxeUrl"])} hint={ipxe_hint(&words)}
                /></div>
            }
            <Choice
                name="boot" value="netboot" label={t!(words, "Boot the vendor's netboot menu")} checked={draft.boot == BootChoice::Netboot}
                onchoose={choose(BootChoice::Netboot)} hint={t!(words, "For an installation by hand over IPMI.")}
            />
            if draft.boot == BootChoice::Netboot {
                <div class="nested"><p class="hint">{ ipxe_hint(&words) }</p></div>
            }
            <Choice
                name="boot" value="none" label={t!(words, "No operating system")} checked={draft.boot == BootChoice::NoSystem}
                onchoose={choose(BootChoice::NoSystem)} disabled_reason={has_current}
            />
            if draft.boot == BootChoice::NoSystem {
                <div class="nested">
                    <p class="hint">{ t!(words, "Partitions are refused without a system. Nobody is known to use a key pair or user data; a password becomes the IPMI password.") }</p>
                    <Issues id="imageId" issues={image_issues} />
                </div>
            }
            <TextField
                id="hostname" label={t!(words, "Hostname")} value={draft.hostname.clone()} oninput={edit.reform(Edit::Hostname)}
                issues={issues.at(&path!["hostname"])}
                hint={t!(words, "At most {max} letters, digits, hyphens and dots.", max = HOSTNAME_MAX_CHARS)}
                beside={keep_hostname(props, &words)}
            />
        </fieldset>
    }
}

/// Offers the current hostname where another one stands in the field.
fn keep_hostname(props: &GroupProps, words: &Words) -> Html {
    let now = &props.catalog.instance.hostname;
    if now.is_empty() || *now == props.draft.hostname {
        return html! {};
    }
    let onclick = {
        let now = now.clone();
        props.edit.reform(move |_: MouseEvent| Edit::Hostname(now.clone()))
    };
    html! {
        <button type="button" class="quiet" {onclick}>
            { t!(words, "Keep {hostname}", hostname = now) }
        </button>
    }
}

/// What a family means for the groups below.
fn family_hint(family: Family, words: &Words) -> Html {
    let sentence = match family {
        Family::Linux => t!(
            words,
            "Linux: a password or a key pair; partitions begin with / and are ext2, ext3 or ext4; user data runs at first boot."
        ),
        Family::Windows => t!(
            words,
            "Windows: a password, no key pair; partitions are drive letters from C on, NTFS. Whether it runs user data is not documented."
        ),
        Family::Esxi => t!(
            words,
            "ESXi: a password; a key pair is said to be ignored. It divides its disks itself: leave partitions out. Whether it runs user data is not documented."
        ),
    };
    html! { <p class="hint consequence">{ sentence }</p> }
}

fn ipxe_hint(words: &Words) -> AttrValue {
    t!(
        words,
        "Partitions are refused with it. Whether it uses a password, a key pair, user data or a hostname is up to what it boots; the password becomes the IPMI password all the same."
    )
}
