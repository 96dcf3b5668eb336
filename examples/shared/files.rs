//! From the arguments to the files that they name.

use std::path::{Path, PathBuf};
use std::{fs, io};

/// Every file that the arguments name, `None` for standard input, and what is wrong with arguments that name none.
pub fn expand(arguments: &[PathBuf]) -> (Vec<Option<PathBuf>>, Vec<String>) {
    let (mut paths, mut problems) = (Vec::new(), Vec::new());
    for argument in arguments {
        if argument.as_os_str() == "-" {
            paths.push(None);
        } else if argument.is_dir() {
            match files(argument) {
                Ok(found) if found.is_empty() => problems.push(format!("{}: no files in it", argument.display())),
                Ok(found) => paths.extend(found.into_iter().map(Some)),
                Err(error) => problems.push(format!("{}: {error}", argument.display())),
            }
        } else {
            // A file that is missing fails when its turn comes, so that messages are in order too.
            paths.push(Some(argument.clone()));
        }
    }
    (paths, problems)
}

/// A directory's files in name order, without hidden files and subdirectories.
fn files(directory: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let path = entry.path();
        if !is_hidden && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
