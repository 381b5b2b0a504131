"""Pages for what went wrong: plain Bahasa, and a code that also stands in the log.

The code lets a person on the telephone and the log meet without telling addresses or names.
"""

import logging
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from binaan.web.menu import theme_of

log = logging.getLogger("binaan.errors")

# Without 0, O, 1, I, L: read out on the telephone they are taken for each other.
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"

PAGES = {
    400: (
        "Permintaan tidak terbaca",
        "Peramban mengirim sesuatu yang tidak dapat kami baca.",
        "Kembali ke halaman sebelumnya, muat ulang, lalu coba sekali lagi.",
    ),
    403: (
        "Anda tidak bertugas di halaman ini",
        "Halaman ini hanya untuk orang yang ditugaskan.",
        "Bila Anda memerlukannya untuk bekerja, mintalah penugasan kepada administrator kantor.",
    ),
    404: (
        "Halaman tidak ditemukan",
        "Alamat ini tidak ada, sudah dipindahkan, atau berada di luar wilayah tugas Anda.",
        "Periksa alamatnya, atau cari namanya dari meja kerja.",
    ),
    429: (
        "Terlalu banyak percobaan masuk",
        "Nama pengguna atau kata sandi salah berkali-kali, jadi pintu ini dikunci sementara.",
        "Tunggu seperempat jam lalu coba lagi. Bila lupa kata sandi, hubungi administrator kantor.",
    ),
    500: (
        "Ada yang rusak di pihak kami",
        "Halaman ini gagal dibuat. Data Anda tetap seperti sebelumnya.",
        "Coba lagi sebentar lagi. Bila tetap begitu, beri tahu pengelola.",
    ),
}
EXPIRED = (
    "Halaman ini sudah terlalu lama terbuka",
    "Demi keamanan, isian dari halaman lama tidak diterima. Belum ada yang tersimpan.",
    "Buka lagi halamannya, lalu isi sekali lagi.",
)


def new_code(status: int) -> str:
    """404 -> 404-K7QF2M."""
    return f"{status}-" + "".join(secrets.choice(LETTERS) for _ in range(6))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403; a refusal may bring its own sentence: `PermissionDenied("…")`."""
    return _answer(request, 403, sentence=str(exception or ""))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token: an old page, or cookies switched off."""
    return _answer(request, 403, words=EXPIRED, why=reason)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _answer(request, 404)


def locked(request: HttpRequest, response=None, credentials=None) -> HttpResponse:
    """429 after repeated wrong passwords (AXES_LOCKOUT_CALLABLE)."""
    return _answer(request, 429, home_label="Kembali ke halaman masuk")


def broken(request: HttpRequest) -> HttpResponse:
    """500, drawn without database and session, for these may be what broke."""
    code = new_code(500)
    log.error("%s %s %s", code, request.method, request.path, exc_info=True)
    html = render_to_string("kit/error.html", _context(request, 500, code, PAGES[500]))
    return HttpResponse(html, status=500)


def _answer(
    request: HttpRequest,
    status: int,
    *,
    words: tuple[str, str, str] | None = None,
    sentence: str = "",
    why: str = "",
    home_label: str = "",
) -> HttpResponse:
    # The path without its query: people search for names and NIK.
    code = new_code(status)
    log.warning("%s %s %s %s", code, request.method, request.path, why)
    context = _context(request, status, code, words or PAGES[status])
    context["sentence"] = sentence or context["sentence"]
    context["home_label"] = home_label
    return render(request, "kit/error.html", context, status=status)


def _context(request: HttpRequest, status: int, code: str, words: tuple[str, str, str]) -> dict:
    heading, sentence, advice = words
    return {
        "heading": heading,
        "sentence": sentence,
        "advice": advice,
        "code": code,
        "status": status,
        "home": "/",
        "theme": theme_of(request),
        "demo": settings.DEMO,
    }
