"""Rows as Parquet files, one for each split."""

import os
import uuid
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import fs

from crawl_spark import storage

# Bytes of NDJSON that make a row group: the rows that a task holds at once.
GROUP = 16 << 20


class Part:
    """A file that appears under its name when it is complete.

    Several attempts at a task write files of their own, of which one stays. Their rows are the same.
    """

    def __init__(self, name: str, schema: pa.Schema) -> None:
        self.system, self.path = storage.locate(name)
        folder, base = os.path.split(self.path)
        self.own = os.path.join(folder, f".{base}.{uuid.uuid4().hex}")
        self.schema = schema
        self.rows: list[dict[str, Any]] = []
        self.bytes = 0
        self.writer = pq.ParquetWriter(self.own, schema, filesystem=self.system, compression="zstd")

    def add(self, row: dict[str, Any], size: int) -> None:
        """Adds a row of so many bytes."""
        # Arrow takes maps as pairs.
        row["labels"] = list(row["labels"].items())
        self.rows.append(row)
        self.bytes += size
        if self.bytes >= GROUP:
            self.flush()

    def flush(self) -> None:
        if self.rows:
            self.write(pa.Table.from_pylist(self.rows, schema=self.schema))
        self.rows, self.bytes = [], 0

    def write(self, rows: pa.Table) -> None:
        """Writes rows as one group."""
        if len(rows) > 0:
            self.writer.write_table(rows, row_group_size=len(rows))

    def finish(self) -> None:
        """Puts the file in its place, unless another attempt was first."""
        self.flush()
        self.writer.close()
        if self.system.get_file_info(self.path).type == fs.FileType.File:
            self.system.delete_file(self.own)
        else:
            self.system.move(self.own, self.path)

    def discard(self) -> None:
        self.writer.close()
        self.system.delete_file(self.own)


def part_name(folder: str, split: int) -> str:
    """The name of a split's file. Names are in the order of the splits."""
    return f"{folder}/part-{split:06}.parquet"
