"""Times bodytext beside Resiliparse and trafilatura (their wheels) on the pages that the peers crate reads.

    pip install resiliparse trafilatura lxml_html_clean
    cargo build --release --bin timed
    python3 python.py [--every N] [--batch N] [FOLDER...]

Each takes some pages in a row, as where a folder is cleaned, then the next takes the same pages; each on one thread, the
shortest processor time of some runs. All get decoded text and give the main content as text; bodytext runs in a process of
its own between the others.
"""

import argparse
import gzip
import pathlib
import subprocess
import time

ROUNDS = 2
# Pages in a row. With one, the tables of every program but the last are out of the processor's cache.
BATCH = 20


def read(path):
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def bodytext():
    """Gives the seconds that bodytext takes to a page's text."""
    program = pathlib.Path(__file__).parent / "target/release/timed"
    process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def run(html):
        page = html.encode("utf-8", "replace")
        process.stdin.write(b"%d\n" % len(page) + page)
        process.stdin.flush()
        return float(process.stdout.readline()) / 1e3

    return run


def timed(run):
    """Gives the seconds that a function takes on a page."""

    def run_timed(html):
        start = time.thread_time()
        try:
            run(html)
        except Exception:
            pass
        return time.thread_time() - start

    return run_timed


def contenders():
    found = {"bodytext: main content": bodytext()}
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree

        found["resiliparse: parse alone"] = timed(HTMLTree.parse)
        found["resiliparse: main content"] = timed(lambda html: extract_plain_text(html, main_content=True))
        found["resiliparse: all text"] = timed(extract_plain_text)
    except ImportError as error:
        print(f"no resiliparse: {error}")
    try:
        import trafilatura

        found["trafilatura"] = timed(trafilatura.extract)
    except ImportError as error:
        print(f"no trafilatura: {error}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--batch", type=int, default=BATCH)
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    data = pathlib.Path(__file__).parent / "../../../shared/data"
    for folder in arguments.folders or [data / "wcxb/dev/html", data / "trafilatura/html"]:
        pages = [read(path) for path in sorted(folder.iterdir())[:: arguments.every]]
        print(f"\n{folder}: {len(pages)} pages\n\n| | ms a page | of bodytext |\n|---|---:|---:|")
        runs = contenders()
        total = dict.fromkeys(runs, 0.0)
        for start in range(0, len(pages), arguments.batch):
            batch = pages[start : start + arguments.batch]
            rounds = {name: [] for name in runs}
            for _ in range(ROUNDS):
                for name, run in runs.items():
                    rounds[name].append([run(html) for html in batch])
            for name, seconds in rounds.items():
                total[name] += sum(map(min, zip(*seconds)))
        own = next(iter(total.values()))
        for name, seconds in total.items():
            print(f"| {name} | {seconds * 1e3 / max(len(pages), 1):.2f} | {seconds / own:.2f} |")


if __name__ == "__main__":
    main()
