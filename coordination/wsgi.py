"""The entry for gunicorn."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coordination.settings")
application = get_wsgi_application()
# The code of every page is read before anybody is let in; otherwise the first visitor
# of each process waits for it, on a busy machine for many seconds.
import_module(settings.ROOT_URLCONF)
