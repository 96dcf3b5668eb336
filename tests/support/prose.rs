//! Clean articles of `corpus/prose.txt`, and the ways in which they come.

use std::fmt::Write;

/// Paragraphs by language code.
pub fn articles() -> Vec<(&'static str, Vec<&'static str>)> {
    sections(include_str!("../../corpus/prose.txt"))
}

/// Sections of a data file: the name in square brackets, then the lines below it.
pub fn sections(data: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in data.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        match line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(name) => sections.push((name, Vec::new())),
            None => sections.last_mut().expect("lines stand below a name").1.push(line),
        }
    }
    sections
}

/// The lines with others in front of line `at`.
pub fn with<'a>(body: &[&'a str], at: usize, others: &[&'a str]) -> Vec<&'a str> {
    [&body[..at], others, &body[at..]].concat()
}

/// A page of nothing but elements of one kind.
pub fn html(lines: &[&str], tag: &str) -> String {
    let mut page = String::from("<body><div>");
    for line in lines {
        let _ = write!(page, "<{tag}>{}</{tag}>", line.replace('&', "&amp;").replace('<', "&lt;"));
    }
    page + "</div>"
}

/// With every run of white space as one space.
pub fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
