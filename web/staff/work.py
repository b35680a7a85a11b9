"""Carries out one job: `python -m web.staff.work JOB`; started by web/staff/jobs.py."""

import sys
import traceback
from collections.abc import Callable

from sqlalchemy import Engine

from knowledge.store import open_engine, read_published, transaction
from web.settings import Settings, read_settings
from web.staff.answers.comparison import KIND as COMPARE
from web.staff.answers.comparison import compare_review
from web.staff.dialogue.confusion import keep_confusions
from web.staff.dialogue.example import current_examples
from web.staff.dialogue.find_confusion import find_confusions
from web.staff.dialogue.training import confusion_file, train
from web.staff.errors import StaffError
from web.staff.jobs import DONE, FAILED, RUNNING, JobRow, tell_job
from web.staff.questions.confirmed import KIND as LEARN
from web.staff.questions.grouping import group_inbox
from web.staff.questions.learning import learn_anew
from web.staff.questions.suggestion import suggest


def main(job_id: int) -> int:
    """Do the job and tell how it ended; returns the exit code."""
    settings = read_settings()
    return carry_out(open_engine(settings.knowledge.database_url), settings, job_id)


def carry_out(engine: Engine, settings: Settings, job_id: int) -> int:
    """Do a job. Whatever goes wrong is told in the job's row: the outer net of this process."""
    with transaction(engine) as session:
        row = session.get_one(JobRow, job_id)
        kind, subject = row.kind, row.subject
    tell_job(engine, job_id, state=RUNNING, percent=0)
    try:
        _WORK[kind](engine, settings, job_id, subject)
    except Exception as error:
        reason = str(error) if isinstance(error, StaffError) else "".join(traceback.format_exception_only(error)).strip()
        tell_job(engine, job_id, state=FAILED, line=reason)
        return 1
    tell_job(engine, job_id, state=DONE, percent=100)
    return 0


def compare_answers(engine: Engine, _settings: Settings, job_id: int, subject: str) -> None:
    """The answer diff of a review."""
    compare_review(engine, int(subject), lambda line: tell_job(engine, job_id, line=line), lambda percent: tell_job(engine, job_id, percent=percent))


def _group(engine: Engine, _settings: Settings, job_id: int, subject: str) -> None:
    count = group_inbox(engine, subject)
    tell_job(engine, job_id, percent=70, line=f"{count} 個のまとまりになりました")
    proposed = suggest(engine, subject, read_published(engine))
    tell_job(engine, job_id, line=f"提案は {proposed} 件です")


def _train(engine: Engine, settings: Settings, job_id: int, _subject: str) -> None:
    train(engine, settings, job_id)


def _confuse(engine: Engine, settings: Settings, _job_id: int, _subject: str) -> None:
    keep_confusions(confusion_file(settings), find_confusions(current_examples(engine)))


def _learn(engine: Engine, _settings: Settings, job_id: int, _subject: str) -> None:
    learn_anew(engine, job_id)


_WORK: dict[str, Callable[[Engine, Settings, int, str], None]] = {
    COMPARE: compare_answers,
    "group": _group,
    "train": _train,
    "confuse": _confuse,
    LEARN: _learn,
}


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
