"""The webhook's signature: HMAC-SHA256 over the time and the raw body, compared in constant time."""

import hashlib
import hmac

TIME_HEADER = "X-Madoguchi-Timestamp"
SIGNATURE_HEADER = "X-Madoguchi-Signature"
MAX_AGE_SECONDS = 300


def sign(secret: str, timestamp: str, body: bytes) -> str:
    """The signature's header value for a body sent at a time (Unix seconds as text)."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(secret: str, headers: tuple[str, str], body: bytes, *, clock: float) -> bool:
    """Whether (time, signature) fit the body and the time is within five minutes of now."""
    timestamp, signature = headers
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) < 16) or abs(clock - int(timestamp)) > MAX_AGE_SECONDS:
        return False
    return hmac.compare_digest(sign(secret, timestamp, body).encode(), signature.encode())
