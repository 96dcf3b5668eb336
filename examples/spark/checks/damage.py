"""Damaged files, which are to be read record by record as the program reads them.

    python3 -m checks.damage CRAWL

Needs neither Spark nor Arrow.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from checks.pages import response_record
from crawl_spark.records import Place, read_records

LIMIT = 1 << 20


def differing(crawl: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """Every damaged file, and what is not the same."""
    for name, data in damaged_files():
        path = folder / name
        path.write_bytes(data)
        yield name, difference(crawl, path)


def difference(crawl: Path, path: Path) -> str:
    told = path.with_suffix(".json")
    command = [str(crawl), "--keep-duplicates", "--max-record", "1", "--summary", str(told), str(path)]
    rows = subprocess.run(command, capture_output=True).stdout.splitlines()
    report = json.loads(told.read_text())
    whole = sorted(place(json.loads(row)) for row in rows)
    damage = sorted(place(damage) for damage in report["damage"])
    records = list(read_records(path, True, LIMIT))
    own = sorted(record.place for record in records if record.damage is None and not record.is_too_large)
    own_damage = sorted(record.place for record in records if record.damage is not None)
    if own != whole:
        return f"records at {own}, not {whole}"
    if own_damage != damage:
        return f"damage at {own_damage}, not {damage}"
    return "" if len(records) == report["records"] else f"{len(records)} records, not {report['records']}"


def place(told: dict[str, int]) -> Place:
    return Place(told["offset"], told["inside"])


def damaged_files() -> Iterator[tuple[str, bytes]]:
    """Names and contents; the third of six records is the damaged one."""
    records = [response_record("x", number, page(number)) for number in range(6)]
    lengths = {"longer": 9000, "longest": 10**15, "short": 9, "over-the-limit": LIMIT + 1}
    for name, length in lengths.items():
        start = records[2].index(b"Content-Length: ")
        end = records[2].index(b"\r", start)
        wrong = records[2][:start] + b"Content-Length: %d" % length + records[2][end:]
        content = [*records[:2], wrong, *records[3:]]
        yield f"{name}.warc", b"".join(content)
        yield f"{name}.warc.gz", b"".join(map(gzip.compress, content))
        yield f"{name}-in-one-member.warc.gz", gzip.compress(b"".join(content))
    yield "too-large.warc", b"".join([*records, response_record("x", 6, "<p>a" * LIMIT), records[0]])
    content = b"".join(records)
    start = len(b"".join(records[:2]))
    yield "bytes-missing.warc", content[: start + 600] + content[start + 700 :]
    yield "overwritten.warc", content[:start] + b"x" * 20 + content[start + 20 :]
    yield "head-without-end.warc", content[:start] + b"WARC/1.0\r\n" + b"a: b\r\n" * 11_000 + content[start:]
    yield "cut.warc", content[:-500]
    members = [gzip.compress(record) for record in records]
    yield "sum.warc.gz", b"".join([*members[:2], members[2][:-8] + bytes(4) + members[2][-4:], *members[3:]])
    yield "no-member.warc.gz", b"".join([*members[:2], gzip.compress(b"no record"), *members[3:]])
    yield "zeros.warc.gz", b"".join([*members[:3], bytes(200_000), *members[3:]])
    yield "first.warc.gz", b"x" * 10 + b"".join(members)[10:]


def page(number: int) -> str:
    """A page that is like no other."""
    return f"<article>{''.join(f'<p>The river{number}x{line} rose by a metre.' for line in range(40))}</article>"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        found = list(differing(Path(sys.argv[1]), Path(folder)))
    wrong = [f"{name}: {difference}" for name, difference in found if difference]
    print("\n".join([*wrong, f"{len(found) - len(wrong)} of {len(found)} damaged files are read the same"]))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
