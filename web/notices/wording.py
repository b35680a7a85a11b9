"""How notices are put into words on the desk's pages."""

from collections.abc import Iterable

from web.line.dialogue import NOTICE_TOPICS
from web.line.notice.audience import Segment
from web.line.notice.drafting import Notice
from web.line.sentence import line_languages, line_sentences

ACTS = {"drafted": "書いた", "changed": "書き直した", "tried": "試しに送った", "approved": "承認した", "stopped": "取りやめた"}
FAILURES = {
    "no_budget": "今月の送信数の上限（この製品の設定）を超えるため、送りませんでした",
    "no_quota": "LINEの契約の送信数を使い切っていました",
    "refused": "LINEが受け付けませんでした",
    "given_up": "LINEにつながらないまま、送り直せる時間が過ぎました",
}
EVERYBODY = "すべて"


def topic_names() -> dict[str, str]:
    """What residents may choose notices on, in the words they see."""
    return {topic: line_sentences("ja").say(f"topic_{topic}") for topic in NOTICE_TOPICS}


def language_names(names: Iterable[str] = ()) -> dict[str, str]:
    """Languages, each by its own name; all that residents may choose when none is given."""
    return {name: line_sentences(name).say("language_name") for name in tuple(names) or line_languages()}


def told_segment(segment: Segment) -> dict[str, str]:
    """Whom a notice is for, part by part."""
    topics, languages = topic_names(), language_names()
    return {
        "話題": "災害のお知らせ（話題によらず全員）" if segment.disaster else _listed(topics.get(name, name) for name in segment.topics),
        "地域": _listed(segment.areas),
        "言語": _listed(languages.get(name, name) for name in segment.languages),
    }


def _listed(names: Iterable[str]) -> str:
    return "、".join(names) or EVERYBODY


def headline(notice: Notice) -> str:
    """The beginning of a notice's Japanese text."""
    return " ".join(notice.draft.texts["ja"].split())
