//! What the families of evidence cost.

use std::time::{Duration, Instant};

use super::readers::Kind;
use crate::cleaner::segment_html;
use crate::evidence::{self, Evidence, Facts, Table};
use crate::judge::Model;
use crate::options::Options;
use crate::{decode, lines};

/// Time to measure the evidence of a page.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Cost {
    /// What several families share: text statistics, sums over containers, names.
    pub shared: Duration,
    /// Each family, in the order of [`Evidence::ALL`].
    pub families: [Duration; Evidence::ALL.len()],
}

impl Cost {
    /// Measures a page once.
    pub fn of(source: &[u8], kind: Kind) -> Self {
        let options = Options::default();
        let source = decode::decode(source, None, kind == Kind::Html).text;
        let page = match kind {
            Kind::Html => segment_html(&source, &options),
            Kind::Text => lines::segment(&source, options.limits()),
        };
        let names = Model::built_in().names;
        let start = Instant::now();
        let facts = Facts::new(&page, &names);
        let shared = start.elapsed();
        let mut table = Table::default();
        // The first one makes room for the numbers of all.
        evidence::fill_family(&facts, Evidence::Words, &mut table);
        let families = Evidence::ALL.map(|family| {
            let start = Instant::now();
            evidence::fill_family(&facts, family, &mut table);
            start.elapsed()
        });
        Cost { shared, families }
    }

    /// The sum of two.
    #[must_use]
    pub fn plus(mut self, other: &Cost) -> Self {
        self.shared += other.shared;
        self.families.iter_mut().zip(other.families).for_each(|(sum, one)| *sum += one);
        self
    }
}
