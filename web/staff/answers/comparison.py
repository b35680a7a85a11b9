"""Carries out the answer diff of a review: the clerk that serves now beside the one that would."""

from collections.abc import Callable

from sqlalchemy import Engine

from knowledge.catalogue import Catalogue
from knowledge.clerk import Clerk, build_clerk
from knowledge.search.search import Search
from knowledge.store import read_published, transaction
from knowledge.synonym_store import stored_synonyms
from web.staff.answers.answer_diff import Before, Progress, changed_catalogue, compare, count_questions, keep_report, report_key, stored_questions
from web.staff.answers.review import ReviewRow, drafts_in
from web.staff.jobs import Job, Runner, start_job

KIND = "compare"

Say = Callable[[str], None]


def start_comparison(engine: Engine, run: Runner, review_id: int, by: str) -> None:
    """Have a review's answer diff computed, unless that is under way."""
    start_job(engine, run, Job(KIND, str(review_id), by))


def compare_review(engine: Engine, review_id: int, say: Say, tell: Progress) -> None:
    """Compute the answer diff of a review and keep it.

    The report's key is taken before anything published is read: what is published meanwhile makes the report an old one.
    """
    with transaction(engine) as session:
        drafts, key = drafts_in(session, review_id), report_key(session, review_id)
        municipality = session.get_one(ReviewRow, review_id).municipality
    say("公開中の内容を読み込んでいます")
    catalogue, words = read_published(engine), stored_synonyms(engine)
    clerks = Before(clerk_over(catalogue, words), clerk_over(changed_catalogue(catalogue, drafts), words))
    questions = stored_questions(engine, municipality)
    left_out = max(0, count_questions(engine, municipality) - len(questions))
    say(f"実際の質問 {len(questions)} 件で比べています")
    keep_report(engine, review_id, key, compare(clerks, questions, municipality, tell) | {"left_out": left_out})


def clerk_over(catalogue: Catalogue, words: tuple[tuple[str, ...], ...]) -> Clerk:
    """A clerk over a catalogue with the staff's synonyms."""
    return build_clerk(catalogue, Search(catalogue.entries, synonyms=words))
