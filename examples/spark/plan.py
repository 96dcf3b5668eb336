"""Measures what a page costs, and computes what a crawl of three billion pages would.

    python3 examples/spark/plan.py [--pages N] [FILE...]

Without files it makes a WARC file of the public set's pages and a WET file of their texts. Seconds are processor time
(user and system) of one thread's work, since that is what a busy machine leaves comparable.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from checks.install import FOLDER, enter

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

CRAWL_PAGES = 3_000_000_000
CORES = 1000
# Rows whose duplicates are looked for, and those of the run that is subtracted because it is all start.
ROWS = (100_000, 1_000)
KEYS = 9


@dataclass
class Cost:
    """What a page costs in seconds and bytes, and a task in megabytes."""

    pages: int
    program: float
    task: float
    finish: float
    read: float
    unpacked: float
    rows: float
    keys: float
    program_memory: float
    task_memory: float


def main() -> None:
    parser = argparse.ArgumentParser(description="Measures what a page costs.")
    parser.add_argument("--venv", type=Path, default=FOLDER, metavar="FOLDER", help="where Spark is installed")
    parser.add_argument("--pages", type=int, metavar="N", help="of the public set, at most")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="WARC, WET and NDJSON files")
    args = parser.parse_args()
    enter(args.venv)
    from checks import runs

    runs.build()
    with tempfile.TemporaryDirectory() as folder:
        # The first run of all has modules to load.
        measure(make_files(Path(folder), 5)[0], Path(folder))
        for path in args.files or make_files(Path(folder), args.pages):
            print_cost(path.name, measure(path, Path(folder)))
        duplicates = measure_duplicates(Path(folder))
    print(f"finding duplicates: {duplicates * 1e6:.0f} µs a row, {hours(duplicates):,.0f} core-hours")


def make_files(folder: Path, count: int | None) -> list[Path]:
    from checks.pages import packed, real_pages, real_texts, response_record, wet_records

    warc, wet = folder / "pages.warc.gz", folder / "texts.warc.wet.gz"
    responses = (response_record("page", number, page) for number, page in enumerate(real_pages(count)))
    # One by one, since the memory of this process is measured.
    for path, records in ((warc, responses), (wet, wet_records("text", real_texts(count)))):
        with path.open("wb") as file:
            file.writelines(packed(records))
    return [warc, wet]


def measure(path: Path, folder: Path) -> Cost:
    """Cleans a file as a task does."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from checks.runs import CRAWL
    from crawl_spark.parts import part_name
    from crawl_spark.program import Program, row_schema
    from crawl_spark.splits import Split
    from crawl_spark.tasks import clean_split, finish_split

    work = Path(tempfile.mkdtemp(dir=folder))
    staged, output, keys = work / "staged", work / "output", work / "keys.parquet"
    staged.mkdir()
    output.mkdir()
    program = Program(str(CRAWL), (), threads=1, patience=600, memory=2048, limit=16 << 20)
    row_schema(program)
    before = cpu()
    batches = list(clean_split(Split(0, str(path), str(path), 0, None), program, str(staged)))
    cleaned = cpu()
    finish_split(0, {}, str(staged), str(output))
    end = cpu()
    pq.write_table(pa.Table.from_batches(batches), keys)
    report = json.loads(batches[-1].to_pylist()[0]["report"])
    rows = sum(len(batch) for batch in batches) - 1
    times = [cleaned[1] - before[1], cleaned[0] - before[0], end[0] - cleaned[0]]
    packed, written, shuffled = (file.stat().st_size for file in (path, Path(part_name(str(output), 0)), keys))
    sums = [*times, packed, report["bytes"], written, shuffled]
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return Cost(rows, *(value / rows for value in sums), program_memory(path), own)


def cpu() -> tuple[float, float]:
    """Seconds of this process, and of those it has waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own, others = (usage.ru_utime + usage.ru_stime for usage in usages)
    return own, others


def program_memory(path: Path) -> float:
    """Megabytes that the program takes at most. Those of the process that starts it count, so that is a small one."""
    from checks.runs import CRAWL

    call = "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)"
    tell = "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    script = f"import resource, subprocess, sys; {call}; {tell}"
    command = [sys.executable, "-c", script, str(CRAWL), "--keep-duplicates", "--threads", "1", str(path)]
    return int(subprocess.run(command, capture_output=True, check=True).stdout) / 1000


def measure_duplicates(folder: Path) -> float:
    """Seconds a row of finding duplicates, where one row in three is like another."""
    from pyspark.sql import SparkSession

    from checks.runs import SETTINGS, environment

    os.environ.update(environment())
    del os.environ["JAVA_TOOL_OPTIONS"]
    settings = SETTINGS | {"spark.sql.codegen.wholeStage": "true"}
    spark = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    for name, count in zip(("first", "second", "third"), (ROWS[1], *ROWS)):
        write_keys(folder / f"{name}.parquet", count)
    java = int(spark._jvm.java.lang.ProcessHandle.current().pid())
    times = [find(spark, folder / f"{name}.parquet", java) for name in ("first", "second", "third")]
    spark.stop()
    return (times[1] - times[2]) / (ROWS[0] - ROWS[1])


def write_keys(path: Path, count: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    chance = random.Random(count)
    texts = [[chance.getrandbits(63) for _ in range(KEYS)] for _ in range(count * 2 // 3)]
    keys = pa.array([*texts, *texts[: count - len(texts)]], pa.list_(pa.int64()))
    pq.write_table(pa.table({"row": range(count), "keys": keys}), path)


def find(spark: "SparkSession", path: Path, java: int) -> float:
    """Seconds that Java takes to find the duplicates of a file."""
    from crawl_spark.duplicates import find_duplicates

    before = java_seconds(java)
    rows = spark.read.parquet(path.as_uri())
    found, _ = find_duplicates(spark, rows, path.with_suffix(".work").as_uri())
    found.count()
    return java_seconds(java) - before


def java_seconds(java: int) -> float:
    fields = Path(f"/proc/{java}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def print_cost(name: str, cost: Cost) -> None:
    """A Markdown table of what is measured and what follows from it."""
    seconds = {"crawl": cost.program, "task, Python's part": cost.task, "second pass": cost.finish}
    sizes = {
        "input": cost.read,
        "input, unpacked": cost.unpacked,
        "rows": cost.rows,
        "keys": cost.keys,
    }
    print(f"\n{name}: {cost.pages} pages\n\n| | a page | three billion |\n|---|---|---|")
    for what, value in (seconds | {"all": sum(seconds.values())}).items():
        print(f"| {what} | {value * 1e3:.2f} ms | {hours(value):,.0f} core-hours |")
    for what, value in sizes.items():
        print(f"| {what} | {value / 1e3:.2f} kB | {value * CRAWL_PAGES / 1e12:.1f} TB |")
    total = sum(seconds.values())
    print(f"\n{3600 / total:,.0f} pages per core-hour, {3600 / cost.program:,.0f} of crawl alone; ", end="")
    print(f"{hours(total) / CORES:.1f} hours on {CORES:,} cores")
    print(f"memory: crawl {cost.program_memory:.0f} MB, Python {cost.task_memory:.0f} MB\n", flush=True)


def hours(seconds: float) -> float:
    return seconds * CRAWL_PAGES / 3600


if __name__ == "__main__":
    main()
