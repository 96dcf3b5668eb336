"""Runs of `crawl` and of the job."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyspark

HERE = Path(__file__).resolve().parent.parent
CRATE = HERE.parent / "crawl"
# The program that is compared with: the one that the crate's release build makes, or another.
CRAWL = Path(os.environ.get("CRAWL", CRATE / "target/release/crawl"))
STAND_IN = HERE / "checks/stand_in.sh"
# Short runs: without these the time goes into compiling, and into garbage collectors for many cores.
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
# Two worker processes with a core and 1024 MB each.
MASTER = "local-cluster[2,1,1024]"
EXECUTOR = "CoarseGrainedExecutorBackend"


@dataclass
class Job:
    """A run of the job on the local cluster."""

    folder: Path
    arguments: list[str]
    # The program that is run for each split, and its environment.
    program: Path = CRAWL
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def output(self) -> Path:
        return self.folder / "rows"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    def start(self) -> subprocess.Popen[bytes]:
        self.folder.mkdir()
        settings = SETTINGS | {f"spark.executorEnv.{name}": value for name, value in self.environment.items()}
        command = [str(Path(sys.executable).parent / "spark-submit"), "--master", MASTER]
        command += [text for name, value in settings.items() for text in ("--conf", f"{name}={value}")]
        command += [str(HERE / "job.py"), "--crawl", str(self.program), "--output", str(self.output), *self.arguments]
        log = self.log.open("wb")
        return subprocess.Popen(command, cwd=self.folder, env=environment(), stdout=log, stderr=log)

    def run(self) -> None:
        self.wait(self.start())

    def wait(self, process: subprocess.Popen[bytes]) -> None:
        status = process.wait()
        # Where the local cluster's workers keep their files, the program's copies among them.
        shutil.rmtree(Path(environment()["SPARK_HOME"], "work"), ignore_errors=True)
        if status != 0:
            sys.exit(f"the job ended with status {process.returncode}\n{self.log.read_text()[-4000:]}")

    def summary(self) -> dict[str, Any]:
        return json.loads((self.output / "_summary.json").read_text())


def environment() -> dict[str, str]:
    """What makes Spark run with this Python and without a network."""
    own = {"SPARK_HOME": str(Path(pyspark.__file__).parent), "SPARK_LOCAL_IP": "127.0.0.1"}
    own["JAVA_TOOL_OPTIONS"] = JAVA
    own |= {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
    return os.environ | own


def build() -> None:
    """Builds the program where it is missing."""
    if not CRAWL.exists():
        print("building crawl")
        command = ["cargo", "build", "--release", "--manifest-path", str(CRATE / "Cargo.toml")]
        subprocess.run(command, check=True)


def has_java() -> bool:
    java = shutil.which("java")
    return java is not None and subprocess.run([java, "-version"], capture_output=True).returncode == 0


def run_alone(arguments: list[str], output: Path) -> dict[str, Any]:
    """Runs the program on one machine; its summary."""
    told = output.with_suffix(".json")
    command = [str(CRAWL), "--output", str(output), "--summary", str(told), *arguments]
    done = subprocess.run(command, capture_output=True)
    if done.returncode not in (0, 1):
        sys.exit(f"crawl: {done.stderr.decode()}")
    return json.loads(told.read_text())


def kill_executor(job: Job, process: subprocess.Popen[bytes]) -> bool:
    """Kills one worker process of a job when its first rows are there; whether there was one."""
    while process.poll() is None:
        if any(job.output.glob("_work/rows/part-*")):
            executors = [pid for pid in descendants(process.pid) if EXECUTOR in command_line(pid)]
            if executors:
                os.kill(executors[0], signal.SIGKILL)
                return True
        time.sleep(0.05)
    return False


def descendants(pid: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name in parentheses may have spaces in it.
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        children.setdefault(parent, []).append(int(stat.parent.name))
    waiting = [pid]
    while waiting:
        found = children.get(waiting.pop(), [])
        waiting += found
        yield from found


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:
        return ""
