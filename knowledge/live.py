"""The clerk that serves now: what is published is told at once, and found by its new words as soon as the index is rebuilt."""

import logging
import threading

from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.clerk import Clerk, build_clerk
from knowledge.errors import KnowledgeError
from knowledge.search.search import Search
from knowledge.settings import KnowledgeSettings
from knowledge.store import open_engine, publication_version, read_published
from knowledge.synonym_store import stored_synonyms

POLL_SECONDS = 0.25

_log = logging.getLogger(__name__)


class LiveClerk:
    """Holds the newest whole clerk; readers take `clerk` once per message and never see a half-built one."""

    def __init__(self, engine: Engine, settings: KnowledgeSettings) -> None:
        self.engine = engine
        self._settings = settings
        self._stop = threading.Event()
        self._version = publication_version(engine)
        self.clerk = self._indexed(self._published())

    def _published(self) -> Catalogue:
        return _served(read_published(self.engine), self._settings.municipalities)

    def _indexed(self, catalogue: Catalogue) -> Clerk:
        return build_clerk(catalogue, Search(catalogue.entries, synonyms=stored_synonyms(self.engine)))

    def watch(self) -> None:
        """Look for published changes from now on, in a daemon thread."""
        threading.Thread(target=self._watch, name="publication", daemon=True).start()

    def stop(self) -> None:
        """End the watching thread."""
        self._stop.set()

    def _watch(self) -> None:
        while not self._stop.wait(POLL_SECONDS):
            try:
                self.refresh()
            except KnowledgeError as error:
                # The old clerk goes on answering; the next round tries again.
                _log.warning("published knowledge could not be read: %s", error)

    def refresh(self) -> bool:
        """Serve what was published since, if anything was; tells whether it was."""
        version = publication_version(self.engine)
        if version == self._version:
            return False
        catalogue = self._published()
        # The texts change now, by the index there is; a second later the new index finds new phrasings too.
        self.clerk = build_clerk(catalogue, self.clerk.search)
        self.clerk, self._version = self._indexed(catalogue), version
        return True


def open_live_clerk(settings: KnowledgeSettings) -> LiveClerk:
    """Connect, build the clerk and keep it fresh."""
    live = LiveClerk(open_engine(settings.database_url), settings)
    live.watch()
    return live


def _served(catalogue: Catalogue, municipalities: tuple[str, ...]) -> Catalogue:
    if not municipalities:
        return catalogue
    return Catalogue({name: city for name, city in catalogue.municipalities.items() if name in municipalities})
