"""`python -m knowledge.ingest FILE --municipality ID --title … --as-of …`: takes a plan document in for staff."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from knowledge.command_line import JapaneseParser, ShownProgress
from knowledge.errors import IngestError, KnowledgeError, StoreError
from knowledge.ingest.draft_file import drafts_yaml
from knowledge.ingest.intake import Document, take_in
from knowledge.ingest.reader import read_file
from knowledge.ingest.report import report
from knowledge.settings import read_knowledge_settings
from knowledge.store import open_engine

_NO_DATABASE = "データベースを読み書きできません（{}）。make serve を一度動かしてから、もう一度試してください"

_DESCRIPTION = "計画の文書（PDF・HTML・テキスト）を取り込み、職員が探せるようにして、答えの下書きを作ります。公開はしません。"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit code."""
    given = _parser().parse_args(arguments)
    try:
        _run(given)
    except StoreError as error:
        print(_NO_DATABASE.format(error), file=sys.stderr)
        return 1
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _run(given: argparse.Namespace) -> None:
    reading = read_file(given.file, ShownProgress("読み込み", "ページ"))
    engine = open_engine(read_knowledge_settings().database_url)
    intake = take_in(engine, Document(given.municipality, given.title, given.as_of, given.file), reading)
    for line in report(intake, reading.problems):
        print(line)
    if given.drafts:
        _write(given.drafts, drafts_yaml(intake.drafts, given.municipality))
        print(f"下書きを {given.drafts} に書きました。")


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise IngestError(f"{path}: 書き込めません") from error


def _parser() -> argparse.ArgumentParser:
    parser = JapaneseParser(prog="python -m knowledge.ingest", description=_DESCRIPTION)
    parser.add_argument("file", type=Path, metavar="FILE", help="取り込む文書")
    parser.add_argument("--municipality", required=True, metavar="ID", help="自治体のID（例: ogaki）")
    parser.add_argument("--title", required=True, help="文書の題名。同じ題名は新しい版として比べます")
    parser.add_argument("--as-of", required=True, help="いつ時点の文書か（例: 令和7年度時点の計画）")
    parser.add_argument("--drafts", type=Path, metavar="FILE", help="下書きを書き出すYAMLファイル")
    return parser


if __name__ == "__main__":
    sys.exit(main())
