"""One run of `crawl` on one file, with bounds on its time and memory."""

import functools
import json
import os
import resource
import signal
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

Summary = dict[str, Any]
# Seconds that a megabyte of input may take on top of the patience: ten times what a packed megabyte of pages does.
PER_MEGABYTE = 4
# 0 when all went well, 1 when a record was damaged or the input could not be read, which the summary tells.
USUAL = (0, 1)
WRONG_ARGUMENTS = 2


@dataclass(frozen=True)
class Program:
    """The program with its arguments."""

    path: str
    # Filters and limits, as they are given to `crawl`.
    arguments: tuple[str, ...]
    threads: int
    # Seconds that any run may take.
    patience: float
    # Megabytes of address space that it may take.
    memory: int
    # Bytes of a record, at most.
    limit: int


class Crashed(Exception):
    """The program did not come to its end: it crashed, was killed, or took too long."""


def run(program: Program, path: Path, take: Callable[[bytes], None]) -> Summary:
    """Cleans a file, hands on each line of NDJSON as it comes, and returns the summary.

    The pipe is the back-pressure: the program waits while a line is being taken, and stops reading its input.
    """
    with tempfile.TemporaryDirectory() as folder:
        told, messages = Path(folder, "summary.json"), Path(folder, "messages")
        arguments = ["--keep-duplicates", "--threads", str(program.threads), "--summary", str(told), str(path)]
        command = [program.path, *program.arguments, *arguments]
        with messages.open("wb") as errors:
            status, is_late = watch(command, program, seconds(program, path), errors, take)
        if is_late:
            raise Crashed("no end in time")
        if status == WRONG_ARGUMENTS:
            raise ValueError(f"{program.path}: {tail(messages)}")
        if status not in USUAL or not told.exists():
            raise Crashed(describe(status))
        return json.loads(told.read_bytes())


def watch(
    command: list[str], program: Program, time: float, errors: BinaryIO, take: Callable[[bytes], None]
) -> tuple[int, bool]:
    """The exit status, and whether the time was over before the end."""
    late: list[bool] = []
    options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": errors}
    # In a group of its own, so that what it may have started ends with it.
    with subprocess.Popen(command, start_new_session=True, **options) as process:

        def stop() -> None:
            late.append(True)
            kill(process)

        timer = Timer(time, stop)
        timer.daemon = True
        timer.start()
        try:
            bound(process.pid, program, time)
            for line in process.stdout:
                # The last line of a program that was killed may be cut.
                if line.endswith(b"\n"):
                    take(line)
            status = process.wait()
        finally:
            timer.cancel()
            kill(process)
    return status, bool(late) and status < 0


def kill(process: subprocess.Popen[bytes]) -> None:
    """Kills a program that has not been waited for; its number may be another's after that."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def bound(pid: int, program: Program, time: float) -> None:
    """Bounds memory, so that a record that eats it hurts nobody else, and processor time, so that the program does
    not go on for ever when this process is killed."""
    if not hasattr(resource, "prlimit"):
        return
    bounds = {resource.RLIMIT_AS: program.memory << 20, resource.RLIMIT_CPU: int(time) * program.threads + 1}
    with suppress(ProcessLookupError):
        for what, most in bounds.items():
            _, hard = resource.getrlimit(what)
            # What bounds this process cannot be raised, only lowered.
            most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.prlimit(pid, what, (most, most))


def seconds(program: Program, path: Path) -> float:
    size = path.stat().st_size if path.exists() else 0
    return program.patience + PER_MEGABYTE * size / 1e6


def describe(status: int) -> str:
    return f"killed by signal {-status}" if status < 0 else f"ended with status {status}"


def tail(messages: Path) -> str:
    return messages.read_bytes()[-1000:].decode("utf-8", "replace").strip()


@functools.cache
def row_schema(program: Program) -> pa.Schema:
    """The columns of the rows, as the program itself writes them. Fails when it cannot run at all."""
    with tempfile.TemporaryDirectory() as folder:
        empty, output = Path(folder, "empty.ndjson"), Path(folder, "empty.parquet")
        empty.touch()
        command = [program.path, *program.arguments, "--output", str(output), str(empty)]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=program.patience)
        if done.returncode != 0:
            raise RuntimeError(f"{program.path}: {describe(done.returncode)}: {done.stderr.decode('utf-8', 'replace')}")
        return pq.read_schema(output).remove_metadata()
