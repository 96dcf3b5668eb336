"""Spark and Arrow in an environment beside the job."""

import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import NoReturn

# PySpark wants pandas where it hands Arrow's batches to a function, too.
PACKAGES = ["pyspark>=4,<5", "pyarrow", "pandas>=2.2,<3"]
FOLDER = Path(__file__).resolve().parent.parent / ".venv"


def enter(folder: Path) -> None:
    """Goes on in the environment, which is made where it is missing."""
    folder = folder.absolute()
    if Path(sys.prefix) == folder:
        return
    python = folder / "bin/python"
    if not is_complete(python):
        print(f"installing {' '.join(PACKAGES)}", flush=True)
        venv.create(folder, with_pip=True)
        command = [python, "-m", "pip", "install", "--quiet", *PACKAGES]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            leave_out(f"no packages: {(done.stderr.strip().splitlines() or ['no reason told'])[-1]}")
    os.execv(python, [str(python), *sys.argv])


def is_complete(python: Path) -> bool:
    command = [python, "-c", "import pyspark, pyarrow, pandas"]
    return python.exists() and subprocess.run(command, capture_output=True).returncode == 0


def leave_out(why: str) -> NoReturn:
    print(f"left out: {why}")
    sys.exit(0)
