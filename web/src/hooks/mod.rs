//! One hook a file.

mod use_announce;
mod use_drafts;
mod use_instance_preferences;
mod use_jobs;
mod use_load;
mod use_online;
mod use_preferences;
mod use_said;
mod use_session;
mod use_stored;
mod use_title;
mod use_words;

pub use use_announce::{AnnouncerProvider, use_announcer};
pub use use_drafts::{DraftsHandle, DraftsProvider, use_drafts, use_forget_drafts};
pub use use_instance_preferences::{InstancePreferencesHandle, InstancePreferencesProvider, use_instance_preferences};
pub use use_jobs::{JobsHandle, JobsProvider, use_jobs};
pub use use_load::{Load, Loading, use_load};
pub use use_online::use_online;
pub use use_preferences::{PreferencesHandle, PreferencesProvider, use_preferences};
pub use use_said::use_said;
pub use use_session::{
    Proxy, Session, SessionAction, SessionDispatcher, SessionHandle, SessionProvider, restore, use_session,
};
pub use use_stored::{stored, use_stored};
pub use use_title::{PRODUCT, use_title};
pub use use_words::{Language, WordsProvider, use_language, use_words, wanted_locale};
