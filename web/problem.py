"""Errors of the programming interfaces as application/problem+json (RFC 9457), in plain words."""

from dataclasses import dataclass

from flask import Flask, Response, json, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, TooManyRequests


@dataclass(frozen=True)
class Problem:
    """What went wrong, for people: status, title, and what to do next."""

    status: int
    title: str
    detail: str


class ProblemError(HTTPException):
    """Ends a request with a problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.code = problem.status
        self.problem = problem


_PROBLEMS = {
    400: Problem(400, "送られた内容を読み取れません", "文字コードをUTF-8、形式をJSONにして、もう一度お送りください。"),
    403: Problem(403, "この操作はできません", "画面を開き直してから、もう一度お試しください。"),
    404: Problem(404, "ページが見つかりません", "アドレスをお確かめいただくか、最初のページからお入りください。"),
    405: Problem(405, "この方法では受け付けていません", "画面の案内に沿って操作してください。"),
    413: Problem(413, "送られた内容が長すぎます", "500文字以内に短くして、もう一度お送りください。"),
    415: Problem(415, "この形式では受け付けていません", "Content-Type を application/json にして、もう一度お送りください。"),
    422: Problem(422, "送られた内容に足りないところがあります", "入力をお確かめのうえ、もう一度お送りください。"),
    429: Problem(429, "短い時間に多くの質問をいただいています", "少し待ってから、もう一度お送りください。"),
    503: Problem(503, "ただいま準備中です", "しばらくしてから、もう一度お試しください。"),
}
_OUR_FAULT = Problem(500, "申し訳ありません。うまく処理できませんでした", "しばらくしてから、もう一度お試しください。")


def problem_response(problem: Problem) -> Response:
    """A problem as a response, in the language of the request's `lang` where the catalogues have it."""
    body = {"type": "about:blank", "title": gettext(problem.title), "status": problem.status, "detail": gettext(problem.detail)}
    return Response(json.dumps(body, ensure_ascii=False), problem.status, mimetype="application/problem+json")


def handle_problems(app: Flask, machine_paths: tuple[str, ...]) -> None:
    """Answer errors under `machine_paths` with problems, elsewhere with a page that says the same."""

    @app.errorhandler(HTTPException)
    def show(error: HTTPException) -> Response | HTTPException:
        if (error.code or 500) < 400:
            return error
        problem = error.problem if isinstance(error, ProblemError) else _PROBLEMS.get(error.code or 500, _OUR_FAULT)
        machine = request.path.startswith(machine_paths)
        response = problem_response(problem) if machine else Response(render_template("design/problem.html", problem=problem), problem.status)
        if isinstance(error, TooManyRequests):
            response.headers["Retry-After"] = "60"
        return response
