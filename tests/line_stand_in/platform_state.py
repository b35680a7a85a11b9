"""What LINE's platform would know: reply tokens, retry keys, what was sent to whom, rich menus, faults to play."""

import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

TOKEN_SECONDS = 60.0


@dataclass(frozen=True)
class Sent:
    """One accepted call: reply, push or multicast."""

    kind: str
    to: str
    messages: list[dict[str, Any]]
    token: str = ""
    retry_key: str = ""


@dataclass
class Fault:
    """What to do wrong with calls whose path contains `path`: `status` (0: don't answer), before or after having acted."""

    path: str
    status: int
    times: int = 1
    after: bool = False
    seconds: float = 0.0
    message: str = "The API rate limit has been exceeded. Try again later."
    headers: dict[str, str] = field(default_factory=dict)


class Platform:
    """The platform's memory, shared by the server's threads and the test."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.tokens: dict[str, tuple[str, float]] = {}
        self.sent: list[Sent] = []
        self.retry_keys: dict[str, str] = {}
        self.faults: list[Fault] = []
        self.loading: list[str] = []
        self.refused: list[str] = []
        self.rich_menus: dict[str, dict[str, Any]] = {}
        self.pictures: dict[str, bytes] = {}
        self.default_menu = ""
        self.quota: int | None = None
        self.used = 0
        self.blocked: set[str] = set()
        self.token_seconds = TOKEN_SECONDS
        self.calls: Counter[str] = Counter()

    def issue_token(self, chat: str) -> str:
        token = uuid.uuid4().hex
        with self.lock:
            self.tokens[token] = (chat, time.monotonic())
        return token

    def use_token(self, token: str) -> str | None:
        """The chat that a token is good for, once."""
        with self.lock:
            chat, issued = self.tokens.pop(token, ("", 0.0))
            return chat if chat and time.monotonic() - issued < self.token_seconds else None

    def expire_tokens(self) -> None:
        with self.lock:
            self.tokens.clear()

    def fail(self, path: str, status: int, **options: Any) -> None:
        with self.lock:
            self.faults.append(Fault(path, status, **options))

    def next_fault(self, path: str) -> Fault | None:
        with self.lock:
            fault = next((fault for fault in self.faults if fault.path in path), None)
            if fault:
                fault.times -= 1
                if fault.times <= 0:
                    self.faults.remove(fault)
            return fault

    def texts(self, chat: str) -> list[str]:
        """What a chat has been shown, in order."""
        with self.lock:
            return [message.get("text") or message["altText"] for sent in self.sent if chat in sent.to.split(",") for message in sent.messages]
