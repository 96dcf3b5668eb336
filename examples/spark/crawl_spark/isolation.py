"""Finding the records that make the program fail.

The file is cleaned in small pieces, and a piece that fails in halves, until a record is alone.

Every record beside such a one becomes what it would have become without it.
"""

import bisect
import itertools
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from crawl_spark import summary
from crawl_spark.program import Crashed, Program, run
from crawl_spark.records import Damaged, Place, Record, Stream, read_records
from crawl_spark.splits import LINES, Split
from crawl_spark.summary import Summary

# Records of a piece, and bytes from which on it gets no more.
RECORDS = 64
BYTES = 16 << 20
WARC = (".warc", ".wet")
PAGES = (".html", ".htm", ".xhtml", ".shtml", ".txt")

Locate = Callable[[int, int], Place]
# Takes a line of the program's with what tells the places of its rows in the input.
Take = Callable[[bytes, Locate], None]


def clean_records(path: Path, program: Program, split: Split, take: Take) -> Summary:
    """Cleans a file in which something makes the program fail. Such records count as damaged."""
    report = summary.empty()
    shape = file_shape(path)
    if shape is None:
        summary.add_damage(report, split.name, Place(0, 0), "the program failed on this page")
        return report
    for piece in pieces(read_records(path, shape == ".warc", program.limit), split, report):
        clean_piece(piece, shape, program, split.name, take, report)
    return report


def file_shape(path: Path) -> str | None:
    """The ending for files of such records; None when the file is a page. As in `crawl`, the name says so, or else
    the first bytes do."""
    name = path.name.lower().removesuffix(".gz")
    if name.endswith(WARC):
        return ".warc"
    if name.endswith(LINES):
        return ".ndjson"
    if name.endswith(PAGES):
        return None
    head = b""
    with path.open("rb") as file, suppress(Damaged):
        head = Stream(file).take(1024).lstrip()
    return ".warc" if head.startswith(b"WARC/") else ".ndjson" if head.startswith(b"{") else None


def pieces(records: Iterator[Record], split: Split, report: Summary) -> Iterator[list[Record]]:
    """Records in pieces. Those that are no use to the program are counted."""
    piece: list[Record] = []
    size = 0
    for record in records:
        place = Place(record.place.offset + split.start, record.place.inside)
        if record.damage is not None:
            summary.add_damage(report, split.name, place, record.damage)
            continue
        if record.is_too_large:
            report["records"] += 1
            summary.add_counts(report["skipped"], {"too large": 1})
            continue
        piece.append(Record(place, record.data))
        size += len(record.data)
        if len(piece) == RECORDS or size >= BYTES:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def clean_piece(piece: list[Record], shape: str, program: Program, name: str, take: Take, report: Summary) -> None:
    """Cleans records; a piece that fails is halved until the record is alone that makes it fail."""
    waiting = [piece]
    while waiting:
        records = waiting.pop()
        lines: list[bytes] = []
        try:
            own, place = run_records(records, shape, program, lines.append)
        except Crashed as error:
            if len(records) == 1:
                summary.add_damage(report, name, records[0].place, f"the program failed: {error}")
            else:
                half = len(records) // 2
                waiting += [records[half:], records[:half]]
            continue
        for line in lines:
            take(line, place)
        summary.place_damage(own, name, place)
        summary.add_records(report, own)


def run_records(
    records: list[Record], shape: str, program: Program, take: Callable[[bytes], None]
) -> tuple[Summary, Locate]:
    """Runs the program on a file of these records, and tells where they were in the input."""
    starts = [0, *itertools.accumulate(len(record.data) for record in records)]

    def place(offset: int, _inside: int) -> Place:
        return records[bisect.bisect_right(starts, offset, hi=len(records)) - 1].place

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"records{shape}")
        path.write_bytes(b"".join(record.data for record in records))
        return run(program, path, take), place
