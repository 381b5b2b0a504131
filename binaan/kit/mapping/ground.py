"""What the map stands on: the base map that was chosen, as the script needs to know it."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

from binaan.kit import ranges
from binaan.kit.mapping import archives
from binaan.kit.mapping.archives import Archive


def folder() -> Path:
    """Where base maps lie; an operator drops a better one there."""
    return settings.HOME / "peta"


def chosen() -> Archive | None:
    """The base map in use; looked at again when a file of the folder changes."""
    found = sorted(folder().glob("*.pmtiles"))
    return _chosen(folder(), tuple((path.name, path.stat().st_mtime_ns) for path in found))


@lru_cache(maxsize=4)
def _chosen(where: Path, _files: tuple) -> Archive | None:
    return archives.chosen(where)


def served(request: HttpRequest, **cache) -> HttpResponseBase:
    """The base map, piece by piece; `cache`: words of Cache-Control. Raises Http404 without one."""
    archive = chosen()
    if archive is None:
        raise Http404("Belum ada peta dasar.")
    return ranges.serve(request, archive.path, "application/vnd.pmtiles", **cache)


def described(address: str) -> dict[str, Any] | None:
    """`address` (where it is served), kind, layers with roles, zooms, source, date; None without one."""
    archive = chosen()
    if archive is None:
        return None
    version = archive.path.stat().st_mtime_ns
    return {
        "url": f"{address}?v={version:x}",
        "kind": archive.kind,
        "layers": archive.layers,
        "maxzoom": archive.max_zoom,
        "source": archive.source,
        "date": archive.date,
    }
