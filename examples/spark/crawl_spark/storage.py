"""Files by path or by address, such as `s3://`, `gs://` or `hdfs://`, through Arrow's file systems."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from pyarrow import fs

# Bytes that are copied at once.
WINDOW = 1 << 20


def locate(name: str) -> tuple[fs.FileSystem, str]:
    """The file system of a name, and the path in it."""
    if "://" not in name:
        return fs.LocalFileSystem(), os.path.abspath(name)
    # Hadoop's name for what Arrow calls s3.
    return fs.FileSystem.from_uri(name.replace("s3a://", "s3://", 1))


def absolute(name: str) -> str:
    return name if "://" in name else os.path.abspath(name)


def address(name: str) -> str:
    """The name for Spark, which takes a path to be one of the cluster's own file system."""
    return name if "://" in name else Path(name).absolute().as_uri()


def list_folder(name: str) -> list[str] | None:
    """The files of a folder without those that are hidden and those in folders below; None when it is no folder."""
    system, path = locate(name)
    if system.get_file_info(path).type != fs.FileType.Directory:
        return None
    infos = system.get_file_info(fs.FileSelector(path))
    files = [info.base_name for info in infos if info.type == fs.FileType.File]
    return [os.path.join(name, file) for file in files if not file.startswith(".")]


def size(name: str) -> int | None:
    """Bytes of a file; None when there is none."""
    system, path = locate(name)
    return system.get_file_info(path).size


def open_file(name: str) -> BinaryIO:
    system, path = locate(name)
    return system.open_input_file(path)


@contextmanager
def local_file(name: str, start: int, end: int | None, folder: Path) -> Iterator[Path]:
    """A path under which the range of a file can be read: its own, or that of a copy, which has the same ending."""
    if "://" not in name and start == 0 and end is None:
        yield Path(name)
        return
    copy = folder / os.path.basename(name)
    try:
        with open_file(name) as source, copy.open("wb") as target:
            source.seek(start)
            if end is None:
                shutil.copyfileobj(source, target, WINDOW)
            else:
                copy_bytes(source, target, end - start)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def copy_bytes(source: BinaryIO, target: BinaryIO, count: int) -> None:
    while count > 0 and (data := source.read(min(count, WINDOW))):
        target.write(data)
        count -= len(data)


def exists(name: str) -> bool:
    system, path = locate(name)
    return system.get_file_info(path).type != fs.FileType.NotFound


def make_folder(name: str) -> None:
    system, path = locate(name)
    system.create_dir(path)


def delete_folder(name: str) -> None:
    system, path = locate(name)
    system.delete_dir(path)


def write_text(name: str, text: str) -> None:
    system, path = locate(name)
    with system.open_output_stream(path) as file:
        file.write(text.encode())
