"""Static files and the widget's: read once, compressed once, named by their content."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from sanic import Blueprint, HTTPResponse, Request
from sanic.exceptions import NotFound

from backend.settings import ROOT
from backend.web.parts import parts

STATIC = Path(__file__).parent / "static"
WIDGET = ROOT / "widget"
# What may leave the widget folder: its tests, notes and package files may not.
WIDGET_TYPES = frozenset({".js", ".css", ".svg", ".png", ".webp", ".json", ".html"})
YEAR, SHORT = 31536000, 300
_TYPES = {".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".webmanifest": "application/manifest+json"}

blueprint = Blueprint("assets")


@dataclass(frozen=True)
class Asset:
    body: bytes
    compressed: bytes | None
    version: str
    media_type: str


class AssetStore:
    """Files of one or more folders. A changed file (time or size) is read again, so no restart is needed while developing."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[tuple[int, int], Asset]] = {}

    def read(self, folder: Path, name: str) -> Asset | None:
        """The file `name` inside `folder`; None when there is none or the name tries to leave the folder."""
        path = (folder / name).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            return None
        stat = path.stat()
        stamp = (stat.st_mtime_ns, stat.st_size)
        known = self._known.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, self._load(path))
            self._known[path] = known
        return known[1]

    def address(self, name: str) -> str:
        """The versioned address of a static file, which may be cached for ever."""
        asset = self.read(STATIC, name)
        return f"/static/{name}?v={asset.version}" if asset else f"/static/{name}"

    def _load(self, path: Path) -> Asset:
        body = path.read_bytes()
        media_type = _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        text = media_type.startswith("text/") or media_type in _TYPES.values()
        compressed = gzip.compress(body, 9, mtime=0) if text and len(body) > 500 else None
        return Asset(body, compressed, hashlib.sha256(body).hexdigest()[:16], f"{media_type}; charset=utf-8" if text else media_type)


def send(request: Request, asset: Asset | None, *, cross_origin: bool = False) -> HTTPResponse:
    """The file with ETag; for ever when its version is in the address, else for five minutes."""
    if asset is None:
        raise NotFound("no such file")
    fixed = request.args.get("v") == asset.version
    headers = {
        "etag": f'"{asset.version}"',
        "cache-control": f"public, max-age={YEAR}, immutable" if fixed else f"public, max-age={SHORT}, must-revalidate",
        "vary": "accept-encoding",
    }
    if cross_origin:
        headers |= {"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"}
    if headers["etag"] in request.headers.get("if-none-match", ""):
        return HTTPResponse(status=304, headers=headers)
    body = asset.body
    if asset.compressed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body = asset.compressed
        headers["content-encoding"] = "gzip"
    return HTTPResponse(body, headers=headers, content_type=asset.media_type)


@blueprint.get("/static/<name:path>", name="static")
async def static_file(request: Request, name: str) -> HTTPResponse:
    """A style sheet, script or picture of the pages, kept by browsers for a year."""
    return send(request, parts(request).assets.read(STATIC, name))


@blueprint.get("/widget.js", name="widget_script")
async def widget_script(request: Request) -> HTTPResponse:
    """The chat widget, to be loaded with one script tag."""
    return send(request, parts(request).assets.read(WIDGET, "widget.js"), cross_origin=True)


@blueprint.get("/widget/<name:path>", name="widget")
async def widget_file(request: Request, name: str) -> HTTPResponse:
    """A part of the widget."""
    asset = parts(request).assets.read(WIDGET, name) if Path(name).suffix in WIDGET_TYPES else None
    return send(request, asset, cross_origin=True)
