//! The examples as a user runs them, and folders to run them in.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// An example that cargo has built beside this test, with nothing in its environment that decides about colours.
pub fn program(name: &str) -> Command {
    let test = std::env::current_exe().unwrap();
    let profile = test.parent().and_then(Path::parent).unwrap();
    let program = profile.join("examples").join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(program.is_file(), "{} is missing: run `cargo test`, or `cargo build --examples`", program.display());
    let mut command = Command::new(program);
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI"] {
        command.env_remove(name);
    }
    command
}

/// A folder of files that is removed afterwards.
pub struct Folder(pub PathBuf);

impl Folder {
    /// An empty one; no other test may give it the same name.
    pub fn new(name: &str) -> Self {
        let test = env!("CARGO_CRATE_NAME");
        let folder = std::env::temp_dir().join(format!("bodytext-{test}-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    pub fn with(self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
