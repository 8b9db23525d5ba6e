"""A mail server that keeps everything it is given, each copy by itself."""

import contextlib
import socketserver
import threading


class Talk(socketserver.StreamRequestHandler):
    """What a mail server says to one sender."""

    def handle(self):
        self.say("220 post.example.org")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"RCPT":
                self.say(self.server.answer)
            elif word == b"DATA":
                self.say("354 go on")
                self.server.taken.append(self.read_mail())
                self.say("250 taken")
            elif word == b"QUIT":
                self.say("221 goodbye")
                return
            else:
                self.say("250 post.example.org")

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def read_mail(self):
        lines = iter(self.rfile.readline, b".\r\n")
        return b"".join(lines).decode()


class Server(socketserver.ThreadingTCPServer):
    """The server; `answer` is what it says to each recipient, `taken` what it has."""

    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """Say nothing of a sender that was killed in the middle."""


@contextlib.contextmanager
def serving():
    """Give a mail server that takes everything, until it is told otherwise."""
    with Server(("127.0.0.1", 0), Talk) as server:
        server.answer, server.taken = "250 yes", []
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()
