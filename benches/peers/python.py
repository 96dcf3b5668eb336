"""Times Resiliparse and trafilatura (their wheels) on the pages that the peers crate reads.

    pip install resiliparse trafilatura lxml_html_clean
    python3 python.py [--every N] [FOLDER...]

One thread, one after the other on each page, the shortest processor time of some runs. Both get decoded text. The ratio to compare is
that to lxml's or lexbor's own parse in the same row; for a ratio to bodytext, run the crate with the same folders and
the same `--every` on the same machine, one right after the other.
"""

import argparse
import gzip
import pathlib
import time

ROUNDS = 2


def read(path):
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def contenders():
    found = {}
    try:
        from resiliparse.extract.html2text import extract_plain_text
        from resiliparse.parse.html import HTMLTree

        found["resiliparse: parse alone"] = HTMLTree.parse
        found["resiliparse: main content"] = lambda html: extract_plain_text(html, main_content=True)
        found["resiliparse: all text"] = extract_plain_text
    except ImportError as error:
        print(f"no resiliparse: {error}")
    try:
        import trafilatura

        found["trafilatura"] = trafilatura.extract
    except ImportError as error:
        print(f"no trafilatura: {error}")
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("folders", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    data = pathlib.Path(__file__).parent / "../../../shared/data"
    for folder in arguments.folders or [data / "wcxb/dev/html", data / "trafilatura/html"]:
        pages = [read(path) for path in sorted(folder.iterdir())[:: arguments.every]]
        print(f"\n{folder}: {len(pages)} pages\n\n| | ms a page |\n|---|---:|")
        runs = contenders()
        total = dict.fromkeys(runs, 0.0)
        for html in pages:
            for name, run in runs.items():
                best = float("inf")
                for _ in range(ROUNDS):
                    start = time.thread_time()
                    try:
                        run(html)
                    except Exception:
                        pass
                    best = min(best, time.thread_time() - start)
                total[name] += best
        for name, seconds in total.items():
            print(f"| {name} | {seconds * 1e3 / max(len(pages), 1):.2f} |")


if __name__ == "__main__":
    main()
