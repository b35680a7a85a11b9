"""The command that manages accounts: `python -m web.staff.accounts add NAME --role editor [--municipality ogaki …]`.

`list`, `password NAME`, `disable NAME`, `enable NAME`, `totp-off NAME`. A password is read from the terminal, or from standard input when it is piped.
"""

import argparse
import getpass
import sys

from sqlalchemy import Engine

from knowledge.errors import KnowledgeError
from knowledge.settings import read_knowledge_settings
from knowledge.store import open_engine, transaction
from web.staff.errors import Refused, StaffError
from web.staff.people.account import AccountRow, NewAccount, add_account, all_accounts, row_named
from web.staff.people.audit import Change, note
from web.staff.people.password import hash_password
from web.staff.people.role import Role

BY = "command"


def main(arguments: list[str] | None = None, engine: Engine | None = None) -> int:
    """Run the command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        _say(run(engine or open_engine(read_knowledge_settings().database_url), options))
    except (StaffError, KnowledgeError) as error:
        _say(str(error))
        return 1
    return 0


def run(engine: Engine, options: argparse.Namespace) -> str:
    """Carry out one action; returns what to tell. Refused when it can't be done."""
    if options.action == "list":
        return "\n".join(_line(row) for row in all_accounts(engine)) or "アカウントはまだありません。"
    if options.action == "add":
        password_hash = None if options.no_password else hash_password(_password(), options.name)
        new = NewAccount(options.name, options.shown_name or options.name, Role(options.role), tuple(options.municipality), password_hash)
        add_account(engine, new)
        _note(engine, "account_added", options.name)
        return f"「{options.name}」（{new.role.label}）を追加しました。/staff/ からサインインできます。"
    return _change(engine, options)


def _change(engine: Engine, options: argparse.Namespace) -> str:
    with transaction(engine) as session:
        row = row_named(session, options.name)
        if row is None:
            raise Refused(f"「{options.name}」というアカウントはありません。list で一覧を確かめてください。")
        if options.action == "password":
            row.password_hash, row.failures, row.locked_until = hash_password(_password(), row.name), 0, None
        elif options.action == "totp-off":
            row.totp_secret = None
        else:
            row.active = options.action == "enable"
        row.epoch += 1
        note(session, Change(BY, f"account_{options.action}", row.name))
    return f"「{options.name}」を変更しました。開いていた画面は、サインインし直しになります。"


def _note(engine: Engine, action: str, name: str) -> None:
    with transaction(engine) as session:
        note(session, Change(BY, action, name))


def _line(row: AccountRow) -> str:
    cities = ",".join(row.municipalities) or "すべての市"
    return f"{row.name}\t{Role(row.role).label}\t{cities}\t{'有効' if row.active else '停止中'}\t{'2段階' if row.totp_secret else '-'}"


def _password() -> str:
    return getpass.getpass("パスワード: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web.staff.accounts", description="職員のアカウントを管理します。")
    parser.add_argument("action", choices=("add", "list", "password", "disable", "enable", "totp-off"))
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--role", choices=[role.value for role in Role], default=Role.EDITOR.value)
    parser.add_argument("--municipality", action="append", default=[], help="担当の市（くり返し指定できます。なければすべて）")
    parser.add_argument("--shown-name", default="", help="画面に出す名前")
    parser.add_argument("--no-password", action="store_true", help="組織のサインイン（OpenID Connect）だけを使う")
    return parser


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
