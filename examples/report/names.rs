//! Names of the files of a report.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::input::{Input, Source};

/// Characters of a name.
const MOST: usize = 80;

/// A file name for the report of every input: letters, digits and signs that need no escaping in a link, none twice,
/// and none that is an input or the index.
pub fn of(folder: &Path, inputs: &[Input]) -> Vec<String> {
    let real = |path: &Path| path.canonicalize().ok();
    let sources: HashSet<PathBuf> = inputs.iter().filter_map(|input| real(path(input)?)).collect();
    let mut taken = HashSet::from(["index.html".to_owned()]);
    // Thousands of pages may be called the same.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut free = |stem: String| {
        let number = numbers.entry(stem.to_lowercase()).or_insert(0);
        loop {
            *number += 1;
            let name = if *number == 1 { format!("{stem}.html") } else { format!("{stem}-{number}.html") };
            let is_source = real(&folder.join(&name)).is_some_and(|path| sources.contains(&path));
            if !is_source && taken.insert(name.to_lowercase()) {
                return name;
            }
        }
    };
    inputs.iter().map(|input| free(stem(input))).collect()
}

fn path(input: &Input) -> Option<&Path> {
    match &input.source {
        Source::Stdin => None,
        Source::File(path) => Some(path),
    }
}

/// The name of an input up to its first point, with the folder's name where the file's is the same in every folder.
fn stem(input: &Input) -> String {
    let Some(path) = path(input) else { return "stdin".to_owned() };
    let plain = |name: &std::ffi::OsStr| {
        let name = name.to_string_lossy();
        let name = name.split('.').find(|part| !part.is_empty()).unwrap_or("page").to_owned();
        let sign = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' };
        name.chars().take(MOST).map(sign).collect::<String>()
    };
    let name = path.file_name().map_or("page".to_owned(), plain);
    match path.parent().and_then(Path::file_name) {
        Some(folder) if ["page", "index"].contains(&name.as_str()) => plain(folder),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain_and_different() {
        let inputs = ["a/x.html", "b/x.html.gz", "X.txt", "flood--1/page.html", "ü<b>.html", ".html", "index.htm"];
        let inputs = inputs.map(|path| Input { source: Source::File(path.into()) });
        let names = of(Path::new("no-such-folder"), &inputs);
        let expected = ["x.html", "x-2.html", "X-3.html", "flood--1.html", "--b-.html", "html.html", "index-2.html"];
        assert_eq!(names, expected);
    }
}
