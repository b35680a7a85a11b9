"""What can go wrong in web; one root."""


class WebError(Exception):
    """The root of this folder's errors."""


class BadSetting(WebError):
    """A setting is missing or wrong; the text names it and the cure."""


class DialogueUnavailable(WebError):
    """Rasa did not answer, or not in time."""


class QueueUnavailable(WebError):
    """The queue of background jobs did not take a job."""
