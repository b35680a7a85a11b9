"""The staff's desk at /staff: keep answers right, learn from residents' questions, see how it goes."""

from web.staff.opening import open_desk

__all__ = ["open_desk"]
