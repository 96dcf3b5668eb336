//! scratch: dump matrices for experiments
use bodytext::eval::dataset::*;
use std::io::{Read, Write};
fn main() {
    let folder = std::env::args().nth(1).unwrap();
    let out = std::env::args().nth(2).unwrap();
    let text_dir = std::env::args().nth(3);
    let mut ids: Vec<_> = std::fs::read_dir(format!("{folder}/ground-truth")).unwrap().map(|e| e.unwrap().path()).collect();
    ids.sort();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let done = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|s| { for _ in 0..2 { s.spawn(|| loop {
        let i = next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        if i >= ids.len() { break }
        let gold: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&ids[i]).unwrap()).unwrap();
        let id = ids[i].file_stem().unwrap().to_str().unwrap().to_owned();
        let path = match &text_dir { Some(d) => format!("{d}/{id}.txt.gz"), None => format!("{folder}/html/{id}.html.gz") };
        let mut bytes = Vec::new();
        flate2::read::MultiGzDecoder::new(std::fs::File::open(path).unwrap()).read_to_end(&mut bytes).unwrap();
        let source = String::from_utf8_lossy(&bytes);
        let text = gold["ground_truth"]["main_content"].as_str().unwrap_or("").to_owned();
        let url = url::Url::parse(gold["url"].as_str().unwrap_or("")).ok();
        let host = url.and_then(|u| u.host_str().map(str::to_owned)).unwrap_or_default();
        let parts: Vec<&str> = host.split('.').collect();
        let n = parts.len();
        let k = if n >= 3 && parts[n-2].len() <= 3 && parts[n-1].len() == 2 { 3 } else { 2 };
        let site = parts[n.saturating_sub(k)..].join(".");
        let kind = gold["_internal"]["page_type"]["primary"].as_str().unwrap_or("article").to_owned();
        let page = Labelled::new(&source, &text, text_dir.is_none());
        done.lock().unwrap().push((id, site, kind, page));
    }); } });
    let mut pages = done.into_inner().unwrap();
    pages.sort_by(|a, b| a.0.cmp(&b.0));
    let rows: usize = pages.iter().map(|p| p.3.len()).sum();
    eprintln!("{} pages, {rows} rows, {} columns", pages.len(), width());
    // folds by site
    let fold = |site: &str| site.bytes().fold(7u32, |h, b| (h ^ b as u32).wrapping_mul(16777619)) / 64 % 5;
    let folds: Vec<u32> = pages.iter().map(|p| fold(&p.1)).collect();
    let mut f = std::io::BufWriter::new(std::fs::File::create(format!("{out}.meta")).unwrap());
    for (p, fold) in pages.iter().zip(&folds) {
        let hits: usize = 0; let _ = hits;
        writeln!(f, "{}\t{}\t{}\t{}\t{}\t{}", p.0, p.1, p.2, fold, p.3.len(), p.3.gold.len()).unwrap();
    }
    std::fs::write(format!("{out}.cols"), columns().join("\n")).unwrap();
    // per-block: label, words, overlap computed in python needs multiset: dump words as ids
    let mut words = std::io::BufWriter::new(std::fs::File::create(format!("{out}.words")).unwrap());
    let mut dict = std::collections::HashMap::new();
    for p in &pages {
        for (b, l) in p.3.words.iter().zip(&p.3.labels) {
            write!(words, "{l}").unwrap();
            for w in b { let n = dict.len(); let i = *dict.entry(w.clone()).or_insert(n); write!(words, " {i}").unwrap(); }
            writeln!(words).unwrap();
        }
        write!(words, "G").unwrap();
        for w in &p.3.gold { let n = dict.len(); let i = *dict.entry(w.clone()).or_insert(n); write!(words, " {i}").unwrap(); }
        writeln!(words).unwrap();
    }
    let dump = |name: String, tables: &dyn Fn(usize) -> TokenTable| {
        let mut f = std::io::BufWriter::new(std::fs::File::create(name).unwrap());
        let cache: Vec<TokenTable> = (0..5).map(tables).collect();
        for (p, fold) in pages.iter().zip(&folds) {
            for v in p.3.rows(&cache[*fold as usize]) { f.write_all(&v.to_le_bytes()).unwrap(); }
        }
    };
    let fit = |skip: &[usize]| {
        let set: Vec<(&Labelled, &str)> = pages.iter().zip(&folds).filter(|(_, f)| !skip.contains(&(**f as usize))).map(|(p, _)| (&p.3, p.1.as_str())).collect();
        bodytext::eval::token_weights::fit(&set)
    };
    if text_dir.is_some() { dump(format!("{out}.rows"), &|_| TokenTable::new(&[])); return }
    let t = std::time::Instant::now();
    // out-of-fold for the whole
    let single: Vec<_> = (0..5).map(|k| TokenTable::new(&fit(&[k]))).collect();
    eprintln!("5 dictionaries {:?}", t.elapsed());
    dump(format!("{out}.rows"), &|f| single[f].clone());
    for k in 0..5usize {
        dump(format!("{out}.rows{k}"), &|f| if f == k { single[k].clone() } else { TokenTable::new(&fit(&[k, f])) });
    }
}
