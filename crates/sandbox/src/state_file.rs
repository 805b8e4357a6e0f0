//! `--state FILE`: what became of the servers, on disk. At any moment the file holds one whole state,
//! whatever happens to the process, and one sandbox at a time uses it.

use crate::config::Config;
use crate::sandbox::Sandbox;
use crate::snapshot::{BEGINNING, Misfit, Snapshot, other_format};
use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

/// Only the owner reads it: an iPXE URL may hold a token.
const MODE: u32 = 0o600;

/// Behind the file's name: who holds it, and what is being written.
const LOCK: &str = ".lock";
const PARTIAL: &str = ".partial";

/// An open state file; nobody else can open it while this lives.
#[derive(Debug)]
pub struct StateFile {
    path: PathBuf,
    _lock: File,
}

/// The file cannot be used. Nothing in it was changed.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// Another sandbox has it open.
    #[error("--state {}: another sandbox is using it; stop that one, or choose another file", .0.display())]
    InUse(PathBuf),
    /// Something else stands at the path.
    #[error("--state {}: this is not a file; choose another path", .0.display())]
    NotAFile(PathBuf),
    /// Its text is not a state. What stands there is not repeated: it could be anything.
    #[error(
        "--state {}: this is not a state of the sandbox (line {line}, column {column}); choose another file, or move this one away to start anew",
        .path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Where reading stopped.
        line: usize,
        /// Where reading stopped.
        column: usize,
    },
    /// What stands where a write begins is somebody else's.
    #[error("--state {}: {} is in the way and not the sandbox's; move it away, or choose another file", .path.display(), .neighbour.display())]
    InTheWay {
        /// The file.
        path: PathBuf,
        /// What is in the way.
        neighbour: PathBuf,
    },
    /// It is the state of another sandbox.
    #[error("--state {}: {misfit}", .path.display())]
    Misfit {
        /// The file.
        path: PathBuf,
        /// Why it does not fit.
        misfit: Misfit,
    },
    /// The system refuses.
    #[error("--state {}: {doing}: {error}; check the folder, its permissions and the free space", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What was being done.
        doing: &'static str,
        /// What the system says.
        error: io::Error,
    },
}

impl StateFile {
    /// Opens the file, or makes it, and the sandbox that goes on from it. The new start is written
    /// at once, so that a file that cannot be written is known now and not when it is needed.
    ///
    /// # Errors
    /// Where the file cannot be used; each error says what to do.
    pub fn open(path: &Path, config: Config) -> Result<(Self, Sandbox), Unusable> {
        let failed = |doing| move |error| Unusable::Io { path: path.to_path_buf(), doing, error };
        // A link stays a link: its target is what is replaced, or made.
        let path = match fs::metadata(path) {
            Ok(found) if found.is_file() => path.canonicalize().map_err(failed("cannot be found"))?,
            Ok(_) => return Err(Unusable::NotAFile(path.to_path_buf())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(path) {
                Ok(target) => folder_of(path).join(target),
                Err(_) => path.to_path_buf(),
            },
            Err(error) => return Err(failed("cannot be found")(error)),
        };
        let failed = |doing| {
            let path = path.clone();
            move |error| Unusable::Io { path, doing, error }
        };
        let in_the_way = |neighbour| Unusable::InTheWay { path: path.clone(), neighbour };
        let lock = with_suffix(&path, LOCK);
        if fs::symlink_metadata(&lock).is_ok_and(|found| !found.is_file()) {
            return Err(in_the_way(lock));
        }
        let lock =
            File::options().create(true).append(true).mode(MODE).open(lock).map_err(failed("cannot be locked"))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Unusable::InUse(path.clone()),
            TryLockError::Error(error) => failed("cannot be locked")(error),
        })?;
        let partial = with_suffix(&path, PARTIAL);
        if !remove_partial(&partial).map_err(failed("cannot be tidied up"))? {
            return Err(in_the_way(partial));
        }
        let misfit = |misfit| Unusable::Misfit { path: path.clone(), misfit };
        let sandbox = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Sandbox::new(config).map_err(|error| misfit(error.into()))?
            }
            Err(error) => return Err(failed("cannot be read")(error)),
            Ok(text) => {
                if let Some(other) = other_format(&text) {
                    return Err(misfit(Misfit::Format(other)));
                }
                let snapshot = serde_json::from_slice(&text).map_err(|error| Unusable::Foreign {
                    path: path.clone(),
                    line: error.line(),
                    column: error.column(),
                })?;
                Sandbox::restored(config, snapshot).map_err(misfit)?
            }
        };
        let file = Self { path: path.clone(), _lock: lock };
        file.write(&sandbox.snapshot()).map_err(failed("cannot be written"))?;
        Ok((file, sandbox))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Replaces what the file says. When this returns, a loss of power changes nothing any more.
    ///
    /// # Errors
    /// What the system says. The file then has its old content or, where only the folder could not be synced, the new one.
    pub fn write(&self, snapshot: &Snapshot) -> io::Result<()> {
        // One name, ours alone because of the lock: a kill leaves at most this one file, which the next start
        // removes. (The crate atomic-write-file takes a new name each time, and kills leave many.)
        let partial = with_suffix(&self.path, PARTIAL);
        let replaced = write_whole(&partial, snapshot).and_then(|()| fs::rename(&partial, &self.path));
        if let Err(error) = replaced {
            // What is half there takes room, and stands in the way of the next write.
            drop(fs::remove_file(&partial));
            return Err(error);
        }
        File::open(folder_of(&self.path))?.sync_all()
    }
}

/// Into a file that was not there before: no link is followed, and nobody else's is touched.
fn write_whole(partial: &Path, snapshot: &Snapshot) -> io::Result<()> {
    let mut file = File::options().create_new(true).write(true).mode(MODE).open(partial)?;
    file.write_all(&serde_json::to_vec(snapshot)?)?;
    file.sync_all()
}

/// Removes what a killed process left of a write. `false` where something else stands there.
fn remove_partial(partial: &Path) -> io::Result<bool> {
    match fs::symlink_metadata(partial) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
        Ok(found) if !found.is_file() => return Ok(false),
        Ok(_) => {}
    }
    let mut beginning = Vec::new();
    File::open(partial)?.take(BEGINNING.len() as u64).read_to_end(&mut beginning)?;
    if !BEGINNING.starts_with(&beginning) {
        return Ok(false);
    }
    fs::remove_file(partial)?;
    Ok(true)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut text = OsString::from(path);
    text.push(suffix);
    text.into()
}
