"""Staff accounts: who, in which role, for which municipalities."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON, DateTime, Engine, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from knowledge.store import Base, now, transaction
from web.staff.errors import Refused
from web.staff.people.role import Role


class AccountRow(Base):
    """An account. `epoch` grows to end all its sessions; no municipalities means all of them."""

    __tablename__ = "staff_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    shown_name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    municipalities: Mapped[list[str]] = mapped_column(JSON, default=list)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_last: Mapped[int | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(DateTime)
    epoch: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(DateTime, default=now)


@dataclass(frozen=True)
class Account:
    """A person at the desk, as Flask-Login wants it."""

    id: int
    name: str
    shown_name: str
    role: Role
    municipalities: tuple[str, ...]
    epoch: int = 0

    is_authenticated = True
    is_anonymous = False
    is_active = True

    def get_id(self) -> str:
        """What the session cookie holds: the id, and the epoch that ends old sessions."""
        return f"{self.id}:{self.epoch}"

    def may(self, needed: Role) -> bool:
        """Whether the role suffices."""
        return self.role.covers(needed)

    @property
    def may_edit(self) -> bool:
        """Whether the account may draft."""
        return self.may(Role.EDITOR)

    @property
    def may_approve(self) -> bool:
        """Whether the account may publish."""
        return self.may(Role.APPROVER)

    def serves(self, municipality: str | None) -> bool:
        """Whether the account is for a municipality (None: for everything that has none)."""
        return not self.municipalities or municipality in self.municipalities

    def serves_all(self) -> bool:
        """Whether the account is limited to no municipality."""
        return not self.municipalities


@dataclass(frozen=True)
class NewAccount:
    """What an account is made from."""

    name: str
    shown_name: str
    role: Role
    municipalities: tuple[str, ...] = ()
    password_hash: str | None = None


def account_of(row: AccountRow) -> Account:
    """A row as a person."""
    return Account(row.id, row.name, row.shown_name, Role(row.role), tuple(row.municipalities), row.epoch)


def add_account(engine: Engine, new: NewAccount) -> Account:
    """Store a new account; Refused when the name is taken."""
    with transaction(engine) as session:
        if row_named(session, new.name):
            raise Refused(f"「{new.name}」という名前のアカウントは、すでにあります。別の名前にしてください。")
        row = AccountRow(
            name=new.name,
            shown_name=new.shown_name,
            role=new.role.value,
            municipalities=list(new.municipalities),
            password_hash=new.password_hash,
            failures=0,
            epoch=0,
            active=True,
        )
        session.add(row)
        session.flush()
        return account_of(row)


def row_named(session: Session, name: str) -> AccountRow | None:
    """The row with this name."""
    return session.scalar(select(AccountRow).where(AccountRow.name == name))


def load_account(engine: Engine, cookie: str) -> Account | None:
    """The active account that a session cookie names; None when its sessions were ended."""
    number, _, epoch = cookie.partition(":")
    if not number.isdigit():
        return None
    with transaction(engine) as session:
        row = session.get(AccountRow, int(number))
        return account_of(row) if row and row.active and str(row.epoch) == epoch else None


def all_accounts(engine: Engine) -> list[AccountRow]:
    """Every account, by name."""
    with transaction(engine) as session:
        return list(session.scalars(select(AccountRow).order_by(AccountRow.name)))
