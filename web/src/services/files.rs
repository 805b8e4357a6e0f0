//! A file that somebody chose or dropped.

use wasm_bindgen_futures::JsFuture;
use web_sys::{DragEvent, File};

/// The browser could not read the file: it has gone, or may not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotRead;

/// Its size in bytes, known without reading it.
pub fn size(file: &File) -> u64 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number of bytes, never negative"
    )]
    let size = file.size() as u64;
    size
}

/// Its bytes.
///
/// # Errors
/// [`NotRead`] where the browser cannot read it.
pub async fn bytes(file: &File) -> Result<Vec<u8>, NotRead> {
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(|_| NotRead)?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// Whether files are dragged, rather than e.g. a piece of text.
pub fn are_dragged(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// The first of the files that were dropped.
pub fn dropped(event: &DragEvent) -> Option<File> {
    event.data_transfer()?.files()?.get(0)
}
