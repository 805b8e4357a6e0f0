//! What the portal needs from the browser: one small file each.

pub mod client;
pub mod clipboard;
pub mod clock;
pub mod device;
pub mod drafts;
pub mod files;
pub mod fingerprint;
pub mod keystore;
pub mod locks;
pub mod proxy_info;
pub mod random;
pub mod reach;
pub mod runner;
pub mod store;
pub mod store_exists;
pub mod texts;
pub mod transport;

pub use client::{Client, Credentials};
pub use proxy_info::{ProxyInfo, ProxyTrouble};
pub use store_exists::store_exists;
pub use transport::Cancel;
