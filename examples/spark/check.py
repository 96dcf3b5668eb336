"""Runs the job on a local cluster of two worker processes and compares it with `crawl` on one machine.

    python3 examples/spark/check.py

Installs PySpark and Arrow beside this file and builds `crawl` where they are missing. Ends with 0 when the rows are
the same, with a worker killed in mid-job too, and when poisoned pages cost nothing but themselves; and, after saying
so, where there is no Java or no network.
"""

import argparse
import dataclasses
import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from checks.install import FOLDER, enter, leave_out

# Pages of the input.
PAGES = 150
FILTERS = ["--min-words", "30", "--outcome", "article,paywall-teaser,list-page"]


def main() -> None:
    parser = argparse.ArgumentParser(description="Compares the job with crawl on one machine.")
    parser.add_argument("--venv", type=Path, default=FOLDER, metavar="FOLDER", help="where Spark is installed")
    enter(parser.parse_args().venv)
    from checks import runs

    if not runs.has_java():
        leave_out("no Java")
    runs.build()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        check_damage(Path(folder))
        check_duplicates(Path(folder))
        check_rows(Path(folder))
        check_pieces(Path(folder))
        check_poison(Path(folder))
    print(f"all the same, in {time.monotonic() - start:.0f} s")


def check_damage(folder: Path) -> None:
    """Records and damage of files that are read record by record, against those that the program tells."""
    from checks import runs
    from checks.damage import differing

    for name, difference in differing(runs.CRAWL, folder):
        report(f"{name}: the same records and damage", not difference, difference)


def check_duplicates(folder: Path) -> None:
    """Which rows are left out, against the loop that `crawl` is, on rows that have many keys in common."""
    from pyspark.sql import SparkSession

    from checks.runs import SETTINGS, environment
    from crawl_spark.duplicates import find_duplicates

    os.environ.update(environment())
    spark = SparkSession.builder.master("local[2]").config(map=SETTINGS).getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    chance = random.Random(7)
    # Equal texts have all keys in common, others some.
    texts = [[-text, *(chance.randrange(2000) for _ in range(chance.choice([0, 1, 4])))] for text in range(1, 800)]
    rows = [(row << 30, chance.choice([[], *texts])) for row in range(1000)]
    chain = [(row, [-row, 10_000 + row, 10_001 + row]) for row in range(1001, 1008)]
    frame = spark.createDataFrame(rows + chain, "row long, keys array<long>")
    found, rounds = find_duplicates(spark, frame, (folder / "duplicates").as_uri())
    got = {row.row: row.near for row in found.collect()}
    spark.stop()
    wanted = sequential_duplicates(sorted(rows + chain))
    report("duplicates of 1,007 rows", got == wanted, f"{len(got)} found, {rounds} rounds")


def sequential_duplicates(rows: list[tuple[int, list[int]]]) -> dict[int, bool]:
    seen: set[int] = set()
    left_out = {}
    for row, keys in rows:
        if seen.intersection(keys):
            left_out[row] = keys[0] not in seen
        else:
            seen.update(keys)
    return left_out


def check_rows(folder: Path) -> None:
    """The same rows in the same order and the same counts, with and without a worker that is killed."""
    from checks import runs
    from checks.pages import write_input

    write_input(folder / "input", PAGES)
    arguments = [*FILTERS, str(folder / "input"), str(folder / "missing.warc.gz")]
    alone = runs.run_alone(arguments, folder / "alone.parquet")
    print(f"one machine: {alone['records']} records, {alone['rows']} rows, {alone['skipped']}")
    report("input has duplicates of both kinds", {"duplicate", "near duplicate"} <= alone["skipped"].keys())
    arguments += ["--split-size", "1.5"]
    plain = runs.Job(folder / "plain", arguments)
    plain.run()
    compare("two workers", plain, folder / "alone.parquet", alone)

    job = runs.Job(folder / "killed", arguments, runs.STAND_IN, {"CRAWL": str(runs.CRAWL), "PAUSE": "1"})
    process = job.start()
    was_killed = runs.kill_executor(job, process)
    job.wait(process)
    report("a worker was killed", was_killed)
    log = job.log.read_text()
    report("Spark has lost a worker and a task with it", "Lost executor" in log and "Lost task" in log)
    compare("one worker killed", job, folder / "alone.parquet", alone)


