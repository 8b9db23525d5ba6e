"""A line between a browser and the site: it can be cut, and lose what comes back.

Playwright's own `set_offline` reaches pages, and not what a service worker sends by
itself; the line cuts off both.
"""

import http.client
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR
from threading import Thread
from urllib.parse import urlsplit

# Belongs to one connection, so it is not passed on.
OF_THE_LINE = {"connection", "keep-alive", "transfer-encoding", "content-length"}


class Line(ThreadingHTTPServer):
    """The proxy: `url` for the browser, and what it is told to lose or to change."""

    daemon_threads = True

    def __init__(self, site):
        super().__init__(("127.0.0.1", 0), Carrier)
        self.site = urlsplit(site.url)
        self.url = f"http://localhost:{self.server_address[1]}"
        self.is_cut = False
        self.stopping = set()  # paths that do not get through to the site
        self.losing = {}  # path: how many answers are still to be lost
        self.lost = []  # the status of each that was
        self.rewriting = {}  # path: what to do to its body

    def cut(self, page):
        """Take the line away from a browser."""
        self.is_cut = True
        page.context.set_offline(True)

    def connect(self, page, *, silently=False):
        """Give the line back, and let the page hear of it as on a phone.

        Where the line was lost before the page was opened, Playwright tells it nothing.
        """
        self.is_cut = False
        page.context.set_offline(False)
        if not silently:
            page.evaluate("dispatchEvent(new Event('online'))")

    def handle_error(self, request, client_address):
        """Say nothing of a browser that went away."""


class Carrier(BaseHTTPRequestHandler):
    """Carries one request to the site, and its answer back, or not."""

    protocol_version = "HTTP/1.1"

    def carry(self):
        """Ask the site; then answer, unless this answer is to be lost."""
        path = urlsplit(self.path).path
        if self.server.is_cut or path in self.server.stopping:
            self.hang_up()
            return
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        status, headers, said = self.ask(body)
        if self.server.losing.get(path):
            self.server.losing[path] -= 1
            self.server.lost.append(status)
            self.hang_up()  # the site has committed; nobody hears of it
            return
        if rewrite := self.server.rewriting.get(path):
            said = rewrite(said)
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in OF_THE_LINE:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(said)

    do_GET = do_POST = do_HEAD = carry  # noqa: N815 - the library's names

    def hang_up(self):
        """End the connection without a word."""
        self.close_connection = True
        self.connection.shutdown(SHUT_RDWR)

    def ask(self, body):
        """Return the site's answer, whole; the site may have hung up meanwhile."""
        site = self.server.site
        headers = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
        headers["Accept-Encoding"] = "identity"
        line = http.client.HTTPConnection(site.hostname, site.port, timeout=120)
        with closing(line):
            line.request(self.command, self.path, body, headers)
            answer = line.getresponse()
            said = answer.read()
        return answer.status, answer.getheaders(), said

    def log_message(self, *_anything):
        """Keep quiet."""


@contextmanager
def line_to(site):
    """Open a line to the site."""
    with Line(site) as line:
        thread = Thread(target=line.serve_forever, args=[0.02], daemon=True)
        thread.start()
        yield line
        line.shutdown()
        thread.join()
