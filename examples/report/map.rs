//! The page at a glance: probability, link density and text density from top to bottom, as an inline picture.

use std::sync::LazyLock;

use bodytext::{Article, Block, PageEvidence};

use crate::markup::{Decimal, Html, Part, write_html};

/// Bands of the picture at most: blocks next to each other share one.
const BANDS: usize = 500;
/// Height of the picture, and width of a lane and of the space between two, in its own units.
const HEIGHT: f64 = 1000.0;
const LANE: f64 = 30.0;
const GAP: f64 = 5.0;
/// What a block takes on the page besides its characters: a line's rest, and the space below it.
const LINE: usize = 60;
/// Characters per tag that fill the lane: a paragraph of prose has some hundred. The scale is logarithmic.
const MANY: f32 = 1000.0;
/// Characters of a block of plain text that fill the lane.
const LONG: f32 = 1000.0;

/// Blocks that share a stretch of the map: sums weighed by their place on the page.
#[derive(Default)]
struct Band {
    first: usize,
    weight: f64,
    kept: f64,
    lanes: [f64; 3],
}

/// The lanes' names, for HTML or for plain text.
pub fn lanes(is_text: bool) -> &'static [&'static str] {
    if is_text { &["probability", "length"] } else { &["probability", "link density", "text density"] }
}

/// Link density, and characters per tag of the container.
pub fn densities(block: Block<'_>) -> [f32; 2] {
    static COLUMNS: LazyLock<[Option<usize>; 2]> =
        LazyLock::new(|| ["density.link_density", "density.text_density"].map(PageEvidence::column));
    COLUMNS.map(|column| column.map_or(0.0, |column| block.numbers()[column]))
}

/// The map. Every band leads to the first of its blocks that is shown, or to the next that is.
pub fn of(article: &Article, shown: &[usize], is_text: bool) -> Html {
    let bands = bands(article, is_text);
    let total: f64 = bands.iter().map(|band| band.weight).sum::<f64>().max(1.0);
    let count = lanes(is_text).len();
    let width = count as f64 * (LANE + GAP) - GAP;
    let mut out = Html::new();
    write_html!(out, "<svg id=map viewBox=\"0 0 ", Decimal(width, 0), " ", Decimal(HEIGHT, 0));
    write_html!(out, "\" preserveAspectRatio=none role=img aria-label=\"");
    for (at, name) in lanes(is_text).iter().enumerate() {
        write_html!(out, if at > 0 { ", " } else { "" }, *name);
    }
    out.push(" of the blocks along the page\">\n");
    let mut top = 0.0;
    for band in &bands {
        let height = band.weight / total * HEIGHT;
        let target = shown.get(shown.partition_point(|block| *block < band.first)).or(shown.last());
        let class = if band.kept * 2.0 > band.weight { "kept" } else { "removed" };
        if let Some(target) = target {
            write_html!(out, "<a href=\"#b", *target, "\" tabindex=-1 data-b=", band.first, ">");
            write_html!(out, "<rect class=", class, " x=0 y=", Decimal(top, 1), " width=", Decimal(width, 0));
            write_html!(out, " height=", Decimal(height, 1), "></rect></a>\n");
        }
        top += height;
    }
    for (lane, class) in LANES.iter().enumerate().take(count) {
        let left = lane as f64 * (LANE + GAP);
        write_html!(
            out,
            "<path class=\"lane ",
            *class,
            "\" d=\"M",
            Decimal(left, 0),
            " 0",
            steps(&bands, lane, left, total)
        );
        write_html!(out, "H", Decimal(left, 0), "Z\"></path>\n");
    }
    write_html!(out, "<rect id=view x=0 y=0 width=", Decimal(width, 0), " height=0></rect></svg>");
    out
}

/// The classes of the lanes.
const LANES: [&str; 3] = ["one", "two", "three"];

/// A lane's outline: across by value, down by place.
fn steps(bands: &[Band], lane: usize, left: f64, total: f64) -> impl Part {
    let (mut out, mut top) = (Html::new(), 0.0);
    for band in bands {
        top += band.weight / total * HEIGHT;
        let value = band.lanes[lane] / band.weight.max(1.0);
        write_html!(out, "H", Decimal(left + value.clamp(0.0, 1.0) * LANE, 1), "V", Decimal(top, 1));
    }
    out
}

fn bands(article: &Article, is_text: bool) -> Vec<Band> {
    let weight = |block: &Block<'_>| block.text().len().min(4000) + LINE;
    let total: usize = article.blocks().map(|block| weight(&block)).sum();
    let least = if article.blocks().len() > BANDS { total / BANDS } else { 0 };
    let mut bands: Vec<Band> = Vec::new();
    for block in article.blocks() {
        let is_full = bands.last().is_none_or(|band| band.weight > least as f64);
        if is_full {
            bands.push(Band { first: block.index(), ..Band::default() });
        }
        let Some(band) = bands.last_mut() else { break };
        let weight = weight(&block) as f64;
        band.weight += weight;
        band.kept += if block.is_main() { weight } else { 0.0 };
        for (sum, value) in band.lanes.iter_mut().zip(values(block, is_text)) {
            *sum += f64::from(value) * weight;
        }
    }
    bands
}

/// A block's numbers, each from 0 to 1.
fn values(block: Block<'_>, is_text: bool) -> [f32; 3] {
    let logarithmic = |value: f32, most: f32| ((1.0 + value).ln() / (1.0 + most).ln()).clamp(0.0, 1.0);
    if is_text {
        return [block.probability(), logarithmic(block.text().chars().count() as f32, LONG), 0.0];
    }
    let [links, tags] = densities(block);
    [block.probability(), links, logarithmic(tags, MANY)]
}
