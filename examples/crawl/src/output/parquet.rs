//! Rows as Parquet.

use std::fs::File;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_schema::{DataType, Field, Fields, Schema};
use parquet::arrow::ArrowSchemaConverter;
use parquet::arrow::arrow_writer::{ArrowWriter, ArrowWriterOptions};
use parquet::basic::{Compression, ZstdLevel};
use parquet::column::writer::ColumnCloseResult;
use parquet::file::metadata::{PageIndexPolicy, ParquetMetaDataReader};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;

/// Rows that become Arrow arrays at once.
const BATCH: usize = 256;

/// The columns, in the order of a row's fields.
fn schema() -> Arc<Schema> {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let always = |name: &str| Field::new(name, DataType::Utf8, false);
    let count = |name: &str| Field::new(name, DataType::Int64, false);
    let list = |name: &str, item: DataType| Field::new(name, list_of(item), false);
    Arc::new(Schema::new(vec![
        always("file"),
        count("offset"),
        count("inside"),
        text("id"),
        text("fetched_url"),
        text("fetched"),
        text("title"),
        text("subtitle"),
        list("authors", DataType::Utf8),
        text("published"),
        text("modified"),
        text("site_name"),
        text("section"),
        text("url"),
        text("language"),
        text("detected_language"),
        text("description"),
        text("image"),
        text("licence"),
        list("tags", DataType::Utf8),
        Field::new("paywalled", DataType::Boolean, true),
        Field::new("comment_count", DataType::Int64, true),
        text("dateline"),
        always("text"),
        always("markdown"),
        list("media", media()),
        Field::new("labels", counts_by_name(), false),
        always("outcome"),
        Field::new("confidence", DataType::Float64, false),
        list("cut", DataType::Utf8),
        count("words"),
        always("digest"),
        list("bands", DataType::Utf8),
    ]))
}

fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("element", item, false)))
}

fn media() -> DataType {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    DataType::Struct(Fields::from(vec![
        Field::new("kind", DataType::Utf8, false),
        text("title"),
        text("duration"),
        Field::new("seconds", DataType::Int64, true),
        Field::new("captions", list_of(DataType::Utf8), false),
        text("credit"),
        text("agency"),
        text("source"),
    ]))
}

fn counts_by_name() -> DataType {
    let key = Field::new("key", DataType::Utf8, false);
    let value = Field::new("value", DataType::Int64, false);
    let entries = DataType::Struct(Fields::from(vec![key, value]));
    DataType::Map(Arc::new(Field::new("key_value", entries, false)), false)
}

fn properties() -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        // Nobody looks for a text by its least and greatest.
        .set_column_statistics_enabled("text".into(), EnabledStatistics::None)
        .set_column_statistics_enabled("markdown".into(), EnabledStatistics::None)
        .set_max_row_group_row_count(None)
        .build()
}

/// Writes rows as a Parquet file of one row group.
pub fn write_part(rows: &Path, part: &Path) -> io::Result<()> {
    let reader = BufReader::with_capacity(1 << 20, File::open(rows)?);
    let batches = ReaderBuilder::new(schema()).with_batch_size(BATCH).build(reader).map_err(io::Error::other)?;
    let options = ArrowWriterOptions::new().with_properties(properties()).with_skip_arrow_metadata(true);
    let file = File::create(part)?;
    let mut writer = ArrowWriter::try_new_with_options(file.try_clone()?, schema(), options)?;
    for batch in batches {
        writer.write(&batch.map_err(io::Error::other)?)?;
    }
    writer.close()?;
    file.sync_all()
}

/// Puts the parts' row groups into one file, as they are.
pub fn join(parts: &[PathBuf], into: &Path) -> io::Result<()> {
    let file = File::create(into)?;
    let columns = ArrowSchemaConverter::new().convert(&schema())?;
    let mut writer = SerializedFileWriter::new(file.try_clone()?, columns.root_schema_ptr(), Arc::new(properties()))?;
    for part in parts {
        let part = File::open(part)?;
        let reader = ParquetMetaDataReader::new().with_page_index_policy(PageIndexPolicy::Optional);
        let metadata = reader.parse_and_finish(&part)?;
        let page_index = metadata.page_index();
        for (number, group) in metadata.row_groups().iter().enumerate() {
            let mut copy = writer.next_row_group()?;
            for (column, chunk) in group.columns().iter().enumerate() {
                let close = ColumnCloseResult {
                    bytes_written: chunk.compressed_size() as u64,
                    rows_written: group.num_rows() as u64,
                    metadata: chunk.clone(),
                    bloom_filter: None,
                    column_index: page_index.and_then(|index| index.column_index(number, column)).cloned(),
                    offset_index: page_index.and_then(|index| index.offset_index(number, column)).cloned(),
                };
                copy.append_column(&part, close)?;
            }
            copy.close()?;
        }
    }
    writer.close()?;
    file.sync_all()
}
