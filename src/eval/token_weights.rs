//! Fits the weights of class and id tokens: logistic regression over the tokens around a block.

use std::collections::{HashMap, HashSet};

use super::dataset::Labelled;

/// Tokens seen on fewer sites are names of one theme.
const MIN_SITES: usize = 40;
/// Passes over the data, step, and the pull towards 0. Chosen by the area under the curve of the score, by site.
const EPOCHS: usize = 8;
const RATE: f32 = 0.02;
const L2: f32 = 0.05;

/// One block: its features as indices, its label and weight.
struct Row {
    features: Vec<u32>,
    label: f32,
    weight: f32,
}

/// Weights of tokens on near containers and on any, by AdaGrad (Duchi, Hazan and Singer 2011) over all rows in order.
/// `sites` names the site of each page. Deterministic.
pub fn fit(pages: &[(&Labelled, &str)]) -> Vec<(u32, f32, f32)> {
    let kept = frequent(pages);
    let index: HashMap<u32, u32> = kept.iter().enumerate().map(|(at, token)| (*token, at as u32)).collect();
    let rows = rows(pages, &index);
    let mut weights = vec![0.0_f32; kept.len() * 2];
    let mut squares = vec![1e-6_f32; kept.len() * 2];
    let (mut bias, mut bias_squares) = (0.0_f32, 1e-6_f32);
    for epoch in 0..EPOCHS {
        // A fixed stride visits the rows out of page order.
        let stride = stride(rows.len(), epoch);
        for step in 0..rows.len() {
            let row = &rows[(step * stride) % rows.len()];
            let score = bias + row.features.iter().map(|at| weights[*at as usize]).sum::<f32>();
            let error = row.weight * (crate::judge::sigmoid(score) - row.label);
            bias_squares += error * error;
            bias -= RATE * error / bias_squares.sqrt();
            for at in &row.features {
                let at = *at as usize;
                let gradient = error + L2 * weights[at];
                squares[at] += gradient * gradient;
                weights[at] -= RATE * gradient / squares[at].sqrt();
            }
        }
    }
    kept.iter().enumerate().map(|(at, token)| (*token, weights[at * 2], weights[at * 2 + 1])).collect()
}

/// A step that visits every row once.
fn stride(rows: usize, epoch: usize) -> usize {
    let mut stride = rows / 3 + 7 * epoch + 1;
    while gcd(stride, rows.max(1)) != 1 {
        stride += 1;
    }
    stride
}

fn gcd(mut a: usize, mut b: usize) -> usize {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// Tokens on enough sites, in order.
fn frequent(pages: &[(&Labelled, &str)]) -> Vec<u32> {
    let mut sites: HashMap<u32, HashSet<&str>> = HashMap::new();
    for (page, site) in pages {
        let tokens: HashSet<u32> = (0..page.len()).flat_map(|block| page.tokens(block).1).collect();
        for token in tokens {
            sites.entry(token).or_default().insert(site);
        }
    }
    let mut kept: Vec<u32> =
        sites.into_iter().filter(|(_, sites)| sites.len() >= MIN_SITES).map(|(token, _)| token).collect();
    kept.sort_unstable();
    kept
}

fn rows(pages: &[(&Labelled, &str)], index: &HashMap<u32, u32>) -> Vec<Row> {
    let mut rows = Vec::new();
    for (page, _) in pages {
        let weights = page.weights();
        for (block, (label, weight)) in page.labels.iter().zip(weights).enumerate() {
            let Some(label) = label else { continue };
            let (near, any) = page.tokens(block);
            let near = near.iter().filter_map(|token| index.get(token)).map(|at| at * 2);
            let any = any.iter().filter_map(|token| index.get(token)).map(|at| at * 2 + 1);
            rows.push(Row { features: near.chain(any).collect(), label: *label, weight: weight * 50.0 });
        }
    }
    rows
}
