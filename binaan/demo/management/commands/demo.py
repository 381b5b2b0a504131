"""`manage.py demo` loads two regencies; `--accounts` tells who signs in and how."""

from django.conf import settings

from binaan.access.models import User
from binaan.demo import loading, staffing
from binaan.kit.commands import JsonCommand, Refused


class Command(JsonCommand):
    help = "Muat data contoh: kantor, akun, dan daftar usaha Bekasi (semuanya rekaan)."

    def arguments(self, parser):
        parser.add_argument(
            "--accounts", action="store_true", help="Hanya sebutkan akun contoh dan sandinya."
        )

    def answer(self, *, accounts=False, json=False, **options):
        if accounts:
            return staffing.accounts()
        if not settings.DEMO:
            raise Refused("Data contoh dimatikan (BINAAN_DEMO=0); tidak ada yang dimuat.")
        if User.objects.exists() and not User.objects.filter(is_demo=True).exists():
            raise Refused(
                "Sudah ada akun yang bukan contoh di sini, jadi data contoh tidak dimuat: sandinya "
                "diketahui umum. Pakai BINAAN_HOME lain untuk mencoba."
            )
        return loading.load(self.stderr_line if json else self.line)

    def as_text(self, answer) -> str:
        if isinstance(answer, dict):
            return "· data contoh lengkap"
        return "\n".join(
            f"  {one['username']:<13} {one['password']:<18} {one['role_label'] or '-'}, "
            f"{one['place_name'] or '-'}"
            for one in answer
        )

    def line(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def stderr_line(self, text: str) -> None:
        """Progress beside JSON, which alone may stand on standard output."""
        self.stderr.write(text, self.style.NOTICE)
