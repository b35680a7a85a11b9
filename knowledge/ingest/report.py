"""What an intake did, in Japanese lines for the person who started it."""

from collections.abc import Iterator, Sequence

from knowledge.ingest.comparison import Comparison
from knowledge.ingest.intake import Intake
from knowledge.ingest.passage import Passage
from knowledge.ingest.reading import Problem
from knowledge.ingest.reliance import Reliance

_MAX_LISTED = 30
_EXCERPT = 40


def report(intake: Intake, problems: Sequence[Problem]) -> Iterator[str]:
    """Line by line: what came in, what is new, what to look at, what could not be read."""
    if intake.comparison is None:
        yield f"取り込みました。文章 {len(intake.passages)}件、答えの下書き {len(intake.drafts)}件。"
    elif intake.comparison.is_empty:
        yield f"前に取り込んだもの（第{intake.version}版）と中身が同じです。何も変えていません。"
    else:
        yield f"第{intake.version}版として取り込みました。文章 {len(intake.passages)}件、答えの下書き {len(intake.drafts)}件。"
        yield from _differences(intake.comparison)
        yield from _resting(intake.resting)
    yield from _listed("読めなかった所", [f"{problem.place}: {problem.what}" for problem in problems])


def _differences(comparison: Comparison) -> Iterator[str]:
    yield from _listed("増えた文章", [_place(passage) for passage in comparison.added])
    yield from _listed("変わった文章", [_place(change.after) for change in comparison.changed])
    yield from _listed("なくなった文章", [_place(passage) for passage in comparison.removed])


def _resting(found: Sequence[Reliance]) -> Iterator[str]:
    yield from _listed("見直しが必要な公開中の項目", [f"{one.entry.id} {one.entry.question}（{_place(one.passage)}）" for one in found])
    if not found:
        yield "変わった文章に基づく公開中の項目はありません。"


def _listed(title: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield f"{title}: {len(lines)}件"
        yield from (f"  {line}" for line in lines[:_MAX_LISTED])
    if len(lines) > _MAX_LISTED:
        yield f"  （ほか{len(lines) - _MAX_LISTED}件）"


def _place(passage: Passage) -> str:
    page = f" {passage.page}ページ" if passage.page else ""
    excerpt = " ".join(passage.text.split())[:_EXCERPT]
    return f"{passage.section or '（見出しの前）'}{page}「{excerpt}」"
