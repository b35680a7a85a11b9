"""What can go wrong between us and LINE; a branch of web's root."""

from web.errors import WebError


class LineError(WebError):
    """The root of this folder's errors. The text names status and kind, never a resident's words."""


class LineBusy(LineError):
    """LINE did not take the call (429, 5xx, no connection): the same call may be made again."""

    def __init__(self, reason: str, retry_after: float = 0.0) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class LineSilent(LineError):
    """The call went out and no answer came: LINE may or may not have acted on it."""


class TokenRefused(LineError):
    """The reply token is used up or too old."""


class LineRefused(LineError):
    """LINE will never take this call (400, 401, 403, 404, monthly limit)."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(f"{status} {reason}")
        self.status = status


class NoticeError(WebError):
    """A notice can't do what was asked of it; the text tells staff why and what to do."""
