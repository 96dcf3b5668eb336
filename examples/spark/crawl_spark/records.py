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
# What a record begins with, what one is searched by after damage, and what one ends with.
MAGIC = b"WARC/"
VERSIONED = b"WARC/1."
END = b"\r\n\r\n"
HEAD_END = re.compile(rb"\n\r?\n")
LENGTH = re.compile(rb"^content-length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
# Bytes that are read at once, and those of a record's head at most.
WINDOW = 64 << 10
HEAD = 64 << 10
# Bytes that may be read twice because of damage, beside as many as the file has up to there.
REREAD = 256 << 20


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
    """The data here cannot be read. Where a record's length is wrong the next one may stand anywhere behind the place
    where its block begins."""

    def __init__(self, why: str, block: Place | None = None) -> None:
        super().__init__(why)
        self.block = block


class BadMember(Damaged):
    """The gzip member cannot be unpacked."""


class Stream:
    """The bytes of a file, unpacked where it is gzip, with their places."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        head = file.read(len(MAGIC))
        is_plain = head == MAGIC or head.startswith(b"{")
        # A file that is gzip by its name is so with a damaged beginning, too.
        self.is_packed = head.startswith(GZIP) or (file.name.lower().endswith(".gz") and not is_plain)
        # Bytes that were read twice.
        self.reread = 0
        # A member, and the byte of it up to which no head ends of those that began before.
        self.endless = (0, 0)
        self.open(0)

    def open(self, offset: int) -> None:
        """Goes to a member that begins here, or to a byte of a plain file."""
        self.file.seek(offset)
        self.member, self.base, self.packed, self.window = offset, 0, b"", bytearray()
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
                raise BadMember("the file ends in a gzip member")
            try:
                data = self.decoder.decompress(self.packed, WINDOW)
            except zlib.error as error:
                raise BadMember(f"bad gzip data: {error}") from error
            self.packed = self.decoder.unconsumed_tail
            if data:
                return data
        return b""

    def next_member(self) -> bool:
        """Goes to the next member when this one has been read; False at the end of the file."""
        if self.decoder is None:
            return False
        rest = self.decoder.unused_data.lstrip(b"\0")
        while not rest and (data := self.file.read(WINDOW)):
            rest = data.lstrip(b"\0")
        if not rest:
            return False
        self.open(self.file.tell() - len(rest))
        return True

    def recover(self, start: bytes) -> bool:
        """Goes to the next member that can be unpacked and starts so; False at the end of the file."""
        while (found := self.find_member(self.member + 1)) is not None:
            self.open(found)
            # Packed data may hold the same bytes by chance.
            with suppress(BadMember):
                if self.peek(max(1, len(start))).startswith(start):
                    return True
        return False

    def go_back(self, place: Place) -> bool:
        """Goes back in a plain file, unless too much has been read twice already; whether it did."""
        here = self.place().offset
        self.reread += here - place.offset
        if self.is_packed or self.reread > here + REREAD:
            return False
        self.open(place.offset)
        return True

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

    def peek(self, count: int) -> bytes:
        """The next bytes of the member, fewer than asked for only at its end."""
        while len(self.window) < count and self.fill():
            pass
        return bytes(self.window[:count])

    def take(self, count: int) -> bytes:
        """The same, and goes behind them."""
        data = self.peek(count)
        del self.window[:count]
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
                if not find_record(stream, VERSIONED if is_warc else b"", error):
                    return
                continue
            if record is not None:
                yield record
            elif not stream.next_member():
                return


def find_record(stream: Stream, start: bytes, damage: Damaged) -> bool:
    """Goes to the next record after damage; False at the end of the file."""
    if isinstance(damage, BadMember):
        return stream.recover(start)
    try:
        if damage.block is None or not stream.go_back(damage.block):
            stream.line(0)
        while stream.peek(len(start)) != start:
            _, length = stream.line(0)
            if length == 0 and not stream.next_member():
                return False
    except BadMember:
        return stream.recover(start)
    return True


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
    skip_blank(stream)
    place = stream.place()
    window = stream.peek(HEAD)
    if not window:
        return None
    if not window.startswith(MAGIC):
        raise Damaged("no WARC record here")
    member, known = stream.endless
    # The feed before an empty line may be among the bytes that are known.
    known = known - stream.base - 2 if member == stream.member else 0
    end = HEAD_END.search(window, max(0, known))
    if end is None:
        stream.endless = (stream.member, stream.base + len(window))
        raise Damaged("the record's head has no end")
    head, block = stream.take(end.end()), stream.place()
    found = LENGTH.search(head)
    if found is None:
        raise Damaged("the record has no length", block)
    length = int(found[1])
    if length > limit:
        check_end(stream, skip(stream, length), block)
        return Record(place, b"", is_too_large=True)
    data = stream.take(length)
    check_end(stream, length - len(data), block)
    return Record(place, head + data + END)


def check_end(stream: Stream, missing: int, block: Place) -> None:
    """What follows a record is its member's end, with a sum that is right, or the empty lines that end it, or another
    record, where a writer has left those out."""
    if missing > 0:
        raise Damaged(f"the record ends {missing} bytes early", block)
    behind = stream.peek(max(len(MAGIC), len(END)))
    is_blank = len(behind) < len(END) and not behind.strip(b"\r\n")
    if not is_blank and not behind.startswith((END, MAGIC)):
        raise Damaged("the record's length is wrong", block)
    # Only the end of the member tells whether its sum is right.
    skip_blank(stream)


def skip_blank(stream: Stream) -> None:
    while stream.peek(1) in (b"\r", b"\n"):
        stream.take(1)


def skip(stream: Stream, count: int) -> int:
    """Skips bytes of the member; the number that were not there."""
    while count > 0 and (data := stream.take(min(count, WINDOW))):
        count -= len(data)
    return count
