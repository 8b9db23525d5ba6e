"""Tells every process of the web server when the server itself was started."""

import os
import time

# a process that replaces another one is no new start
os.environ.setdefault("STAFET_STARTED", str(time.time()))
