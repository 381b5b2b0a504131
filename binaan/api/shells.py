"""What the phone keeps of Binaan itself: the pages, scripts and pictures it works with offline.

None of it says anything about anybody. Addresses in the modules themselves have no hash in their
names (they name each other), so the edition of the whole is a hash over the content of all.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

PAGES = ("/lapangan/", "/lapangan/isi/", "/lapangan/hari-ini/")
MODULES = (
    "api/calendar.mjs", "api/forms.mjs", "api/labels.mjs", "api/link.mjs", "api/parts.mjs", "api/picture.mjs",
    "api/presence.mjs", "api/scan.mjs", "api/sending.mjs", "api/sign.mjs", "api/store.mjs",
    "vendor/qr/decode.js", "vendor/qr/index.js",
    "vendor/web-forms/engine.js", "vendor/web-forms/vue.js", "vendor/web-forms/map.js",
    "vendor/fonts/plus-jakarta-sans-latin-wght-normal.woff2",
)  # fmt: skip
NAMED = (
    "api/day.mjs", "api/fill.mjs", "api/home.mjs", "api/icon-192.png", "api/phone.css",
    "kit/binaan.css", "kit/components.css", "kit/favicon.svg",
    "vendor/fonts/plus-jakarta-sans-latin-wght-normal.woff2", "vendor/tabler.min.css",
    "vendor/web-forms/engine.css",
)  # fmt: skip


def addresses() -> list[str]:
    """Everything the service worker fetches once and serves without a network."""
    plain = [f"{settings.STATIC_URL}{name}" for name in MODULES]
    return [*PAGES, *dict.fromkeys([*plain, *(static(name) for name in NAMED)])]


@cache
def edition() -> str:
    """Twelve letters that change with any part: phones then fetch all of them anew."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent / "templates" / "api"
    for path in sorted(folder.glob("phone*")):
        digest.update(path.read_bytes())
    for name in sorted({*MODULES, *NAMED}):
        found = finders.find(name)
        digest.update(Path(found).read_bytes() if found else name.encode())
    return digest.hexdigest()[:12]
