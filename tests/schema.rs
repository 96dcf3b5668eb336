//! `schema/article.schema.json` and what `clean --format json` writes are one.

#![allow(clippy::unwrap_used)]

#[allow(dead_code, reason = "no folder is needed here")]
#[path = "support/program.rs"]
mod program;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use program::program;

/// The keywords of JSON Schema that are understood here; a schema with others is refused.
const KEYWORDS: [&str; 13] = [
    "$schema",
    "$defs",
    "$ref",
    "title",
    "description",
    "type",
    "enum",
    "items",
    "properties",
    "required",
    "additionalProperties",
    "minimum",
    "maximum",
];

/// A schema, and which of its properties have been seen with a value.
struct Checker {
    root: Value,
    seen: BTreeSet<String>,
}

impl Checker {
    fn new(root: Value) -> Self {
        Checker { root, seen: BTreeSet::new() }
    }

    /// What is wrong with a value, with the path to it. The schema does not nest, so neither does this.
    fn check(&mut self, schema: &Value, value: &Value, path: &str) -> Result<(), String> {
        let schema = self.resolved(schema);
        if let Some(odd) = schema.keys().find(|key| !KEYWORDS.contains(&key.as_str())) {
            return Err(format!("{path}: the schema uses {odd}, which this test does not know"));
        }
        if !types(&schema).contains(&kind(value)) {
            return Err(format!("{path}: {value} is none of {:?}", types(&schema)));
        }
        if schema.get("enum").and_then(Value::as_array).is_some_and(|values| !values.contains(value)) {
            return Err(format!("{path}: {value} is not listed"));
        }
        let number = |key: &str| schema.get(key).and_then(Value::as_f64);
        if let Some(value) = value.as_f64()
            && (number("minimum").is_some_and(|least| value < least)
                || number("maximum").is_some_and(|most| value > most))
        {
            return Err(format!("{path}: {value} is out of range"));
        }
        match value {
            Value::Array(values) => {
                let items = schema.get("items").ok_or(format!("{path}: the schema says nothing of the items"))?;
                values.iter().try_for_each(|value| self.check(items, value, &format!("{path}[]")))
            }
            Value::Object(fields) => self.check_fields(&schema, fields, path),
            _ => Ok(()),
        }
    }

    fn check_fields(
        &mut self,
        schema: &Map<String, Value>,
        fields: &Map<String, Value>,
        path: &str,
    ) -> Result<(), String> {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        if let Some(missing) = required.filter_map(Value::as_str).find(|name| !fields.contains_key(*name)) {
            return Err(format!("{path}: {missing} is missing"));
        }
        for (name, value) in fields {
            let path = format!("{path}.{name}");
            let known = schema.get("properties").and_then(|properties| properties.get(name));
            let other = schema.get("additionalProperties").filter(|other| other.is_object());
            let schema = known.or(other).ok_or(format!("{path} is not in the schema"))?;
            self.check(schema, value, &path)?;
            if !value.is_null() {
                self.seen.insert(path);
            }
        }
        Ok(())
    }

    /// The schema that a reference means.
    fn resolved(&self, schema: &Value) -> Map<String, Value> {
        let target =
            schema.get("$ref").and_then(Value::as_str).and_then(|to| self.root.pointer(to.trim_start_matches('#')));
        target.unwrap_or(schema).as_object().cloned().unwrap_or_default()
    }

    /// The paths of all properties below a schema.
    fn declared(&self, schema: &Value, path: &str, found: &mut BTreeSet<String>) {
        let schema = self.resolved(schema);
        for (name, inner) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let path = format!("{path}.{name}");
            self.declared(inner, &path, found);
            found.insert(path);
        }
        if let Some(items) = schema.get("items") {
            self.declared(items, &format!("{path}[]"), found);
        }
    }
}

fn types(schema: &Map<String, Value>) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one.as_str()],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The name of a value's type. A count is an integer; what may have a fraction is written as one.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_u64() => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn checker() -> Checker {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema/article.schema.json");
    Checker::new(serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
}

/// What `clean --format json` writes for the pages of the corpus.
fn rows() -> Vec<Value> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let folders = fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().path());
    let pages = folders.flat_map(|folder| ["page.html", "page.txt"].map(|name| folder.join(name)));
    let mut pages: Vec<PathBuf> = pages.filter(|page| page.is_file()).collect();
    pages.sort();
    let output = program("clean").args(["--format", "json"]).args(&pages).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rows: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), pages.len());
    rows
}

#[test]
fn every_article_of_the_corpus_is_as_the_schema_says_and_every_field_occurs() {
    let mut checker = checker();
    let root = checker.root.clone();
    for row in rows() {
        let name = row["file"].to_string();
        checker.check(&root, &row, "").unwrap_or_else(|problem| panic!("{name}: {problem}"));
    }
    let mut declared = BTreeSet::new();
    checker.declared(&root, "", &mut declared);
    assert!(declared.len() > 50);
    // Tags are listed in one place of a page at most, and so on: not every field has a case of disagreement.
    let is_other = |path: &&String| path.contains(".others[]");
    let never: Vec<&String> = declared.difference(&checker.seen).filter(|path| !is_other(path)).collect();
    assert!(never.is_empty(), "no case of the corpus has {never:?}");
    assert!(checker.seen.iter().any(|path| path.ends_with(".others[].value")));
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let mut checker = checker();
    let root = checker.root.clone();
    let good = rows().swap_remove(0);
    assert_eq!(checker.check(&root, &good, ""), Ok(()));
    for (field, wrong, problem) in [
        ("title", json!(3), "none of"),
        ("authors", json!(["Ann Lee", null]), ".authors[]"),
        ("outcome", json!("poem"), "not listed"),
        ("confidence", json!(1.5), "out of range"),
        ("sources", json!({"title": {"source": "meta"}}), "others is missing"),
        ("labels", json!({"prose": 0}), "out of range"),
        ("colour", json!("red"), "not in the schema"),
    ] {
        let mut row = good.clone();
        row[field] = wrong;
        let found = checker.check(&root, &row, "").unwrap_err();
        assert!(found.contains(problem), "{found}");
    }
}
