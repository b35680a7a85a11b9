"""A stand-in for Rasa's HTTP server that says what a test tells it to."""

import json
import threading
import time
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What the dialogue says in the middle of the procedure guide (bot/responses.yml).
ASKS_FOR_CARD = {
    "custom": {"language": "ja", "resolution": "clarifying", "reason": "procedure", "sentence": "ask_card", "choices": ["have_card", "have_no_card"]}
}

# Danger in residents' words, and the number that must come back whatever the dialogue is in the middle of.
DANGERS = [("家が燃えています", "119"), ("子どもが殴られている", "189"), ("死にたい", "0120-279-338")]


class Stalling:
    """Rasa repeating what it is told, one message after the other, as a conversation's lock has it; stuck until so many have come."""

    def __init__(self, until):
        self._until, self._came, self._turn, self.done = until, 0, threading.Condition(), []

    def __call__(self, body):
        """The bot's messages for a request."""
        with self._turn:
            place, self._came = self._came, self._came + 1
            self._turn.notify_all()
            self._turn.wait_for(lambda: self._came >= self._until and len(self.done) == place, timeout=10)
            self.done.append(body["message"])
            self._turn.notify_all()
        told = {"type": "text", "text": f"「{body['message']}」について"}
        return [{"custom": {"resolution": "answered", "reason": "confident_match", "municipality": "ogaki", "replies": [told]}}]


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        """Keep quiet."""

    def do_GET(self):
        self._send(200, {"status": "ok"})

    def do_POST(self):
        server = self.server
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server.received.append((self.headers["Authorization"], body))
        time.sleep(server.delay)
        parts = server.parts(body) if callable(server.parts) else server.parts
        with suppress(ConnectionError):  # who asked has given up waiting
            self._send(server.status, parts)

    def _send(self, status, value):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def rasa_stand_in(parts, *, status=200, delay=0.0):
    """Serve `parts` as the bot's messages, or what they make of the request when they are a function; yields the server with `.url` and `.received`."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.parts, server.status, server.delay, server.received = parts, status, delay, []
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
