"""Photos: only real pictures, written anew, seen only by whoever holds the token."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image


def picture(form: str = "JPEG", size: tuple[int, int] = (120, 80), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 60, 20)).save(out, form, **options)
    return out.getvalue()


def send(site: Any, chat: Any, data: bytes, name: str = "photo.jpg") -> Any:
    return site.client.post(f"{chat.path}/attachments", files={"file": (name, data)}, headers=chat.headers)


def bomb() -> bytes:
    """A tiny PNG that says it is 30,000 × 30,000 pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def test_the_picture_comes_back_without_its_hidden_data(site: Any) -> None:
    chat = site.chat()
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    sent = send(site, chat, picture(exif=exif, comment=b"SecretComment"), "η φωτογραφία μου.jpg")
    assert sent.status_code == 201, sent.text
    body = sent.json()
    assert body["media_type"] == "image/jpeg"
    got = site.client.get(body["url"], headers=chat.headers)
    assert got.status_code == 200
    assert got.headers["content-type"] == "image/jpeg"
    assert len(got.content) == body["size"]
    assert b"Secret" not in got.content
    with Image.open(io.BytesIO(got.content)) as stored:
        assert dict(stored.getexif()) == {}
        assert stored.size == (80, 120), "turned upright before the EXIF was dropped"
    assert site.client.get(body["url"], params={"token": chat.token}).status_code == 200


def test_large_pictures_are_made_smaller(quick_site: Any) -> None:
    chat = quick_site.chat()
    body = send(quick_site, chat, picture("PNG", (3000, 1500)), "big.png").json()
    with Image.open(io.BytesIO(quick_site.client.get(body["url"], headers=chat.headers).content)) as stored:
        assert stored.size == (2560, 1280)


def test_nobody_else_sees_it(site: Any) -> None:
    chat, other = site.chat(), site.chat()
    url = send(site, chat, picture()).json()["url"]
    identifier = url.rpartition("/")[2]
    assert site.client.get(url).status_code == 401
    assert site.client.get(url, headers=other.headers).status_code == 401
    assert other.get(f"/attachments/{identifier}").status_code == 404
    assert chat.get("/attachments/never-was").status_code == 404


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF89a not a picture", b"%PDF-1.4", b"<svg xmlns='http://www.w3.org/2000/svg'/>", picture()[:200], bomb(), picture("GIF")],
    ids=["empty", "text", "pdf", "svg", "cut", "bomb", "gif"],
)
def test_what_is_not_a_picture(quick_site: Any, data: bytes) -> None:
    answer = send(quick_site, quick_site.chat(), data)
    assert answer.status_code in (400, 422)
    assert not list(quick_site.settings.data_dir.glob("uploads/*/*"))


def test_too_large(quick_site: Any) -> None:
    answer = send(quick_site, quick_site.chat(), b"\xff\xd8" + b"\0" * (12 * 1024 * 1024))
    assert answer.status_code == 413
    assert "10 MB" in answer.json()["error"]["message"]


def test_far_too_large_for_the_server(quick_site: Any) -> None:
    import httpx

    chat = quick_site.chat()
    try:
        answer = send(quick_site, chat, b"\0" * (40 * 1024 * 1024))
    except httpx.TransportError:
        return  # refused while it was still being sent
    assert answer.status_code == 413


def test_no_file(quick_site: Any) -> None:
    chat = quick_site.chat()
    assert quick_site.client.post(f"{chat.path}/attachments", headers=chat.headers).status_code == 400
    assert quick_site.client.post(f"{chat.path}/attachments", files={"file": ("a.jpg", picture())}).status_code == 401


def test_the_photo_in_a_message_and_its_deletion(site: Any) -> None:
    chat = site.chat()
    identifier = send(site, chat, picture()).json()["id"]
    chat.say(payload=f'/inform{{"photo": "{identifier}"}}')
    message = chat.messages()[0]
    assert message["text"] == "Φωτογραφία"
    assert message["attachment"]["url"].endswith(identifier)
    assert len(list(site.settings.data_dir.glob("uploads/*/*"))) == 1
    site.client.delete(chat.path, headers=chat.headers)
    assert not list(site.settings.data_dir.glob("uploads/*/*"))
