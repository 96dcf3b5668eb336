"""What became of the records: summaries of `crawl` for parts of a run, and their sum."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from crawl_spark.records import Place

Summary = dict[str, Any]
# Damaged records that are named one by one, as in `crawl`.
NAMED = 100
# What is counted of records, and what of rows.
RECORDS = ("bytes", "records", "damaged")
ROWS = ("rows", "words")
ROW_NAMES = ("outcomes", "languages", "labels")
SECONDS = ("reading", "cleaning", "comparing", "writing")


def empty() -> Summary:
    summary: Summary = {"inputs": 0, "failed": [], "damage": [], "skipped": {}}
    summary |= dict.fromkeys((*RECORDS, *ROWS), 0) | {name: {} for name in ROW_NAMES}
    return summary | {"seconds": dict.fromkeys((*SECONDS, "elapsed"), 0.0)}


def add_records(total: Summary, part: Summary) -> None:
    """Adds what a part tells of its records. What it tells of rows is not final while there may be duplicates."""
    for name in RECORDS:
        total[name] += part[name]
    add_counts(total["skipped"], part["skipped"])
    for name in SECONDS:
        total["seconds"][name] += part["seconds"][name]
    total["failed"] += part["failed"]
    total["damage"] = (total["damage"] + part["damage"])[:NAMED]


def add_rows(total: Summary, part: Summary) -> None:
    """Adds what a part tells of the rows that stay."""
    for name in ROWS:
        total[name] += part[name]
    for name in ("skipped", *ROW_NAMES):
        add_counts(total[name], part[name])


def add_counts(total: dict[str, int], part: dict[str, int]) -> None:
    for name, count in part.items():
        total[name] = total.get(name, 0) + count


def place_damage(part: Summary, name: str, place: Callable[[int, int], Place]) -> None:
    """Names the places of damage as they are in the input."""
    for damage in part["damage"]:
        damage["file"] = name
        damage["offset"], damage["inside"] = place(damage["offset"], damage["inside"])


def add_damage(total: Summary, name: str, place: Place, why: str) -> None:
    """Counts a record of which nothing else is known."""
    total["records"] += 1
    total["damaged"] += 1
    if len(total["damage"]) < NAMED:
        total["damage"].append({"file": name, "offset": place.offset, "inside": place.inside, "why": why})


def count_rows(total: Summary, rows: list[dict[str, Any]]) -> None:
    total["rows"] += len(rows)
    total["words"] += sum(row["words"] for row in rows)
    add_counts(total["outcomes"], Counter(row["outcome"] for row in rows))
    add_counts(total["languages"], Counter(row["detected_language"] or "unknown" for row in rows))
    for row in rows:
        add_counts(total["labels"], dict(row["labels"]))


def sort_names(total: Summary) -> Summary:
    """The summary with its names in order, as `crawl` writes it."""
    return total | {name: dict(sorted(total[name].items())) for name in ("skipped", *ROW_NAMES)}
