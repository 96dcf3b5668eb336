"""From the arguments to the splits of the job: a file each, or a range of lines of a large NDJSON file."""

import os
from dataclasses import dataclass
from typing import BinaryIO

from crawl_spark import storage

LINES = (".ndjson", ".jsonl")
GZIP = b"\x1f\x8b"
# Bytes in which a line's end is looked for at once.
WINDOW = 64 << 10


@dataclass(frozen=True)
class Split:
    """A part of the input. Splits are numbered in the order of the input."""

    number: int
    # As it was given, which is what rows and messages say.
    name: str
    # The same for tasks, which run in other folders.
    path: str
    start: int
    # The file's end where it is None.
    end: int | None


# A split's fields, as Spark names them.
SPLIT = "number int, name string, path string, start long, end long"


def list_inputs(arguments: list[str]) -> list[str]:
    """Every file that the arguments name: of a folder its files in name order, as `crawl` takes them."""
    names = []
    for argument in arguments:
        files = storage.list_folder(argument)
        names.extend([argument] if files is None else sorted(files, key=os.fsencode))
    return names


def make_splits(names: list[str], size: int) -> list[Split]:
    """Splits of about so many bytes. What is packed, and a WARC file, is one split however large it is."""
    splits: list[Split] = []
    for name in names:
        cuts = line_starts(name, size)
        for start, end in zip([0, *cuts], [*cuts, None]):
            splits.append(Split(len(splits), name, storage.absolute(name), start, end))
    return splits


def line_starts(name: str, size: int) -> list[int]:
    """Where a file of lines can be cut, so that every range begins with a line."""
    if not name.lower().endswith(LINES):
        return []
    length = storage.size(name)
    if length is None or length <= size:
        return []
    cuts: list[int] = []
    with storage.open_file(name) as file:
        if file.read(len(GZIP)) == GZIP:
            return []
        for wanted in range(size, length, size):
            start = next_line(file, wanted)
            if start < length and (not cuts or start > cuts[-1]):
                cuts.append(start)
    return cuts


def next_line(file: BinaryIO, at: int) -> int:
    """The first place from `at` on where a line begins, or the file's end."""
    at -= 1
    file.seek(at)
    while data := file.read(WINDOW):
        feed = data.find(b"\n")
        if feed >= 0:
            return at + feed + 1
        at += len(data)
    return at
