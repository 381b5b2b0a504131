"""What the check of cards keeps on a phone: its page, scripts, letters; nothing of anybody.

Modules name each other without the hash that static files get, so the edition of the whole is a hash
over the content of all: a phone that has another edition fetches everything anew.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

WORKER = "portal/tdu-luring.js"
MODULES = (
    "portal/tdu-halaman.mjs", "portal/tdu-periksa.mjs", "portal/tdu-kamera.mjs",
    "vendor/qr/decode.js", "vendor/qr/index.js", "vendor/ed25519.js",
    "vendor/fonts/plus-jakarta-sans-latin-wght-normal.woff2",
)  # fmt: skip
NAMED = (
    "portal/tdu.css", "portal/tdu-halaman.mjs", "programmes/cards.css", "kit/favicon.svg",
    "vendor/tabler.min.css", "kit/binaan.css", "kit/components.css", "kit/search.css",
    "kit/print.css", "kit/app.js", "kit/search.js", "django_htmx/htmx-2.min.js",
    "vendor/fonts/plus-jakarta-sans-latin-wght-normal.woff2",
)  # fmt: skip


def addresses() -> list[str]:
    """Every file the page needs, hashed and, where modules name it, plain."""
    plain = [f"{settings.STATIC_URL}{name}" for name in MODULES]
    return list(dict.fromkeys([*plain, *(static(name) for name in NAMED)]))


@cache
def edition() -> str:
    """Twelve letters that change with any of the files or with the page."""
    digest = hashlib.sha256()
    templates = Path(__file__).parent / "templates" / "portal"
    found = [finders.find(name) for name in (*MODULES, *NAMED, WORKER)]
    for path in [*filter(None, found), *sorted(templates.glob("tdu*.html"))]:
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:12]


def worker_source() -> str:
    """The service worker's own words."""
    return Path(str(finders.find(WORKER))).read_text("utf-8")
