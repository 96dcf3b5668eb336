//! Where the cleaned pages go: standard output, or one file each.

use std::collections::HashSet;
use std::fs;
use std::io::{self, ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};

use crate::args::{Args, Format};
use crate::input::{Input, Source};

pub struct Output {
    format: Format,
    /// Files to write, in the order of the inputs; `None` for standard output.
    files: Option<std::vec::IntoIter<PathBuf>>,
    /// Which page this is needs saying.
    several: bool,
    written: usize,
    broken: bool,
}

impl Output {
    /// Makes the output folder, if there is to be one.
    pub fn new(args: &Args, inputs: &[Input]) -> Result<Self, String> {
        let files = match &args.output {
            None => None,
            Some(folder) => {
                fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
                Some(names(folder, inputs, args.format.extension()).into_iter())
            }
        };
        Ok(Output { format: args.format, files, several: inputs.len() > 1, written: 0, broken: false })
    }

    /// Whether standard output failed, so that going on makes no sense.
    pub fn is_broken(&self) -> bool {
        self.broken
    }

    /// An input failed: its file stays unwritten.
    pub fn skip(&mut self) {
        if let Some(files) = &mut self.files {
            files.next();
        }
    }

    /// Writes the next page down; `false` when the reader has gone, as `head` does.
    pub fn write(&mut self, input: &Input, text: &str) -> Result<bool, String> {
        if let Some(files) = &mut self.files {
            let Some(path) = files.next() else { return Ok(false) };
            let written = fs::write(&path, format!("{text}\n"));
            return written.map(|()| true).map_err(|error| format!("{}: {error}", path.display()));
        }
        match self.print(input, text) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
            Err(error) => {
                self.broken = true;
                Err(format!("standard output: {error}"))
            }
        }
    }

    fn print(&mut self, input: &Input, text: &str) -> io::Result<()> {
        let mut out = io::BufWriter::new(stdout().lock());
        if self.several && self.format != Format::Json {
            let gap = if self.written > 0 { "\n" } else { "" };
            let name = input.name();
            match self.format {
                // "--" may not stand in a comment.
                Format::Html => writeln!(out, "{gap}<!-- {} -->", name.replace("--", "- -"))?,
                _ => writeln!(out, "{gap}==> {name} <==")?,
            }
        }
        self.written += 1;
        writeln!(out, "{text}")?;
        out.flush()
    }
}

/// A file for every input: its name with the format's ending, and a number where two would be the same.
fn names(folder: &Path, inputs: &[Input], extension: &str) -> Vec<PathBuf> {
    let same = |path: &Path| path.canonicalize().ok();
    // A file that is still to be read may lie in the output folder.
    let sources: HashSet<PathBuf> = inputs.iter().filter_map(|input| same(input.path()?)).collect();
    let mut taken = HashSet::new();
    let mut free = |stem: &str| {
        let mut number = 1_usize;
        loop {
            let name = match number {
                1 => format!("{stem}.{extension}"),
                _ => format!("{stem}-{number}.{extension}"),
            };
            let path = folder.join(&name);
            // Some file systems do not tell upper from lower case.
            let is_source = same(&path).is_some_and(|path| sources.contains(&path));
            if !is_source && taken.insert(name.to_lowercase()) {
                return path;
            }
            number += 1;
        }
    };
    inputs.iter().map(|input| free(&stem(input))).collect()
}

/// An input's file name without the endings of pages and of gzip.
fn stem(input: &Input) -> String {
    let Some(name) = input.path().and_then(Path::file_name) else { return "stdin".to_owned() };
    let mut stem = name.to_string_lossy().into_owned();
    for endings in [&[".gz"][..], &[".html", ".htm", ".xhtml", ".shtml", ".txt"][..]] {
        let lower = stem.to_ascii_lowercase();
        if let Some(ending) = endings.iter().find(|ending| lower.ends_with(**ending) && lower.len() > ending.len()) {
            stem.truncate(stem.len() - ending.len());
        }
    }
    stem
}

impl Input {
    fn path(&self) -> Option<&Path> {
        match &self.source {
            Source::Stdin => None,
            Source::File(path) => Some(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input(path: &str) -> Input {
        Input { source: Source::File(path.into()) }
    }

    #[test]
    fn no_two_inputs_share_a_file() {
        let inputs = ["a/x.html", "b/x.html.gz", "X.txt", "x-2.htm", ".html", "y.pdf"].map(input);
        let names = names(Path::new("no-such-folder"), &inputs, "md");
        let names: Vec<_> = names.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
        assert_eq!(names, ["x.md", "x-2.md", "X-3.md", "x-2-2.md", ".html.md", "y.pdf.md"]);
    }
}
