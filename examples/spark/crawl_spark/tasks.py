"""What runs in a task: a split's rows into a file, and the keys that rows are compared by to Spark."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from crawl_spark import storage, summary
from crawl_spark.isolation import clean_records
from crawl_spark.parts import Part, part_name
from crawl_spark.program import Crashed, Program, row_schema, run
from crawl_spark.records import Place
from crawl_spark.splits import Split
from crawl_spark.summary import Summary

# A row's number is its split's, shifted by so many bits, and its place among the rows of the split.
ROW_BITS = 32
# The columns of what `clean_split` gives, as Spark names them: of rows the first three, of the split the report.
KEYS = "split int, row long, keys array<long>, report string"
KEYS_ARROW = pa.schema(
    [("split", pa.int32()), ("row", pa.int64()), ("keys", pa.list_(pa.int64())), ("report", pa.string())]
)
REPORTS = "split int, report string"
REPORTS_ARROW = pa.schema([("split", pa.int32()), ("report", pa.string())])
# Rows whose keys are read at once.
BATCH = 4096


def clean_split(split: Split, program: Program, folder: str) -> Iterator[pa.RecordBatch]:
    """Cleans a split into its file, and gives the keys of its rows and what became of its records."""
    schema = row_schema(program)
    target = part_name(folder, split.number)
    with tempfile.TemporaryDirectory() as own:
        try:
            with storage.local_file(split.path, split.start, split.end, Path(own)) as path:
                report = clean_file(path, split, program, target, schema)
        except FileNotFoundError as error:
            with writing(target, schema):
                report = summary.empty() | {"failed": [f"{split.name}: {error}"]}
    yield from row_keys(split.number, target)
    columns = {"split": [split.number], "row": [None], "keys": [None], "report": [json.dumps(report)]}
    yield pa.RecordBatch.from_pydict(columns, schema=KEYS_ARROW)


def clean_file(path: Path, split: Split, program: Program, target: str, schema: pa.Schema) -> Summary:
    """Cleans a file in one go, and record by record when that does not come to its end."""
    report = summary.empty()

    def place(offset: int, inside: int) -> Place:
        return Place(offset + split.start, inside)

    try:
        with writing(target, schema) as part:
            own = run(program, path, taker(part, split.name, place))
    except Crashed:
        with writing(target, schema) as part:
            return clean_records(path, program, split, lambda line, place: taker(part, split.name, place)(line))
    summary.place_damage(own, split.name, place)
    # The program names the file by the path it was given.
    own["failed"] = [message.replace(str(path), split.name, 1) for message in own["failed"]]
    summary.add_records(report, own)
    return report


@contextmanager
def writing(target: str, schema: pa.Schema) -> Iterator[Part]:
    """A part that is put in its place, or thrown away when something goes wrong."""
    part = Part(target, schema)
    try:
        yield part
        part.finish()
    except BaseException:
        part.discard()
        raise


def taker(part: Part, name: str, place: Callable[[int, int], Place]) -> Callable[[bytes], None]:
    """What adds a line of the program's to a part."""

    def take(line: bytes) -> None:
        row: dict[str, Any] = json.loads(line)
        row["file"] = name
        row["offset"], row["inside"] = place(row["offset"], row["inside"])
        part.add(row, len(line))

    return take


def row_keys(split: int, target: str) -> Iterator[pa.RecordBatch]:
    """The numbers of a file's rows with what they are compared by."""
    system, path = storage.locate(target)
    first = split << ROW_BITS
    with pq.ParquetFile(path, filesystem=system) as file:
        for batch in file.iter_batches(BATCH, columns=["digest", "bands"]):
            keys = [compared_by(row["digest"], row["bands"]) for row in batch.to_pylist()]
            rows = range(first, first + len(keys))
            columns = {"split": [split] * len(keys), "row": rows, "keys": keys, "report": [None] * len(keys)}
            yield pa.RecordBatch.from_pydict(columns, schema=KEYS_ARROW)
            first += len(keys)


def compared_by(digest: str, bands: list[str]) -> list[int]:
    """A row's keys: half of its digest, which comes first, and its bands; none for an empty text."""
    return [signed(key) for key in ([digest[-16:]] if digest else []) + bands]


def signed(digits: str) -> int:
    """Spark's integers have a sign."""
    return int.from_bytes(bytes.fromhex(digits), "big", signed=True)


def finish_split(split: int, near: dict[int, bool], staged: str, output: str) -> pa.RecordBatch:
    """Writes a split's file without its duplicates, given by their places and whether they are only near, and gives
    what it counts of rows."""
    report = summary.empty()
    report["skipped"] = {name: count for name, count in likeness(near).items() if count}
    system, path = storage.locate(part_name(staged, split))
    first = 0
    with pq.ParquetFile(path, filesystem=system) as file, writing(part_name(output, split), file.schema_arrow) as part:
        for group in range(file.num_row_groups):
            rows = file.read_row_group(group)
            kept = [first + place not in near for place in range(len(rows))]
            first += len(rows)
            rows = rows.filter(pa.array(kept, pa.bool_()))
            counted = rows.select(["words", "outcome", "detected_language", "labels"])
            summary.count_rows(report, counted.to_pylist())
            part.write(rows)
    return pa.RecordBatch.from_pydict({"split": [split], "report": [json.dumps(report)]}, schema=REPORTS_ARROW)


def likeness(near: dict[int, bool]) -> dict[str, int]:
    count = sum(near.values())
    return {"duplicate": len(near) - count, "near duplicate": count}
