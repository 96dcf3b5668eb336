"""Input files from pages: WARC, WET and NDJSON, with duplicates and damage."""

import gzip
import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared/data"
# Words that are changed from one near duplicate to the next, and how many there are.
CHANGED = 20
CHAIN = 8
POISONS = ("poison-that-stalls", "poison-that-eats", "poison-that-kills")


def real_pages(count: int | None = None) -> Iterator[str]:
    """Pages of the public set, or of the corpus where there is none."""
    paths = sorted((DATA / "wcxb/dev/html").glob("*.html.gz")) or sorted(ROOT.glob("corpus/*/page.html"))
    return map(read_text, paths[:count])


def real_texts(count: int | None = None) -> Iterator[str]:
    """The same as stripped text."""
    paths = sorted((DATA / "text/wcxb_dev").glob("*.txt.gz")) or sorted(ROOT.glob("corpus/*/page.txt"))
    return map(read_text, paths[:count])


def read_text(path: Path) -> str:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8", "replace")


def write_input(folder: Path, count: int) -> None:
    """Files of every kind with so many pages in all, or as many as there are."""
    folder.mkdir()
    pages, texts = list(real_pages(count * 2 // 3)), list(real_texts(count // 3))
    third = len(pages) // 3
    lines = list(json_lines("a", "html", pages[:third]))
    lines[2:2] = [b"\n", b'{"id": "broken", "html": "<p>no end\n', b'["no object"]\n']
    (folder / "a.ndjson").write_bytes(b"".join(lines))
    # A page in three stands in the file before, too.
    again = [page for pair in zip(pages[third : 2 * third], pages[:third:3]) for page in pair]
    second = packed(warc_records("b", again + pages[third : 2 * third]))
    (folder / "b.warc.gz").write_bytes(damaged(b"".join(second)))
    (folder / "c.warc").write_bytes(b"".join(warc_records("c", pages[2 * third :])))
    (folder / "d.warc.wet.gz").write_bytes(b"".join(packed(wet_records("d", texts))))
    chain = near_duplicates(max(texts, key=len))
    lines = json_lines("e", "text", [*chain, *texts[::5], *reversed(chain)])
    (folder / "e.jsonl.gz").write_bytes(gzip.compress(b"".join(lines)))


def write_poisoned(folder: Path) -> list[str]:
    """Two files with poisoned pages among others, one too large; the ids of the poisoned ones."""
    folder.mkdir()
    # Small ones, since a megabyte of input is given some seconds of time.
    pages = [page for page in real_pages(150) if len(page) < 100_000]
    half = len(pages) // 2
    poisoned = [poisoned_page(poison, number) for number, poison in enumerate(POISONS)]
    large = "<p>" + "A page over the limit. " * 100_000
    first = [*pages[: half // 2], poisoned[0], *pages[half // 2 : half], large, poisoned[2]]
    lines = list(json_lines("p", "html", first))
    lines.insert(5, b'{"id": "broken", "html": \n')
    (folder / "p.ndjson").write_bytes(b"".join(lines))
    second = [poisoned_page(POISONS[2], 3), poisoned[1], *pages[half:]]
    (folder / "q.warc.gz").write_bytes(b"".join(packed(warc_records("q", second))))
    return [f"p{half // 2}", f"p{half + 2}", "<urn:q:0>", "<urn:q:1>"]


def poisoned_page(poison: str, number: int) -> str:
    """A page that is like no other."""
    words = " ".join(f"word{number}{other}" for other in range(40))
    return f"<html><body><p>{poison} {words}.</p></body></html>"


def json_lines(name: str, field: str, pages: Iterable[str]) -> Iterator[bytes]:
    for number, page in enumerate(pages):
        line = {"id": f"{name}{number}", "url": address(name, number), field: page}
        yield json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def warc_records(name: str, pages: Iterable[str]) -> Iterator[bytes]:
    """Requests and responses, as a crawler writes them; some pages were not found."""
    yield record("warcinfo", "<urn:info>", None, "application/warc-fields", b"software: check\r\n")
    for number, page in enumerate(pages):
        identity, url = f"<urn:{name}:request:{number}>", address(name, number)
        yield record("request", identity, url, "application/http", b"GET / HTTP/1.1\r\n\r\n")
        yield response_record(name, number, page, "404 Not Found" if number % 20 == 19 else "200 OK")


def response_record(name: str, number: int, page: str, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    block = head.encode() + page.encode("utf-8", "replace")
    content_type = "application/http; msgtype=response"
    return record("response", f"<urn:{name}:{number}>", address(name, number), content_type, block)


def wet_records(name: str, texts: Iterable[str]) -> Iterator[bytes]:
    yield record("warcinfo", "<urn:info>", None, "application/warc-fields", b"software: check\r\n")
    for number, text in enumerate(texts):
        data = text.encode("utf-8", "replace")
        yield record("conversion", f"<urn:{name}:{number}>", address(name, number), "text/plain", data)


def record(kind: str, identity: str, url: str | None, content_type: str, block: bytes) -> bytes:
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": identity,
        "WARC-Target-URI": url,
        "WARC-Date": "2026-01-01T00:00:00Z",
        "Content-Type": content_type,
        "Content-Length": len(block),
    }
    lines = [f"{name}: {value}\r\n" for name, value in fields.items() if value is not None]
    return b"WARC/1.1\r\n" + "".join(lines).encode() + b"\r\n" + block + b"\r\n\r\n"


def packed(records: Iterable[bytes]) -> Iterator[bytes]:
    """Each record a gzip member of its own."""
    return (gzip.compress(record, 6) for record in records)


def damaged(data: bytes) -> bytes:
    """Some bytes in the middle are gone."""
    half = len(data) // 2
    return data[:half] + data[half + 100 :]


def address(name: str, number: int) -> str:
    return f"https://example.org/{name}/{number}"


def near_duplicates(text: str) -> list[str]:
    """Texts that are each like the next, and the last not like the first."""
    words = text.split(" ")
    texts = []
    for number in range(CHAIN):
        texts.append(" ".join(words))
        at = len(words) // CHAIN * number
        changed = range(at, min(at + max(CHANGED, len(words) // (2 * CHAIN)), len(words)))
        for place, other in zip(changed, itertools.count()):
            words[place] = f"other{number}word{other}"
    return texts
