//! What the developer reads. The only place that prints.

use std::io::{IsTerminal as _, Write as _};
use std::time::Duration;

/// One line of progress or result.
pub(crate) fn line(text: &str) {
    // A closed pipe (`cargo xtask … | head`) must not turn into a panic, so no println!.
    drop(writeln!(std::io::stdout().lock(), "{text}"));
}

/// The start of a step of `test` or `lint`.
pub(crate) fn heading(text: &str) {
    line(&format!("\n== {text}"));
}

/// The reason why the command failed, last and on stderr.
pub(crate) fn error(text: &str) {
    drop(writeln!(std::io::stderr().lock(), "\nerror: {text}"));
}

/// A line that replaces itself while something long runs. Only on a terminal: a log shall not fill up with it.
pub(crate) fn tick(text: &str) {
    if std::io::stdout().is_terminal() {
        let mut out = std::io::stdout().lock();
        drop(write!(out, "\r\x1b[2K{text}").and_then(|()| out.flush()));
    }
}

/// Removes the line that [`tick`] left.
pub(crate) fn tick_done() {
    tick("");
}

/// Whether a person is watching.
pub(crate) fn is_interactive() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("CI").is_none()
}

/// A duration as people say it: `8.3 s`, `2 min 05 s`.
pub(crate) fn duration(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    if seconds < 60 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_naturally() {
        assert_eq!(duration(Duration::from_millis(8_340)), "8.3 s");
        assert_eq!(duration(Duration::from_secs(125)), "2 min 05 s");
    }
}
