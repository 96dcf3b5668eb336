"""Cleans a crawl on Apache Spark: the rows that one run of `crawl` writes, as a folder of Parquet files.

    spark-submit examples/spark/job.py --output articles --language en --min-words 100 pages.ndjson CC-MAIN-*.warc.gz

The README beside this file says how it runs on a cluster, and what happens when something fails.
"""

import argparse
import dataclasses
import functools
import json
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
from pyspark import SparkFiles
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f

from crawl_spark import storage, summary
from crawl_spark.duplicates import DUPLICATES, find_duplicates
from crawl_spark.program import Program
from crawl_spark.splits import SPLIT, Split, list_inputs, make_splits
from crawl_spark.summary import Summary
from crawl_spark.tasks import KEYS, REPORTS, ROW_BITS, clean_split, finish_split

HERE = Path(__file__).parent
# Not there when spark-submit has sent it ahead.
PACKAGE = HERE / "crawl_spark"
CRAWL = HERE.parent / "crawl/target/release/crawl"
# Filters of `crawl`, which are handed on as they are given.
FILTERS = ("--language", "--min-words", "--min-confidence", "--outcome")
# Begins with an underscore, so that readers of the output pass over it.
WORK = "_work"

Batches = Iterator[pa.RecordBatch]


def main() -> int:
    args = arguments()
    if storage.exists(args.output):
        print(f"{args.output}: exists already", file=sys.stderr)
        return 2
    spark = SparkSession.builder.appName("crawl").getOrCreate()
    with tempfile.TemporaryDirectory() as folder:
        if PACKAGE.is_dir():
            spark.sparkContext.addPyFile(zip_package(Path(folder)))
        report = run(spark, args)
    print(describe(report), file=sys.stderr)
    spark.stop()
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Cleans a crawl on Apache Spark.")
    add = parser.add_argument
    add("--output", required=True, metavar="FOLDER", help="where the Parquet files go; must not exist")
    add("--crawl", default=str(CRAWL), metavar="FILE", help="the program, or its name among spark-submit's --files")
    for name in FILTERS:
        add(name, help="as in crawl")
    add("--max-record", type=int, default=16, metavar="MB", help="as in crawl")
    add("--keep-duplicates", action="store_true", help="as in crawl")
    add("--threads", type=int, default=1, help="threads of a task, as many as spark.task.cpus")
    add("--split-size", type=float, default=64, metavar="MB", help="of NDJSON files that are not packed")
    add("--patience", type=float, default=60, metavar="SECONDS", help="time for a piece of input, and 4 for each MB")
    add("--memory", type=int, default=2048, metavar="MB", help="address space of a task's program, at most")
    add("inputs", nargs="+", metavar="INPUT", help="WARC, WET and NDJSON files and folders of them")
    return parser.parse_args()


def zip_package(folder: Path) -> str:
    """The tasks' part of the program, for the workers."""
    path = folder / "crawl_spark.zip"
    with zipfile.ZipFile(path, "w") as package:
        for module in sorted(PACKAGE.glob("*.py")):
            package.write(module, f"crawl_spark/{module.name}")
    return str(path)


def ship_program(spark: SparkSession, args: argparse.Namespace) -> Program:
    path = Path(args.crawl)
    if path.exists():
        spark.sparkContext.addFile(str(path))
    given = [(name, getattr(args, name.strip("-").replace("-", "_"))) for name in FILTERS]
    options = [text for name, value in given if value is not None for text in (name, value)]
    options += ["--max-record", str(args.max_record)]
    return Program(path.name, tuple(options), args.threads, args.patience, args.memory, args.max_record << 20)


