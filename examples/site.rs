//! Learns what the pages of a site repeat, and shows what that changes.
//!
//! ```text
//! cargo run --release --example site -- --save profiles pages/
//! ```

#[allow(dead_code, reason = "this example takes a folder, where `clean` takes more")]
#[path = "clean/input.rs"]
mod input;
#[path = "shared/plain.rs"]
mod plain;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use bodytext::{Article, Block, Cleaner, Error, SiteProfile};
use clap::Parser;

use input::Input;
use plain::plain;

/// Characters of a block's text in a line.
const TEXT: usize = 70;

/// Learns what the pages of a site repeat, cleans each with and without it, and prints what changed: a line for every
/// page, and below it the blocks with another verdict (- for removed), with their probabilities and labels.
///
/// A folder may hold several sites. They are told apart by the host of the address that a page declares; pages that declare
/// none are cleaned without a profile. A page never counts as a witness to itself.
#[derive(Debug, Parser)]
#[command(name = "site", version, max_term_width = 100)]
struct Args {
    /// Take all pages for pages of one site, whatever they declare
    #[arg(long)]
    one_site: bool,

    /// Start with the profiles in this folder, as --save wrote them, and learn on
    #[arg(long, value_name = "FOLDER")]
    load: Option<PathBuf>,

    /// Write one profile a site to this folder
    #[arg(long, value_name = "FOLDER")]
    save: Option<PathBuf>,

    /// Saved pages, HTML or text; gzip is unpacked
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

/// A page without a profile.
struct Page {
    input: Input,
    kept: Vec<bool>,
    words: usize,
}

/// The pages of one site, and what was learnt from them.
#[derive(Default)]
struct Site {
    pages: Vec<Page>,
    profile: SiteProfile,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let mut out = io::BufWriter::new(io::stdout().lock());
    match run(&args, &mut out).and_then(|()| Ok(out.flush()?)) {
        Err(Failure::Write(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(Failure::Write(error)) => fail(&format!("standard output: {error}")),
        Err(Failure::Told(message)) => fail(&message),
        Ok(()) => ExitCode::SUCCESS,
    }
}

fn fail(message: &str) -> ExitCode {
    eprintln!("site: {message}");
    ExitCode::FAILURE
}

/// What ends a run.
enum Failure {
    Write(io::Error),
    Told(String),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Write(error)
    }
}

/// A message that names the file.
fn told(path: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::Told(format!("{}: {error}", path.display()))
}

fn run(args: &Args, out: &mut impl Write) -> Result<(), Failure> {
    if !args.folder.is_dir() {
        return Err(told(&args.folder, "no folder"));
    }
    let (inputs, problems) = input::expand(std::slice::from_ref(&args.folder));
    if let Some(problem) = problems.into_iter().next() {
        return Err(Failure::Told(problem));
    }
    let cleaner = Cleaner::default();
    let mut sites: BTreeMap<String, Site> = BTreeMap::new();
    let mut homeless = 0;
    for input in inputs {
        let article = clean(&cleaner, &input)?;
        let name = if args.one_site { Some("site".to_owned()) } else { host(&article) };
        let Some(name) = name else {
            homeless += 1;
            continue;
        };
        let site = match sites.entry(name) {
            std::collections::btree_map::Entry::Occupied(entry) => entry.into_mut(),
            std::collections::btree_map::Entry::Vacant(entry) => {
                let profile = load(args.load.as_deref(), entry.key())?;
                entry.insert(Site { profile, ..Site::default() })
            }
        };
        site.profile.learn(&article);
        let kept = article.blocks().map(|block| block.is_main()).collect();
        site.pages.push(Page { input, kept, words: words(&article) });
    }
    for (name, site) in sites {
        if let Some(folder) = &args.save {
            let path = file(folder, &name);
            let written = fs::create_dir_all(folder).and_then(|()| fs::write(&path, site.profile.to_bytes()));
            written.map_err(|error| told(&path, error))?;
        }
        show(out, &cleaner, &name, site)?;
    }
    if homeless > 0 {
        writeln!(out, "{homeless} pages declare no address")?;
    }
    Ok(())
}

fn show(out: &mut impl Write, cleaner: &Cleaner, name: &str, site: Site) -> Result<(), Failure> {
    writeln!(out, "{name}: {} pages, {} learnt from", site.pages.len(), site.profile.pages())?;
    let cleaner = cleaner.clone().with_profile(site.profile);
    for page in &site.pages {
        let article = clean(&cleaner, &page.input)?;
        let changed: Vec<Block<'_>> = article
            .blocks()
            .zip(&page.kept)
            .filter(|(block, kept)| block.is_main() != **kept)
            .map(|(block, _)| block)
            .collect();
        writeln!(
            out,
            "  {}: {} blocks changed, {} words, {} before",
            page.input.name(),
            changed.len(),
            words(&article),
            page.words
        )?;
        for block in changed {
            let sign = if block.is_main() { '+' } else { '-' };
            writeln!(
                out,
                "    {sign} {:<13} {:.2}  {}",
                block.label().name(),
                block.probability(),
                plain(block.text(), TEXT)
            )?;
        }
    }
    Ok(())
}

fn clean(cleaner: &Cleaner, input: &Input) -> Result<Article, Failure> {
    let bytes = input::read(input).map_err(|error| Failure::Told(format!("{}: {error}", input.name())))?;
    let article = match input::looks_like_html(&input.source, &bytes) {
        true => cleaner.clean_bytes(&bytes, None),
        false => cleaner.clean_text_bytes(&bytes, None),
    };
    article.map_err(|error| Failure::Told(format!("{}: {error}", input.name())))
}

/// The host of the address that a page declares, without `www.`.
fn host(article: &Article) -> Option<String> {
    let url = url::Url::parse(article.metadata().url()?).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}

/// The profile of a site in a folder; a new one when there is none.
fn load(folder: Option<&Path>, name: &str) -> Result<SiteProfile, Failure> {
    let Some(path) = folder.map(|folder| file(folder, name)) else { return Ok(SiteProfile::new()) };
    match fs::read(&path) {
        Ok(bytes) => SiteProfile::from_bytes(&bytes).map_err(|error: Error| told(&path, error)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(SiteProfile::new()),
        Err(error) => Err(told(&path, error)),
    }
}

/// Hosts are letters, digits, dots and hyphens; an address in brackets has colons too.
fn file(folder: &Path, name: &str) -> PathBuf {
    let safe = |c: char| if c.is_ascii_alphanumeric() || c == '.' || c == '-' { c } else { '_' };
    folder.join(format!("{}.profile", name.chars().map(safe).collect::<String>()))
}

fn words(article: &Article) -> usize {
    article.text().split_whitespace().count()
}
