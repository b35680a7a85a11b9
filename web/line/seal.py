"""LINE's user ids at rest: sealed for the key in the settings alone, and a keyed hash to find and log people by."""

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from web.line.errors import LineError

_HASH_LENGTH = 40


class Seal:
    """Seals and opens text with one key (MADOGUCHI_LINE_KEY, any string of 16 characters or more)."""

    def __init__(self, key: str) -> None:
        digest = hashlib.sha256(b"madoguchi-line-seal:" + key.encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(digest))
        self._hash_key = hashlib.sha256(b"madoguchi-line-hash:" + key.encode()).digest()

    def close(self, value: Any) -> str:
        """A JSON value, sealed."""
        return self._fernet.encrypt(json.dumps(value).encode()).decode()

    def open(self, sealed: str) -> Any:
        """The value that was sealed. LineError when another key sealed it."""
        try:
            return json.loads(self._fernet.decrypt(sealed.encode()))
        except InvalidToken:
            raise LineError("MADOGUCHI_LINE_KEY が、保存したときの値と違います。元の値に戻してください。") from None

    def name(self, account: str, source: str) -> str:
        """The hash that stands for a LINE user, group or room in tables and logs; can't be reversed without the key."""
        return hmac.new(self._hash_key, f"{account}/{source}".encode(), hashlib.sha256).hexdigest()[:_HASH_LENGTH]
