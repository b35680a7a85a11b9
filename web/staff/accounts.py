"""The command that manages accounts: `python -m web.staff.accounts add NAME --role editor [--municipality ogaki …]`.

`list`, `password NAME`, `role NAME --role approver`, `cities NAME --municipality sado …` (or `--all`), `disable NAME`, `enable NAME`, `totp-off NAME`.
A password is read from the terminal, or from standard input when it is piped.
"""

import argparse
import getpass
import sys
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import Engine

from knowledge.errors import KnowledgeError
from knowledge.settings import read_knowledge_settings
from knowledge.store import open_engine, served_cities, transaction
from web.staff.errors import Refused, StaffError
from web.staff.people.account import AccountRow, NewAccount, add_account, all_accounts, row_named
from web.staff.people.audit import Change, note, note_alone
from web.staff.people.password import hash_password
from web.staff.people.role import Role

BY = "command"

Detail = dict[str, Any]


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
    if not options.name.strip():
        raise Refused(f"アカウントの名前を付けてください（例: {options.action} hanako）。")
    _check_cities(engine, options.municipality)
    return _add(engine, options) if options.action == "add" else _change(engine, options)


def _check_cities(engine: Engine, wanted: Sequence[str]) -> None:
    """An account for a city that isn't served would see nothing at all."""
    served = served_cities(engine, read_knowledge_settings())
    for name in wanted:
        if name not in served:
            raise Refused(f"市「{name}」は取り扱っていません。--municipality には {'、'.join(served)} のどれかを指定してください。")


def _add(engine: Engine, options: argparse.Namespace) -> str:
    role = _role(options.role or Role.EDITOR.value)
    password_hash = None if options.no_password else hash_password(_password(), options.name)
    add_account(engine, NewAccount(options.name, options.shown_name or options.name, role, tuple(dict.fromkeys(options.municipality)), password_hash))
    note_alone(engine, Change(BY, "account_added", options.name, None, {"role": role.value, "municipalities": options.municipality}))
    return f"「{options.name}」（{role.label}）を追加しました。/staff/ からサインインできます。"


def _change(engine: Engine, options: argparse.Namespace) -> str:
    with transaction(engine) as session:
        row = row_named(session, options.name)
        if row is None:
            raise Refused(f"「{options.name}」というアカウントはありません。list で一覧を確かめてください。")
        detail = CHANGES[options.action](row, options)
        row.epoch += 1
        note(session, Change(BY, f"account_{options.action}", row.name, None, detail))
    return f"「{options.name}」を変更しました。開いていた画面は、サインインし直しになります。"


def _set_password(row: AccountRow, _options: argparse.Namespace) -> None:
    row.password_hash, row.failures, row.locked_until = hash_password(_password(), row.name), 0, None


def _forget_totp(row: AccountRow, _options: argparse.Namespace) -> None:
    row.totp_secret = None


def _set_active(row: AccountRow, options: argparse.Namespace) -> None:
    row.active = options.action == "enable"


def _set_role(row: AccountRow, options: argparse.Namespace) -> Detail:
    before, row.role = row.role, _role(options.role).value
    return {"role": {"from": before, "to": row.role}}


def _set_cities(row: AccountRow, options: argparse.Namespace) -> Detail:
    if bool(options.municipality) == options.all:
        raise Refused("担当の市を --municipality で指定してください。すべての市にするときは、代わりに --all を付けてください。")
    before, row.municipalities = row.municipalities, list(dict.fromkeys(options.municipality))
    return {"municipalities": {"from": before, "to": row.municipalities}}


# What can be changed in an account, by the command's word; each tells what should be remembered of it.
CHANGES: dict[str, Callable[[AccountRow, argparse.Namespace], Detail | None]] = {
    "password": _set_password,
    "disable": _set_active,
    "enable": _set_active,
    "totp-off": _forget_totp,
    "role": _set_role,
    "cities": _set_cities,
}


def _role(name: str | None) -> Role:
    if name not in list(Role):
        roles = "、".join(f"{role.value}（{role.label}）" for role in Role)
        raise Refused(f"--role で役割を {roles} から指定してください。" if name is None else f"役割「{name}」はありません。{roles} から指定してください。")
    return Role(name)


def _line(row: AccountRow) -> str:
    cities = ",".join(row.municipalities) or "すべての市"
    return f"{row.name}\t{Role(row.role).label}\t{cities}\t{'有効' if row.active else '停止中'}\t{'2段階' if row.totp_secret else '-'}"


def _password() -> str:
    return getpass.getpass("パスワード: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web.staff.accounts", description="職員のアカウントを管理します。")
    parser.add_argument("action", choices=("add", "list", *CHANGES))
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--role", help="役割: viewer、editor（追加するときの初めの値）、approver、administrator")
    parser.add_argument("--municipality", action="append", default=[], help="担当の市（くり返し指定できます。追加するときは、なければすべて）")
    parser.add_argument("--all", action="store_true", help="cities で、担当をすべての市にする")
    parser.add_argument("--shown-name", default="", help="画面に出す名前")
    parser.add_argument("--no-password", action="store_true", help="組織のサインイン（OpenID Connect）だけを使う")
    return parser


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
