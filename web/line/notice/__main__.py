"""`python -m web.line.notice …`: notices from the command line, for when the staff's desk isn't at hand."""

import argparse
import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from knowledge.errors import KnowledgeError
from web.application import open_conversation
from web.errors import WebError
from web.line.budget import JAPAN, spent
from web.line.desk import LineDesk, open_desk
from web.line.errors import NoticeError
from web.line.notice.audience import Segment
from web.line.notice.drafting import Draft, Notice, all_notices, approve, find, forecast, stop, text_of_entry, write
from web.line.notice.outcome import report
from web.line.notice.preview_page import preview_page
from web.line.notice.trial import left_at_line, send_trial
from web.line.sentence import line_languages, line_sentences
from web.settings import read_settings


def main(arguments: list[str]) -> int:
    """Do one command; returns the exit code. Mistakes are one line: what, and what to do."""
    options = _parser().parse_args(arguments)
    try:
        settings = read_settings()
        desk = open_desk(settings, open_conversation(settings))
        commands: dict[str, Callable[[LineDesk, argparse.Namespace], str]] = {
            "write": _write,
            "list": lambda desk, options: "\n".join(map(_line, all_notices(desk.engine, options.account))) or "お知らせはありません。",
            "show": lambda desk, options: _show(find(desk.engine, options.number)),
            "preview": _preview,
            "try": _try,
            "approve": _approve,
            "quota": _quota,
            "stop": _stop,
            "report": _report,
        }
        print(commands[options.command](desk, options))
    except (WebError, KnowledgeError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web.line.notice", description="LINEのお知らせを書き、試し、承認し、止め、結果を見ます。")
    parser.add_argument("--by", default=os.environ.get("USER", ""), help="操作する職員の名前")
    commands = parser.add_subparsers(dest="command", required=True)
    write_command = commands.add_parser("write", help="下書きを作る")
    write_command.add_argument("account")
    write_command.add_argument("--text", help="日本語の本文")
    write_command.add_argument("--entry", help="本文にする項目の id")
    for name in ("topics", "areas", "languages"):
        write_command.add_argument(f"--{name}", type=_names, default=(), help="コンマで区切る。なければ全員")
    write_command.add_argument("--disaster", action="store_true", help="災害のお知らせ（静かな時間にも、登録者全員に送る）")
    commands.add_parser("list", help="一覧を見る").add_argument("account")
    commands.add_parser("quota", help="今月あと何通送れるかを見る").add_argument("account")
    for name, text in (("show", "内容と記録を見る"), ("stop", "送信を止める"), ("report", "結果を見る")):
        commands.add_parser(name, help=text).add_argument("number", type=int)
    preview = commands.add_parser("preview", help="LINEでの見え方を、ブラウザーで開けるファイルに書く")
    preview.add_argument("number", type=int)
    preview.add_argument("file", type=Path)
    trial = commands.add_parser("try", help="自分のLINEに試しに送る")
    trial.add_argument("number", type=int)
    trial.add_argument("code", help="LINEで「配信テスト」と送ると返ってくる番号")
    approval = commands.add_parser("approve", help="ほかの職員が書いたお知らせを承認する")
    approval.add_argument("number", type=int)
    approval.add_argument("--at", type=datetime.fromisoformat, help="送る日時（日本時間、例 2026-04-01T10:00）。なければすぐ")
    return parser


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _who(options: argparse.Namespace) -> str:
    if not options.by:
        raise NoticeError("--by で、操作する職員の名前を指定してください。")
    return str(options.by)


def _write(desk: LineDesk, options: argparse.Namespace) -> str:
    segment = Segment(options.topics, options.areas, options.languages, options.disaster)
    draft = Draft(options.account, _texts(desk, options), segment, options.entry)
    expected = forecast(desk.engine, desk.settings, draft)
    number = write(desk.engine, draft, who=_who(options))
    return f"お知らせ {number} を下書きしました。届く人 {expected.recipients}人、課金 {expected.billed}通、今月の残り {expected.budget_left}通。"


def _texts(desk: LineDesk, options: argparse.Namespace) -> dict[str, str]:
    entry = desk.catalogue.entry(options.entry) if options.entry else None
    if options.entry and entry is None:
        raise NoticeError(f"項目 {options.entry} はありません。id をお確かめください。")
    texts = text_of_entry(entry) if entry else {}
    return texts | ({"ja": options.text} if options.text else {})


def _preview(desk: LineDesk, options: argparse.Namespace) -> str:
    draft = find(desk.engine, options.number).draft
    names = {name: line_sentences(name).say("language_name") for name in draft.segment.languages or line_languages()}
    page = preview_page(f"お知らせ {options.number}", draft.texts, desk.city_name(desk.city_of(draft.account)), names)
    try:
        options.file.write_text(page, encoding="utf-8")
    except OSError:
        raise NoticeError(f"{options.file} に書けません。書き込める場所を指定してください。") from None
    return f"{options.file} に書きました。ブラウザーで開いてご覧ください。"


def _try(desk: LineDesk, options: argparse.Namespace) -> str:
    send_trial(desk, options.number, who=_who(options), code=options.code)
    return "試しに送りました。LINEでご覧ください。"


def _approve(desk: LineDesk, options: argparse.Namespace) -> str:
    utc = options.at - JAPAN.utcoffset(None) if options.at else None
    approve(desk.engine, options.number, who=_who(options), send_at=utc)
    return "承認しました。" + (f"{options.at:%Y年%m月%d日 %H:%M} に送ります。" if options.at else "1分以内に送り始めます。")


def _quota(desk: LineDesk, options: argparse.Namespace) -> str:
    own = max(0, desk.settings.budget(options.account) - spent(desk.engine, options.account))
    line = left_at_line(desk, options.account)
    return f"今月の残り：この製品の上限で {own}通、LINEの契約で {'上限なし' if line is None else f'{line}通'}。"


def _stop(desk: LineDesk, options: argparse.Namespace) -> str:
    stop(desk.engine, options.number, who=_who(options))
    return "止めました。すでに届いた分は取り消せません。"


def _report(desk: LineDesk, options: argparse.Namespace) -> str:
    found = report(desk.engine, options.number)
    return (
        f"対象 {found.recipients}人：送信 {found.sent}、見送り（停止・ブロック） {found.skipped}、失敗 {found.failed}、"
        f"これから {found.waiting}、送信後に離れた人 {found.left}"
    )


def _line(notice: Notice) -> str:
    return f"{notice.id}  {notice.state.value}  {notice.author}  {notice.draft.texts['ja'][:30]}"


def _show(notice: Notice) -> str:
    acts = "\n".join(f"  {at + JAPAN.utcoffset(None):%Y-%m-%d %H:%M}  {who}  {act}" for at, who, act in notice.acts)
    segment = notice.draft.segment
    return "\n".join((_line(notice), notice.draft.texts["ja"], f"話題 {segment.topics} 地域 {segment.areas} 言語 {segment.languages}", acts))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