def run(spark: SparkSession, args: argparse.Namespace) -> Summary:
    start = time.monotonic()
    names = list_inputs(args.inputs)
    if not names:
        sys.exit("no files to read")
    splits = make_splits(names, int(args.split_size * 1e6))
    work = f"{args.output}/{WORK}"
    storage.make_folder(f"{work}/rows")
    rows = clean(spark, splits, ship_program(spark, args), work)
    if args.keep_duplicates:
        duplicates, rounds = spark.createDataFrame([], DUPLICATES), 0
    else:
        duplicates, rounds = find_duplicates(spark, rows.where("row is not null"), storage.address(work))
    print(f"{len(splits)} splits, {rounds} rounds of duplicates", file=sys.stderr)
    report = summary.empty()
    for row in rows.where("report is not null").sort("split").select("report").toLocalIterator():
        summary.add_records(report, json.loads(row.report))
    for row in finish(spark, splits, duplicates, args.output).toLocalIterator():
        summary.add_rows(report, json.loads(row.report))
    report["inputs"] = len(names) - len(report["failed"])
    report["seconds"]["elapsed"] = time.monotonic() - start
    report = summary.sort_names(report)
    storage.write_text(f"{args.output}/_summary.json", json.dumps(report, indent=2, ensure_ascii=False))
    storage.delete_folder(work)
    return report


def clean(spark: SparkSession, splits: list[Split], program: Program, work: str) -> DataFrame:
    """The keys of all rows and the splits' reports. The rows are files in the folder of work afterwards."""
    fields = [dataclasses.astuple(split) for split in splits]
    # A split is a task: what fails is done again alone.
    frame = spark.createDataFrame(spark.sparkContext.parallelize(fields, len(fields)), SPLIT)
    task = functools.partial(clean_task, program=program, folder=storage.absolute(f"{work}/rows"))
    path = storage.address(f"{work}/keys")
    # Written down, so that no later stage can make the cleaning run again.
    frame.mapInArrow(task, KEYS).write.parquet(path)
    return spark.read.schema(KEYS).parquet(path)


def clean_task(batches: Batches, program: Program, folder: str) -> Batches:
    program = dataclasses.replace(program, path=SparkFiles.get(program.path))
    for batch in batches:
        for fields in batch.to_pylist():
            yield from clean_split(Split(**fields), program, folder)


def finish(spark: SparkSession, splits: list[Split], duplicates: DataFrame, output: str) -> DataFrame:
    """Writes the splits' files without duplicates, and gives what they count."""
    place = f.col("row").bitwiseAND((1 << ROW_BITS) - 1).alias("place")
    split = f.shiftright("row", ROW_BITS).cast("int").alias("split")
    lists = duplicates.select(split, f.struct(place, "near").alias("one")).groupBy("split")
    lists = lists.agg(f.collect_list("one").alias("duplicates"))
    numbers = spark.range(len(splits)).select(f.col("id").cast("int").alias("split"))
    # By number: Spark would put tasks with so little input together.
    frame = numbers.join(lists, "split", "left").repartition(len(splits))
    task = functools.partial(finish_task, folders=(storage.absolute(f"{output}/{WORK}/rows"), storage.absolute(output)))
    path = storage.address(f"{output}/{WORK}/reports")
    frame.mapInArrow(task, REPORTS).write.parquet(path)
    return spark.read.schema(REPORTS).parquet(path)


def finish_task(batches: Batches, folders: tuple[str, str]) -> Batches:
    for batch in batches:
        for row in batch.to_pylist():
            near = {one["place"]: one["near"] for one in row["duplicates"] or []}
            yield finish_split(row["split"], near, *folders)


def describe(report: Summary) -> str:
    """The summary in short, with the records by name that were damaged."""
    lines = [f"crawl: {message}" for message in report["failed"]]
    for damage in report["damage"]:
        inside = f", {damage['inside']} bytes unpacked" if damage["inside"] else ""
        lines.append(f"crawl: {damage['file']}: byte {damage['offset']}{inside}: {damage['why']}")
    seconds = report["seconds"]["elapsed"]
    lines.append(f"{report['records']} records, {report['rows']} rows, {report['words']} words in {seconds:.1f} s")
    for name in ("outcomes", "languages", "labels", "skipped"):
        counts = sorted(report[name].items(), key=lambda item: (-item[1], item[0]))
        lines.append(f"{name:>10}: {', '.join(f'{name} {count}' for name, count in counts) or 'none'}")
    lines.append(f"   damaged: {report['damaged']}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
