//! How pages are to be cleaned: the options that every example with pages has.

use std::fmt::Display;
use std::fs;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::{Duration, Instant};

use bodytext::{Article, Cleaner, Comments, Error, Focus, Options};
use clap::ValueEnum;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::input::{self, Input};

/// The options about cleaning.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    /// What the inputs are; auto takes a leading `<` tag or an .html name as HTML, anything else as text
    #[arg(short, long, value_enum, default_value = "auto", value_name = "KIND")]
    pub input: InputKind,

    /// Which mistake is worse: neither, page chrome that is kept (precision), or article that is lost (recall)
    #[arg(long, default_value = "balanced", value_parser = focus())]
    pub focus: Focus,

    /// Where readers' comments go: as judged, into the text, or out of it and into the field of their own in json
    #[arg(long, default_value = "judged", value_parser = comments())]
    pub comments: Comments,

    /// Leave a report's dateline ("PARIS, March 3 (AFP) - ") out of the text; json has it in a field of its own
    #[arg(long)]
    pub strip_dateline: bool,

    /// The page's address, against which relative links are resolved
    #[arg(long, value_parser = url)]
    pub url: Option<String>,

    /// Weights of your own, as the example `fit` writes them, instead of those of the crate
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputKind {
    Auto,
    Html,
    Text,
}

impl Settings {
    /// The cleaner that these settings ask for.
    pub fn cleaner(&self) -> Result<Cleaner, String> {
        let cleaner = Cleaner::new(self.options().map_err(|error| error.to_string())?);
        let Some(path) = &self.model else { return Ok(cleaner) };
        let named = |error: &dyn Display| format!("{}: {error}", path.display());
        let bytes = fs::read(path).map_err(|error| named(&error))?;
        cleaner.with_model(&bytes).map_err(|error| named(&error))
    }

    /// The library's options for these settings.
    fn options(&self) -> Result<Options, Error> {
        let options =
            Options::new().with_focus(self.focus).with_comments(self.comments).with_dateline(!self.strip_dateline);
        match &self.url {
            Some(url) => options.with_url(url),
            None => Ok(options),
        }
    }

    /// Cleans the bytes of an input, and gives the time that it took. What fails is named.
    pub fn clean(&self, cleaner: &Cleaner, input: &Input, bytes: &[u8]) -> Result<(Article, Duration), String> {
        let is_html = match self.input {
            InputKind::Html => true,
            InputKind::Text => false,
            InputKind::Auto => input::looks_like_html(&input.source, bytes),
        };
        let start = Instant::now();
        let article = if is_html { cleaner.clean_bytes(bytes, None) } else { cleaner.clean_text_bytes(bytes, None) };
        Ok((article.map_err(|error| format!("{}: {error}", input.name()))?, start.elapsed()))
    }
}

/// The bytes of an input. What fails is named.
pub fn read(input: &Input) -> Result<Vec<u8>, String> {
    input::read(input).map_err(|error| format!("{}: {error}", input.name()))
}

fn focus() -> impl TypedValueParser<Value = Focus> {
    let names = [Focus::Balanced, Focus::Precision, Focus::Recall].map(Focus::name);
    PossibleValuesParser::new(names).try_map(|name| Focus::from_str(&name))
}

fn comments() -> impl TypedValueParser<Value = Comments> {
    let names = [Comments::Judged, Comments::InText, Comments::Apart].map(Comments::name);
    PossibleValuesParser::new(names).try_map(|name| Comments::from_str(&name))
}

fn url(text: &str) -> Result<String, Error> {
    Options::new().with_url(text).map(|_| text.to_owned())
}
