"""The records of a file one by one: for files in which one of them makes the program fail.

What is damaged is told and passed over as `crawl` does: of gzip data up to the next member that can be unpacked, of
WARC data up to the next line that begins as records do.
"""

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

GZIP = b"\x1f\x8b\x08"
# A member's first bytes, with flags that writers set.
MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
WARC = b"WARC/1."
LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
# Bytes that are read at once, and those of a record's head at most.
WINDOW = 64 << 10
HEAD = 64 << 10


class Place(NamedTuple):
    """Where a record begins: a byte of the file, which is a member's first of gzip data, and of the unpacked member."""

    offset: int
    inside: int


@dataclass(frozen=True)
class Record:
    """A record, or what is wrong in its place."""

    place: Place
    data: bytes
    damage: str | None = None
    is_too_large: bool = False


class Damaged(Exception):
    """The data here cannot be read."""


class Stream:
    """The bytes of a file, unpacked where it is gzip, with their places."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.is_packed = file.read(len(GZIP)) == GZIP
        self.window = b""
        self.open(0)

    def open(self, offset: int) -> None:
        """Goes to a member that begins here, or to a byte of a plain file."""
        self.file.seek(offset)
        self.member, self.base, self.packed, self.window = offset, 0, b"", b""
        self.decoder = zlib.decompressobj(31) if self.is_packed else None

    def place(self) -> Place:
        return Place(self.member, self.base) if self.is_packed else Place(self.member + self.base, 0)

    def fill(self) -> bool:
        """Reads on; False at the end of the member or the plain file."""
        if self.decoder is None:
            data = self.file.read(WINDOW)
        else:
            data = self.unpack()
        self.window += data
        return bool(data)

    def unpack(self) -> bytes:
        while not self.decoder.eof:
            self.packed = self.packed or self.file.read(WINDOW)
            if not self.packed:
                raise Damaged("the file ends in a gzip member")
            try:
                data = self.decoder.decompress(self.packed, WINDOW)
            except zlib.error as error:
                raise Damaged(f"bad gzip data: {error}") from error
            self.packed = self.decoder.unconsumed_tail
            if data:
                return data
        return b""

    def next_member(self) -> bool:
        """Goes to the next member when this one has been read; False at the end of the file."""
        if self.decoder is None:
            return False
        rest = self.decoder.unused_data.lstrip(b"\0") or self.file.read(WINDOW).lstrip(b"\0")
        if not rest:
            return False
        self.open(self.file.tell() - len(rest))
        return True

    def recover(self) -> bool:
        """Goes to the next member that can be unpacked; False at the end of the file."""
        while (found := self.find_member(self.member + 1)) is not None:
            self.open(found)
            # Packed data may hold the same bytes by chance.
            with suppress(Damaged):
                self.fill()
                return True
        return False

    def find_member(self, at: int) -> int | None:
        """The next place that looks like the beginning of a member."""
        keep, rest = len(GZIP), b""
        self.file.seek(at)
        while data := self.file.read(WINDOW):
            rest += data
            found = MEMBER.search(rest)
            if found is not None:
                return at + found.start()
            at, rest = at + len(rest) - keep, rest[-keep:]
        return None

    def take(self, count: int) -> bytes:
        """The next bytes of the member, fewer than asked for only at its end."""
        while len(self.window) < count and self.fill():
            pass
        data, self.window = self.window[:count], self.window[count:]
        self.base += len(data)
        return data

    def line(self, limit: int) -> tuple[bytes, int]:
        """The next line, of which no more than the limit is kept, and its length; nothing at the member's end."""
        kept, length = b"", 0
        while self.window or self.fill():
            feed = self.window.find(b"\n")
            part = self.take(feed + 1 if feed >= 0 else len(self.window))
            kept += part[: max(0, limit - length)]
            length += len(part)
            if feed >= 0:
                break
        return kept, length


def read_records(path: Path, is_warc: bool, limit: int) -> Iterator[Record]:
    """Every record of a file with at most so many bytes each."""
    with path.open("rb") as file:
        stream = Stream(file)
        read = warc_record if is_warc else line_record
        while True:
            place = stream.place()
            try:
                record = read(stream, limit)
            except Damaged as error:
                yield Record(place, b"", damage=str(error))
                if not (stream.recover() if stream.is_packed else find_warc(stream)):
                    return
                continue
            if record is not None:
                yield record
            elif not stream.next_member():
                return


def line_record(stream: Stream, limit: int) -> Record | None:
    """The next line that is not empty; None at the member's end."""
    while True:
        place = stream.place()
        line, length = stream.line(limit)
        if length == 0:
            return None
        if length > limit:
            return Record(place, b"", is_too_large=True)
        if line.strip():
            return Record(place, line.rstrip(b"\n") + b"\n")


def warc_record(stream: Stream, limit: int) -> Record | None:
    """The next record with its head; None at the member's end."""
    line, place = b"", stream.place()
    while not line.strip():
        place = stream.place()
        line, length = stream.line(HEAD)
        if length == 0:
            return None
    if not line.startswith(b"WARC/"):
        raise Damaged("no WARC record here")
    head = line
    while line.strip():
        line, length = stream.line(HEAD)
        head += line
        if length == 0 or len(head) > HEAD:
            raise Damaged("the record's head has no end")
    found = LENGTH.search(head)
    if found is None:
        raise Damaged("the record has no length")
    length = int(found[1])
    if length > limit:
        skip(stream, length)
        return Record(place, b"", is_too_large=True)
    block = stream.take(length)
    if len(block) < length:
        raise Damaged(f"the record ends {length - len(block)} bytes early")
    return Record(place, head + block + b"\r\n\r\n")


def skip(stream: Stream, count: int) -> None:
    while count > 0 and (data := stream.take(min(count, WINDOW))):
        count -= len(data)


def find_warc(stream: Stream) -> bool:
    """Goes to the next line of a plain file that begins as records do; False at its end."""
    while True:
        start = stream.place()
        line, length = stream.line(len(WARC))
        if length == 0:
            return False
        if line == WARC:
            stream.open(start.offset)
            return True
