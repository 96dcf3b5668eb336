//! The differences, for people or as JSON.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::page::{Difference, Page};
use crate::plain::plain;

/// Differences of a page that are shown to people, and characters of each.
const SHOWN: usize = 30;
const TEXT: usize = 300;

/// Sums over all pages.
#[derive(Debug, Default, Serialize)]
pub struct Total {
    pub pages: usize,
    pub equal: usize,
    pub differ: usize,
    pub missing_in_a: usize,
    pub missing_in_b: usize,
    pub words_a: usize,
    pub words_b: usize,
    pub only_a: usize,
    pub only_b: usize,
    pub failed: usize,
}

impl Total {
    pub fn add(&mut self, page: &Page) {
        self.pages += 1;
        match page.missing_in {
            Some("A") => self.missing_in_a += 1,
            Some(_) => self.missing_in_b += 1,
            None => {
                *(if page.differing() == 0 { &mut self.equal } else { &mut self.differ }) += 1;
                self.words_a += page.words_a;
                self.words_b += page.words_b;
                self.only_a += page.only_a;
                self.only_b += page.only_b;
            }
        }
    }
}

/// One object a page, and the total in a last one.
pub fn json(out: &mut impl Write, pages: &[Page], total: &Total) -> io::Result<()> {
    #[derive(Serialize)]
    struct Last<'t> {
        total: &'t Total,
    }
    for page in pages {
        writeln!(out, "{}", serde_json::to_string(page)?)?;
    }
    writeln!(out, "{}", serde_json::to_string(&Last { total })?)
}

/// The pages, and the total in a last line.
pub fn lines(out: &mut impl Write, pages: &[Page], total: &Total, names: &[String; 2]) -> io::Result<()> {
    let (a, b) = (side("A"), side("B"));
    writeln!(out, "{a}- A{a:#} {}\n{b}+ B{b:#} {}", plain(&names[0], TEXT), plain(&names[1], TEXT))?;
    pages.iter().try_for_each(|page| one(out, page))?;
    let listed = pages.iter().filter(|page| page.missing_in.is_none()).count();
    if listed < total.differ {
        writeln!(out, "\n{} more pages differ: --limit 0 shows all", total.differ - listed)?;
    }
    let bold = Style::new().bold();
    write!(out, "\n{bold}{} pages: {} equal, {} differ{bold:#}", total.pages, total.equal, total.differ)?;
    for (count, what) in
        [(total.missing_in_a, "missing in A"), (total.missing_in_b, "missing in B"), (total.failed, "failed")]
    {
        if count > 0 {
            write!(out, ", {count} {what}")?;
        }
    }
    let share = |part: usize, whole: usize| part as f64 * 100.0 / whole.max(1) as f64;
    write!(out, "; {a}{} words only in A{a:#} ({:.1} % of it)", total.only_a, share(total.only_a, total.words_a))?;
    writeln!(out, ", {b}{} only in B{b:#} ({:.1} %)", total.only_b, share(total.only_b, total.words_b))
}

fn side(name: &str) -> Style {
    if name == "A" { AnsiColor::Red.on_default() } else { AnsiColor::Green.on_default() }
}

fn one(out: &mut impl Write, page: &Page) -> io::Result<()> {
    let (bold, a, b) = (Style::new().bold(), side("A"), side("B"));
    write!(out, "\n{bold}{}{bold:#}  ", plain(&page.file, TEXT))?;
    if let Some(missing) = page.missing_in {
        return writeln!(out, "is missing in {missing}");
    }
    write!(out, "{a}-{}{a:#} {b}+{}{b:#} of {} words", page.only_a, page.only_b, page.words_a)?;
    if let [Some(a), Some(b)] = &page.outcome
        && a != b
    {
        write!(out, ", {} > {}", plain(a, TEXT), plain(b, TEXT))?;
    }
    if let [Some(a), Some(b)] = page.confidence
        && (a - b).abs() >= 0.005
    {
        write!(out, ", confidence {a:.2} > {b:.2}")?;
    }
    writeln!(out)?;
    page.differences.iter().take(SHOWN).try_for_each(|difference| line(out, difference))?;
    let more = page.differences.len().saturating_sub(SHOWN) + page.more_differences;
    if more > 0 {
        writeln!(out, "  and {more} more lines")?;
    }
    Ok(())
}

fn line(out: &mut impl Write, difference: &Difference) -> io::Result<()> {
    let (style, faint) = (side(difference.kept_by), Style::new().dimmed());
    let (sign, other) = if difference.kept_by == "A" { ('-', 'B') } else { ('+', 'A') };
    write!(out, "  {style}{sign} {}{style:#}", plain(&difference.text, TEXT))?;
    if let Some(label) = &difference.label {
        let reasons = plain(&difference.reasons.join(", "), TEXT);
        write!(out, "  {faint}({other}: {}; {reasons}){faint:#}", plain(label, TEXT))?;
    }
    writeln!(out)
}
