"""Learning anew: counted, started by staff or by the clock, and taken up by those who answer."""

import pytest
from sqlalchemy import select

from knowledge.search import artefacts
from knowledge.search.confidence import Calibration, Confidence
from knowledge.search.domain import Domain
from knowledge.search.evidence import EVIDENCE
from knowledge.search.ranking import Thresholds
from knowledge.store import EntryRow, mark_published, publication_version, transaction
from tests.staff_desk import CERTIFICATES, small_catalogue
from web.staff import clockwork
from web.staff.jobs import DONE, FAILED, current_job
from web.staff.people.audit import AuditRow
from web.staff.questions import confirmed, learning
from web.staff.questions.confirmed import KIND, SUBJECT, count_confirmed, learned_before, learning_due


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    """Nothing that a test learns reaches the search of the others."""
    for module in (confirmed, learning):
        monkeypatch.setattr(module, "search_folder", lambda: tmp_path / "search")
    monkeypatch.setattr(confirmed, "load_catalogue", small_catalogue)
    monkeypatch.setattr(learning, "load_catalogue", small_catalogue)


@pytest.fixture
def fitted(monkeypatch):
    """What the fitting was asked to do, instead of minutes of doing it."""
    asked = []

    def build(folder, catalogue, _lexicon, *, confirmed):
        asked.append((len(catalogue.entries), confirmed))
        keep_learned(folder, confirmed)

    monkeypatch.setattr(learning, "build_models", build)
    monkeypatch.setattr(learning, "load_lexicon", lambda _folder, _added: artefacts.load_lexicon(artefacts.search_folder()))
    return asked


def keep_learned(folder, count):
    served = artefacts.load_confidence(folder) or Confidence(Calibration(EVIDENCE, (0.0,) * len(EVIDENCE), 0.0), Thresholds(0.4, 0.1), Domain())
    artefacts.save_confidence(folder, served, {"confirmed": count})


def publish_phrasings(desk, count):
    with transaction(desk.engine) as session:
        row = session.get_one(EntryRow, CERTIFICATES)
        row.body = row.body | {"phrasings": [*row.body["phrasings"], *(f"{number}番目の聞き方" for number in range(count))]}
        mark_published(session)


def test_what_the_files_have_is_not_counted():
    assert count_confirmed(small_catalogue(), small_catalogue()) == 0


@pytest.mark.parametrize(("count", "due"), [(0, False), (19, False), (20, True)])
def test_is_due_once_enough_is_new(desk, count, due):
    publish_phrasings(desk, count)
    assert learning_due(desk.engine) is due


def test_is_due_again_only_with_new_ones(desk, tmp_path):
    publish_phrasings(desk, 25)
    keep_learned(tmp_path / "search", 25)
    assert not learning_due(desk.engine) and learned_before() == 25


def test_staff_start_it_and_readers_are_told(desk, fitted):
    publish_phrasings(desk, 3)
    before = publication_version(desk.engine)
    shonin = desk.client("shonin")
    assert "検索の学習を始める" in shonin.get("/staff/suggestions").text
    assert desk.post(shonin, "/staff/learning").status_code == 302
    assert current_job(desk.engine, KIND, SUBJECT).state == DONE
    assert fitted == [(len(small_catalogue().entries), 3)]
    assert "今までと同じ方法で" in shonin.get("/staff/suggestions").text
    assert publication_version(desk.engine) == before + 1 and "言い方 3件" in shonin.get("/staff/suggestions").text
    with transaction(desk.engine) as session:
        assert {"learning_started", "search_learned"} <= set(session.scalars(select(AuditRow.action)))


def test_a_failure_changes_nothing(desk, monkeypatch):
    def fail(*_arguments, **_options):
        raise OSError("disk full")

    monkeypatch.setattr(learning, "build_models", fail)
    before = publication_version(desk.engine)
    shonin = desk.client("shonin")
    desk.post(shonin, "/staff/learning")
    assert current_job(desk.engine, KIND, SUBJECT).state == FAILED and publication_version(desk.engine) == before
    assert "今の検索が答え続けています" in shonin.get("/staff/suggestions").text


@pytest.mark.parametrize(("due", "started"), [(True, [(KIND, SUBJECT)]), (False, [])])
def test_the_clock_starts_it_when_it_is_due(monkeypatch, due, started):
    jobs = []
    monkeypatch.setattr(clockwork, "learning_due", lambda _engine: due)
    monkeypatch.setattr(clockwork, "start_job", lambda _engine, _run, job: jobs.append((job.kind, job.subject)))
    clockwork._learn(None)
    assert jobs == started
