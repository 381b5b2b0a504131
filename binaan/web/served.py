"""What granian loads: our application, in a process that ends when its parent is killed."""

import os

from django.core.wsgi import get_wsgi_application
from django.db.backends.signals import connection_created

from binaan.kit.processes import die_with_parent


def keep_little(*, connection, **_signal) -> None:
    """Each thread keeps a connection open: on SQLite 16 MB of the store in memory, not an import's 64."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size=-16384")


die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
connection_created.connect(keep_little)
application = get_wsgi_application()
