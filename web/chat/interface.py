"""The programming interface of the chat: ask, suggest, mark (openapi.yaml describes it)."""

from flask import Response, current_app, jsonify, request

from web.chat.blueprint import catalogue, chat, conversation, engine
from web.chat.chat_request import UNKNOWN_CITY, one_of, read_body, read_chat_request
from web.chat.feedback import take_feedback
from web.chat.suggestion import Suggestions
from web.limits import limiter, question_limit

MAX_TYPED = 100


@chat.post("/api/chat")
@limiter.limit(question_limit)
def answer() -> Response:
    """Answer one message."""
    message = read_chat_request(request, tuple(catalogue().municipalities))
    return jsonify({"session_id": message.session, **conversation().ask(message)})


@chat.post("/api/suggestions")
@limiter.limit("20 per second")
def suggest() -> Response:
    """Published questions that hold what was typed. POST, so that no server's log keeps a resident's words."""
    body = read_body(request)
    city = one_of(body.get("municipality"), tuple(catalogue().municipalities), UNKNOWN_CITY)
    typed = body.get("text")
    found = _suggestions().find(typed[:MAX_TYPED], city) if isinstance(typed, str) else ()
    return jsonify({"suggestions": [{"entry_id": entry.id, "message": entry.question} for entry in found]})


@chat.post("/api/feedback")
@limiter.limit(question_limit)
def mark() -> tuple[str, int]:
    """Store a mark on a reply."""
    take_feedback(engine(), read_body(request))
    return "", 204


def _suggestions() -> Suggestions:
    held: Suggestions = current_app.extensions.setdefault("suggestions", Suggestions(conversation().live))
    return held