def check_pieces(folder: Path) -> None:
    """Rows and counts of files that are cleaned piece by piece, since the program fails on every whole one."""
    import pyarrow.parquet as pq

    from checks import runs
    from crawl_spark.program import Program
    from crawl_spark.splits import list_inputs, make_splits
    from crawl_spark.tasks import clean_split

    os.environ |= {"CRAWL": str(runs.CRAWL), "PIECES": "1"}
    for split in make_splits(list_inputs([str(folder / "input")]), 5_000_000):
        told, tables = [], []
        # Once by path, and once by address, which makes a copy.
        by_address = dataclasses.replace(split, path=Path(split.path).as_uri())
        for program, source in ((runs.CRAWL, split), (runs.STAND_IN, by_address)):
            own = folder / program.stem
            own.mkdir(exist_ok=True)
            settings = Program(str(program), (), threads=1, patience=60, memory=2048, limit=16 << 20)
            *_, last = clean_split(source, settings, str(own))
            told.append(json.loads(last.to_pylist()[0]["report"]))
            tables.append(pq.read_table(own / f"part-{split.number:06}.parquet"))
        one, other = told
        same = tables[0].equals(tables[1]) and places(one["damage"]) == places(other["damage"])
        counts = [one[key] == other[key] for key in ("records", "skipped", "damaged", "bytes")]
        name = f"{Path(split.name).name} from byte {split.start}"
        report(f"{name}, piece by piece: the same rows and counts", same and all(counts), f"{len(tables[0])} rows")
    del os.environ["PIECES"]


def check_poison(folder: Path) -> None:
    """Pages that make the program hang, eat memory, or die cost no rows but their own, and are named."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from checks import runs
    from checks.pages import write_poisoned

    poisoned = write_poisoned(folder / "poisoned")
    arguments = ["--max-record", "1", str(folder / "poisoned")]
    told = runs.run_alone(arguments, folder / "poisoned.parquet")
    rows = pq.read_table(folder / "poisoned.parquet")
    is_poisoned = pc.is_in(rows["id"], value_set=pa.array(poisoned))
    lost = rows.filter(is_poisoned)
    report("every poisoned page is a row of its own without the poison", len(lost) == len(poisoned))
    arguments += ["--split-size", "1.5", "--patience", "6", "--memory", "1024"]
    job = runs.Job(folder / "isolated", arguments, runs.STAND_IN, {"CRAWL": str(runs.CRAWL)})
    job.run()
    got = pq.read_table(job.output)
    others = rows.filter(pc.invert(is_poisoned))
    report("poisoned pages: all other rows are the same", got.equals(others), f"{len(got)} rows")
    damage = job.summary()["damage"]
    wanted = places(told["damage"]) | places(lost.select(["file", "offset", "inside"]).to_pylist())
    report("every poisoned or damaged record is named", places(damage) == wanted and len(damage) == len(wanted))
    same = job.summary()["records"] == told["records"] and job.summary()["skipped"] == told["skipped"]
    report("every record is counted", same, f"{told['records']} records, {told['skipped']}")
    for one in damage:
        print(f"    {Path(one['file']).name}: byte {one['offset']}: {one['why']}")


def places(records: list[dict[str, Any]]) -> set[tuple[str, int, int]]:
    return {(record["file"], record["offset"], record["inside"]) for record in records}


def compare(name: str, job: Any, alone: Path, told: dict[str, Any]) -> None:
    import pyarrow.parquet as pq

    rows, own = pq.read_table(alone), pq.read_table(job.output)
    report(f"{name}: the same columns and types", own.schema.equals(rows.schema))
    report(f"{name}: the same rows in the same order", own.equals(rows), f"{len(own)} rows")
    summary = job.summary()
    different = [key for key in told if key != "seconds" and summary[key] != told[key]]
    report(f"{name}: the same summary", not different, ", ".join(different))


def report(what: str, is_so: bool, more: str = "") -> None:
    """Prints a fact, and ends the check when it is none."""
    print(f"{'ok  ' if is_so else 'FAIL'} {what}{f' ({more})' if more else ''}", flush=True)
    if not is_so:
        sys.exit(1)


if __name__ == "__main__":
    main()
