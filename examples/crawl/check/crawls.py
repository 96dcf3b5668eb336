"""Crawls made of saved pages, by warcio and not by the program that is checked."""

import gzip
import io
import itertools
import json
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2026-03-05T10:00:00Z"


def pages(data: Path) -> list[tuple[str, bytes]]:
    """Every saved page under the folder, by name."""
    files = sorted(itertools.chain(data.glob("wcxb/dev/html/*"), data.glob("trafilatura/html/*"),
                                   data.glob("readability/*/source.html*")))
    return [("/".join(file.relative_to(data).parts), unpacked(file)) for file in files]


def texts(data: Path) -> list[tuple[str, bytes]]:
    """Every text dump, by name."""
    return [(file.name, unpacked(file)) for file in sorted(data.glob("text/wcxb_dev/*"))]


def unpacked(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.decompress(content) if file.suffix == ".gz" else content


def write_warc(path: Path, pages, packed: bool = True) -> dict[str, int]:
    """A WARC as a crawler writes one; the number of records by type.

    In turn: bodies as they are, gzip, chunks, and every tenth record is a page that is not there or a picture.
    """
    counts = {"warcinfo": 1, "request": 0, "response": 0}
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "check"}))
        for number, (name, body) in enumerate(pages):
            url = f"https://example.com/{name}"
            request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.com")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=request,
                                                          warc_headers_dict={"WARC-Date": DATE}))
            counts["request"] += 1
            headers = [("Content-Type", "text/html")]
            kind = number % 4
            if kind in (1, 3):
                body = gzip.compress(body, 1, mtime=0)
                headers.append(("Content-Encoding", "gzip"))
            if kind in (2, 3):
                body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in chunks(body)) + b"0\r\n\r\n"
                headers.append(("Transfer-Encoding", "chunked"))
            write_response(writer, url, "200 OK", headers, body)
            counts["response"] += 1
            if number % 10 == 0:
                write_response(writer, url + "/no", "404 Not Found", [("Content-Type", "text/html")], b"<p>Not found")
                write_response(writer, url + "/png", "200 OK", [("Content-Type", "image/png")], b"\x89PNG\r\n")
                counts["response"] += 2
    return counts


def chunks(body: bytes, size: int = 4096):
    return (body[start:start + size] for start in range(0, len(body), size))


def write_response(writer, url: str, status: str, headers, body: bytes):
    http = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
    writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=http,
                                                  warc_headers_dict={"WARC-Date": DATE}))


def write_wet(path: Path, texts) -> int:
    """A WET file as Common Crawl writes one; the number of texts."""
    count = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "check"}))
        for name, text in texts:
            writer.write_record(writer.create_warc_record(
                f"https://example.com/{name}", "conversion", payload=io.BytesIO(text),
                warc_content_type="text/plain", warc_headers_dict={"WARC-Date": DATE}))
            count += 1
    return count


def write_ndjson(path: Path, pages) -> int:
    count = 0
    with path.open("w") as file:
        for name, body in pages:
            file.write(json.dumps({"id": name, "html": body.decode("utf-8", "replace")}) + "\n")
            count += 1
    return count


def write_long_warc(path: Path, pages, size: int):
    """A plain WARC of at least so many bytes: the pages again and again, each time with another word in every sentence's
    place of the common word "the", so that each round says something else."""
    with path.open("wb") as file:
        for turn in itertools.count():
            for name, body in pages:
                changed = body.replace(b" the ", b" the%d " % turn) if turn else body
                block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + changed
                head = (f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: {DATE}\r\n"
                        f"WARC-Record-ID: <urn:x:{turn}:{name}>\r\nWARC-Target-URI: https://example.com/{turn}/{name}\r\n"
                        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n")
                file.write(head.encode() + block + b"\r\n\r\n")
                if file.tell() >= size:
                    return
