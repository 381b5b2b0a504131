"""What granian loads: our application, in a process that ends when its parent is killed."""

import os

from django.core.wsgi import get_wsgi_application

from binaan.kit.processes import die_with_parent

die_with_parent()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
