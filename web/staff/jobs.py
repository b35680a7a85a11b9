"""Long work of the desk: each job is a row that tells how far it is, carried out by a process of its own (web/staff/work.py)."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import DateTime, Engine, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from knowledge.settings import ROOT
from knowledge.store import Base, now, transaction

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
_SILENT = timedelta(minutes=30)
_LOG_KEPT = 20_000

Runner = Callable[[int], None]


class JobRow(Base):
    """A piece of long work: what, about what, how far (percent), what it said."""

    __tablename__ = "staff_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), index=True)
    subject: Mapped[str] = mapped_column(String(120), index=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    percent: Mapped[int] = mapped_column(default=0)
    log: Mapped[str] = mapped_column(Text, default="")
    by: Mapped[str] = mapped_column(String(80))
    at: Mapped[datetime] = mapped_column(DateTime, default=now)
    heard_at: Mapped[datetime] = mapped_column(DateTime, default=now)


@dataclass(frozen=True)
class Job:
    """What is to be done: its kind, about what, asked by whom."""

    kind: str
    subject: str
    by: str


def start_job(engine: Engine, run: Runner, job: Job) -> int:
    """Start a job unless the same is under way; returns its id."""
    going = current_job(engine, job.kind, job.subject)
    if going is not None and going.state in (WAITING, RUNNING):
        return going.id
    with transaction(engine) as session:
        row = JobRow(kind=job.kind, subject=job.subject, state=WAITING, percent=0, log="", by=job.by, at=now(), heard_at=now())
        session.add(row)
        session.flush()
        number = row.id
    run(number)
    return number


def current_job(engine: Engine, kind: str, subject: str) -> JobRow | None:
    """The newest job of a kind about something; one that has been silent for half an hour has failed."""
    with transaction(engine) as session:
        chosen = select(JobRow).where(JobRow.kind == kind, JobRow.subject == subject).order_by(JobRow.id.desc()).limit(1)
        row = session.scalar(chosen)
        if row is not None and row.state in (WAITING, RUNNING) and row.heard_at < now() - _SILENT:
            row.state = FAILED
        return row


def tell_job(engine: Engine, job_id: int, *, percent: int | None = None, state: str | None = None, line: str = "") -> None:
    """Note how far a job is."""
    with transaction(engine) as session:
        row = session.get_one(JobRow, job_id)
        row.heard_at = now()
        row.percent = row.percent if percent is None else percent
        row.state = state or row.state
        row.log = (row.log + (f"{line}\n" if line else ""))[-_LOG_KEPT:]


def run_apart(job_id: int) -> None:
    """Carry a job out in a process of its own, with low priority, so that residents' questions come first."""
    command = ["nice", "-n", "10", sys.executable, "-m", "web.staff.work", str(job_id)]
    subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}, start_new_session=True)
