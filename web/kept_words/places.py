"""Every table and column that keeps residents' words; tests/web/kept_words finds a new one that is missing here."""

from sqlalchemy import JSON, DateTime, Integer, String, column, table

from knowledge.feedback import FeedbackRow
from knowledge.opinion import OpinionRow
from knowledge.text.normal import squeeze
from web.message_log import MessageRow

# Where words come in for staff, and are looked for when it is asked whether somebody still keeps them.
SOURCES = (MessageRow.text, FeedbackRow.question, FeedbackRow.comment, OpinionRow.text, OpinionRow.question)

# Windows never import each other; these name what is read and written of the desk's, the page's and the webhook's tables.
THEMES = table("staff_theme", column("id", Integer), column("municipality", String), column("label"), column("count", Integer), column("members", JSON))
_SUGGESTED = (column(name, String) for name in ("kind", "municipality", "key", "text", "target"))
SUGGESTIONS = table("staff_suggestion", column("id", Integer), *_SUGGESTED, column("at", DateTime))
DECISIONS = table("staff_decision", column("id", Integer), *(column(name, String) for name in ("municipality", "key", "text")))
REVIEWS = table("staff_review", column("id", Integer), column("municipality", String), column("report", JSON))
# These keep words for a day or an hour, each cleared by its own clock.
TURNS = table("turn", column("id", Integer), column("question", String), column("reply", JSON(none_as_null=True)))
WEBHOOK_MESSAGES = table("webhook_message", column("id", String), column("message", JSON(none_as_null=True)), column("reply", JSON(none_as_null=True)))
PARKED_FORMS = table("staff_parked", column("key", String), column("fields", JSON))

# So much of a text is kept in the columns that don't keep all of it.
LABEL_LENGTH, DECISION_LENGTH, SUGGESTION_LENGTH = 500, 500, 200
_KEY_LENGTH = 200
SYNONYM = "synonym"

PLACES = {
    "message": ("text",),
    "feedback": ("question", "comment"),
    "opinion": ("text", "question"),
    "staff_theme": ("label", "members"),
    "staff_suggestion": ("text", "key"),
    "staff_decision": ("text", "key"),
    "staff_review": ("report",),
    "turn": ("question", "reply"),
    "webhook_message": ("message", "reply"),
    "staff_parked": ("fields",),
}


def key_of(text: str) -> str:
    """What a question is filed under in staff's lists: its letters and digits."""
    return squeeze(text)[:_KEY_LENGTH]
