"""Shows on real pages that crawl accounts for every record, survives SIGKILL, stays small, and uses its cores."""

import argparse
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import pyarrow.parquet

import crawls

MB = 1 << 20
# What is promised.
MOST_GROWTH_MB = 200
LEAST_SPEEDUP = 1.8
KILLS = 10


class Check:
    def __init__(self, crawl: Path, data: Path, folder: Path):
        self.crawl, self.data, self.folder = crawl, data, folder
        self.failed = []

    def run(self, *arguments, cores=None):
        """Runs the program; its summary, elapsed and processor seconds, and the most memory it took in MB."""
        told = self.folder / "summary.json"
        command = [str(self.crawl), "--summary", str(told), *map(str, arguments)]
        if cores:
            command = ["taskset", "-c", cores, *command]
        start = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        elapsed = time.monotonic() - start
        assert process.returncode in (0, 1), f"{command} ended with {process.returncode}"
        return json.loads(told.read_text()), elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

    def expect(self, holds: bool, what: str):
        print(("ok      " if holds else "FAILED  ") + what, flush=True)
        if not holds:
            self.failed.append(what)

    def account(self):
        """Every record of a WARC by warcio and of a WET made of the dumps is a row or counted."""
        pages, texts = crawls.pages(self.data), crawls.texts(self.data)
        for name, packed in (("pages.warc.gz", True), ("pages.warc", False)):
            counts = crawls.write_warc(self.folder / name, pages, packed)
            output = self.folder / "rows.ndjson"
            summary, *_ = self.run("--keep-duplicates", "--output", output, self.folder / name)
            rows = [json.loads(line) for line in output.open()]
            skipped = sum(summary["skipped"].values())
            self.expect(summary["records"] == sum(counts.values()) == len(rows) + skipped and summary["damaged"] == 0,
                        f"{name}: {summary['records']} records, {len(rows)} rows, {summary['skipped']}")
            urls = Counter(row["fetched_url"] for row in rows)
            self.expect(urls == Counter(f"https://example.com/{name}" for name, _ in pages),
                        f"{name}: a row for each of {len(pages)} pages")
        count = crawls.write_wet(self.folder / "texts.wet.gz", texts)
        summary, *_ = self.run("--keep-duplicates", "--output", output, self.folder / "texts.wet.gz")
        self.expect(summary["rows"] == count and summary["records"] == count + 1,
                    f"texts.wet.gz: {summary['records']} records, {summary['rows']} rows, {summary['skipped']}")
        summary, *_ = self.run(self.folder / "pages.warc.gz")
        print(f"        without duplicates {summary['rows']} rows, {summary['skipped']}")

    def kill(self):
        """A run that is killed at random moments gives what a run gives that is not."""
        if not (self.folder / "pages.warc.gz").exists():
            crawls.write_warc(self.folder / "pages.warc.gz", crawls.pages(self.data))
        moments = random.Random(7)
        for ending in ("ndjson", "parquet"):
            whole, killed = self.folder / f"whole.{ending}", self.folder / f"killed.{ending}"
            common = ["--row-group", 1, "--step", 0.2]
            summary, elapsed, *_ = self.run(*common, "--output", whole, self.folder / "pages.warc.gz")
            told = self.folder / "killed.json"
            command = [str(self.crawl), *map(str, common), "--summary", str(told), "--resume", "--output", str(killed),
                       str(self.folder / "pages.warc.gz")]
            kills = 0
            while True:
                process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
                try:
                    if kills < KILLS:
                        process.wait(moments.uniform(0, elapsed / KILLS * 1.2))
                    process.wait()
                    break
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    kills += 1
            after = json.loads(told.read_text())
            for told in (summary, after):
                del told["seconds"]
            self.expect(kills == KILLS, f"{ending}: killed {kills} times")
            self.expect(whole.read_bytes() == killed.read_bytes(), f"{ending}: the same bytes")
            self.expect(summary == after, f"{ending}: the same counts")
            if ending == "parquet":
                metadata = pyarrow.parquet.read_metadata(killed)
                print(f"        {metadata.num_rows} rows in {metadata.num_row_groups} row groups")

    def memory(self):
        """Memory does not grow with the file."""
        pages = crawls.pages(self.data)
        for ending in ("ndjson", "parquet"):
            peaks = []
            for size in (100, 2048):
                path = self.folder / f"long-{size}.warc"
                if not path.exists():
                    crawls.write_long_warc(path, pages, size * MB)
                output = self.folder / f"long.{ending}"
                summary, elapsed, processor, peak = self.run("--output", output, path)
                seconds = {name: round(count, 1) for name, count in summary["seconds"].items()}
                print(f"        {size} MB, {ending}: {summary['records']} records, {summary['rows']} rows in "
                      f"{elapsed:.0f} s ({processor:.0f} s of processor), most memory {peak:.0f} MB, seconds {seconds}",
                      flush=True)
                peaks.append(peak)
                output.unlink()
            self.expect(peaks[1] - peaks[0] < MOST_GROWTH_MB, f"{ending}: memory grows by {peaks[1] - peaks[0]:.0f} MB")

    def busy_share(self, path: Path) -> float:
        """The share of a run's time in which its two cleaning threads ran or waited for a core, not for work."""
        process = subprocess.Popen(["taskset", "-c", "0,1", str(self.crawl), "--threads", "2", str(path)],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        start, threads, elapsed = time.monotonic(), {}, 0
        while process.poll() is None:
            for file in Path(f"/proc/{process.pid}/task").glob("*/schedstat"):
                try:
                    ran, waited, _ = map(int, file.read_text().split())
                    threads[file.parent.name] = (ran + waited) / 1e9
                    elapsed = time.monotonic() - start
                except (OSError, ValueError):
                    pass
            time.sleep(0.02)
        return min(1, sum(sorted(threads.values())[-2:]) / 2 / elapsed)

    def speed(self):
        """Two cores do nearly twice what one does, and cleaning costs the most."""
        path = self.folder / "long-100.warc"
        if not path.exists():
            crawls.write_long_warc(path, crawls.pages(self.data), 100 * MB)
        best, told = 0, []
        for _ in range(5):
            _, one, processor_one, _ = self.run(path, cores="0")
            summary, two, processor_two, _ = self.run(path, cores="0,1")
            best = max(best, one / two)
            busy = self.busy_share(path)
            told.append(2 * busy * processor_one / processor_two)
            print(f"        one core {one:.2f} s ({processor_one:.2f} s of processor), two cores {two:.2f} s "
                  f"({processor_two:.2f} s of processor): {one / two:.2f} times; both busy {busy:.1%} of the time; "
                  f"{summary['records'] / processor_two:.0f} records per processor second", flush=True)
        # On a busy machine the clock tells how much the others do: there the processor time per record, and the share
        # of time in which both cleaning threads had work, say what two free cores would do.
        middle = sorted(told)[len(told) // 2]
        self.expect(max(best, middle) >= LEAST_SPEEDUP, f"two cores do {best:.2f} times what one does by the clock, "
                    f"{middle:.2f} times by processor time")
        for output, name in ((self.folder / "speed.ndjson", path), (self.folder / "speed.parquet", path)):
            seconds = self.run("--output", output, name)[0]["seconds"]
            rest = seconds["reading"] + seconds["writing"]
            self.expect(rest < seconds["cleaning"], f"{output.suffix}: reading {seconds['reading']:.1f} s and writing "
                        f"{seconds['writing']:.1f} s, cleaning {seconds['cleaning']:.1f} s, "
                        f"comparing {seconds['comparing']:.1f} s")


def main():
    names = ["account", "kill", "memory", "speed"]
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--crawl", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("checks", nargs="*", metavar="CHECK", default=names, help=", ".join(names))
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="crawl-check-"))
    check = Check(arguments.crawl.absolute(), arguments.data, folder)
    try:
        for name in arguments.checks:
            print(f"== {name}", flush=True)
            getattr(check, name)()
    finally:
        shutil.rmtree(folder)
    sys.exit(1 if check.failed else 0)


if __name__ == "__main__":
    main()
