"""What can go wrong in knowledge; one root, so that callers catch one thing."""


class KnowledgeError(Exception):
    """The root of this folder's errors. Its text is one line for staff, never for residents."""


class BadFile(KnowledgeError):
    """A knowledge file is not as docs/knowledge-format.md says: file, entry, field, reason."""

    def __init__(self, file: str, place: str, field: str, reason: str) -> None:
        super().__init__(f"{file}: {place}: {field}: {reason}")


class SearchError(KnowledgeError):
    """The search could not be carried out."""


class StoreError(KnowledgeError):
    """The database could not be read or written."""


class IngestError(KnowledgeError):
    """A document could not be read or taken in."""


class SkeletonError(KnowledgeError):
    """A new municipality's folder could not be made."""
