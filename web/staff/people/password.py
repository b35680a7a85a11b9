"""Passwords: hashed with argon2, long enough, and not the name."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from web.staff.errors import Refused

MIN_CHARACTERS = 12
MAX_CHARACTERS = 200

# Compared against when the name is unknown, so that the time tells nothing.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$qD83Rrw5uGo/uW341WsqwQ$RPP7jgPyDKS/6TImp392bNhQ+Z41EVw5Kpg6iPuN/gY"


def hash_password(password: str, name: str) -> str:
    """The argon2id hash; Refused for a password that is too short, too long, uniform or the name."""
    if not MIN_CHARACTERS <= len(password) <= MAX_CHARACTERS:
        raise Refused(f"パスワードは{MIN_CHARACTERS}文字以上{MAX_CHARACTERS}文字以内にしてください。")
    if name.lower() in password.lower() or len(set(password)) < 5:
        raise Refused("名前を含むパスワードや、同じ文字のくり返しは使えません。別のパスワードにしてください。")
    return PasswordHasher().hash(password)


def password_matches(password_hash: str | None, password: str) -> bool:
    """Whether a password fits; takes as long when there is no hash."""
    try:
        return PasswordHasher().verify(password_hash or _NOBODY, password[:MAX_CHARACTERS]) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False
