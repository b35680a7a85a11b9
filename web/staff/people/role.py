"""The four roles; each may do what those before it may."""

from enum import StrEnum


class Role(StrEnum):
    """Viewers read, editors draft, approvers publish, administrators manage everything."""

    VIEWER = "viewer"
    EDITOR = "editor"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        """The role's name for people."""
        return _LABELS[self]

    def covers(self, needed: "Role") -> bool:
        """Whether this role may do what `needed` may."""
        return _ORDER.index(self) >= _ORDER.index(needed)


_ORDER = tuple(Role)
_LABELS = {Role.VIEWER: "閲覧者", Role.EDITOR: "編集者", Role.APPROVER: "承認者", Role.ADMINISTRATOR: "管理者"}
