"""Fetching the published model from a real HTTP server on this machine."""

import hashlib
import io
import threading
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from rich.console import Console

from ops.fetch import Checksum, FetchFailed, fetch
from ops.voice_model import fetch_official, published_checksum
from voice.evaluation import ModelBroken

NAME = "vosk-model-el-gr-0.7"


def archive(names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, b"\0B" + bytes(200))
    return content.getvalue()


GOOD = archive([f"{NAME}/am/final.mdl", f"{NAME}/graph/HCLG.fst", f"{NAME}/conf/mfcc.conf"])


class Handler(SimpleHTTPRequestHandler):
    """Files of a folder; understands `Range: bytes=N-`, and remembers what was asked."""

    asked: ClassVar[list[tuple[str, str | None]]] = []

    def do_GET(self):
        self.asked.append((self.path, self.headers.get("Range")))
        path = self.translate_path(self.path)
        try:
            with open(path, "rb") as file:
                data = file.read()
        except OSError:
            return self.send_error(404)
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        if start >= len(data):
            return self.send_error(416)
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        self.wfile.write(data[start:])

    def log_message(self, *_):
        pass


@pytest.fixture
def publisher(tmp_path):
    """(address of the archive, folder that is served)."""
    served = tmp_path / "served"
    served.mkdir()
    Handler.asked = []
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(served))) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        (served / f"{NAME}.zip").write_bytes(GOOD)
        yield f"http://127.0.0.1:{server.server_port}/{NAME}.zip", served
        server.shutdown()
        thread.join()


@pytest.fixture
def console():
    return Console(file=io.StringIO(), width=200)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def test_fetched_checked_and_unpacked(publisher, tmp_path, console):
    url, _ = publisher
    folder = fetch_official(console, url, sha(GOOD), tmp_path / "models")
    assert (folder / "am" / "final.mdl").read_bytes().startswith(b"\0B")
    assert [path.name for path in folder.parent.iterdir()] == [NAME]
    assert "KOMOTINI_VOICE_MODEL" in console.file.getvalue()
    asked = len(Handler.asked)
    assert fetch_official(console, url, sha(GOOD), tmp_path / "models") == folder
    assert len(Handler.asked) == asked, "what is there already isn't fetched again"


def test_a_changed_archive_is_refused_and_deleted(publisher, tmp_path, console):
    url, _ = publisher
    with pytest.raises(FetchFailed, match="damaged or was changed"):
        fetch_official(console, url, "0" * 64, tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_the_checksum_file_beside_the_archive(publisher):
    url, served = publisher
    (served / f"{NAME}.zip.sha256").write_text(f"{sha(GOOD)}  {NAME}.zip\n")
    assert published_checksum(url, None).value == sha(GOOD)


def test_the_publishers_list_and_what_it_is_worth(publisher, tmp_path, console):
    url, served = publisher
    md5 = hashlib.md5(GOOD, usedforsecurity=False).hexdigest()
    (served / "model-list.json").write_text(f'[{{"name": "another", "md5": "x"}}, {{"name": "{NAME}", "md5": "{md5}"}}]')
    fetch_official(console, url, None, tmp_path / "models")
    said = console.file.getvalue()
    assert "not forgery" in said
    assert sha(GOOD) in said


def test_without_anybodys_word_nothing_is_fetched(publisher, tmp_path, console):
    url, _ = publisher
    with pytest.raises(FetchFailed, match="give its SHA-256"):
        fetch_official(console, url, None, tmp_path / "models")
    assert all(not path.endswith(".zip") for path, _ in Handler.asked)


def test_a_broken_download_goes_on_where_it_was(publisher, tmp_path, console):
    url, _ = publisher
    target = tmp_path / "model.zip"
    target.with_name("model.zip.part").write_bytes(GOOD[:100])
    fetch(url, target, Checksum("sha256", sha(GOOD), "the test"), console)
    assert target.read_bytes() == GOOD
    assert Handler.asked[-1][1] == "bytes=100-"


def test_a_download_that_was_whole_already(publisher, tmp_path, console):
    url, _ = publisher
    target = tmp_path / "model.zip"
    target.with_name("model.zip.part").write_bytes(GOOD)
    fetch(url, target, Checksum("sha256", sha(GOOD), "the test"), console)
    assert target.read_bytes() == GOOD


@pytest.mark.parametrize("names", [["../outside"], [f"{NAME}/../../outside"]])
def test_an_archive_that_reaches_outside(publisher, tmp_path, console, names):
    url, served = publisher
    bad = archive(names)
    (served / f"{NAME}.zip").write_bytes(bad)
    with pytest.raises(FetchFailed, match="outside"):
        fetch_official(console, url, sha(bad), tmp_path / "models")
    assert not list(tmp_path.rglob("outside"))


def test_an_archive_that_is_none(publisher, tmp_path, console):
    url, served = publisher
    (served / f"{NAME}.zip").write_bytes(b"<html>moved</html>")
    with pytest.raises(FetchFailed, match="no zip archive"):
        fetch_official(console, url, sha(b"<html>moved</html>"), tmp_path / "models")


def test_an_archive_without_a_model(publisher, tmp_path, console):
    url, served = publisher
    bad = archive([f"{NAME}/README"])
    (served / f"{NAME}.zip").write_bytes(bad)
    with pytest.raises(ModelBroken, match=r"final\.mdl is missing"):
        fetch_official(console, url, sha(bad), tmp_path / "models")


def test_an_address_that_is_wrong(publisher, tmp_path, console):
    url, _ = publisher
    with pytest.raises(FetchFailed, match="404"):
        fetch_official(console, url.replace("0.7", "9.9"), "0" * 64, tmp_path / "models")


def test_nobody_answers(tmp_path, console):
    with pytest.raises(FetchFailed, match="reached"):
        fetch_official(console, f"http://127.0.0.1:1/{NAME}.zip", "0" * 64, tmp_path / "models")
