"""What can go wrong at the staff's desk; one root. The text of each is shown to staff."""

from web.errors import WebError


class StaffError(WebError):
    """The root of this folder's errors; its text is plain Japanese with a next step."""


class Refused(StaffError):
    """What was asked can't be done now; the text says why and what to do."""


class Stale(StaffError):
    """Somebody else changed the same thing in between."""


class BadSheet(StaffError):
    """An uploaded file can't be read at all."""


class Unavailable(StaffError):
    """A service behind the desk (Rasa, the identity provider) did not answer."""
