//! Indented code: left as it stands.

use super::line::Line;

/// Characters of indentation that make code.
const INDENT: usize = 2;
/// Lines that look like code / lines, at least.
const SHARE: usize = 3;

/// Whether a run of lines is program text: indented, and most lines end or read like statements. Dumps of pages are
/// indented too, so the indent alone says nothing.
pub(super) fn is_code(run: &[Line<'_>]) -> bool {
    let indented = run.iter().filter(|line| line.indent >= INDENT).count();
    let coded = run.iter().filter(|line| is_statement(line.text)).count();
    run.len() >= 2 && indented * 2 >= run.len() && coded * SHARE >= run.len() * 2
}

fn is_statement(text: &str) -> bool {
    let ends = text.ends_with([';', '{', '}']) || text.ends_with("):") || text.ends_with("*/");
    let starts =
        text.starts_with("//") || text.starts_with("$ ") || text.starts_with("#include") || text.starts_with("/*");
    let calls = text.contains("()") || text.contains("::") || text.contains(" == ") || text.contains(" => ");
    let assigns = text.contains(" = ") && !text.ends_with('.');
    ends || starts || calls || assigns
}
