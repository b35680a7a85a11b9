"""The gate before publishing: a fresh answer diff, no graded question worse, and two pairs of eyes."""

from sqlalchemy.orm import Session

from web.staff.answers.answer_diff import report_key
from web.staff.answers.review import ReviewRow, drafts_in
from web.staff.errors import Refused
from web.staff.people.account import Account
from web.staff.people.role import Role


def is_fresh(session: Session, review: ReviewRow) -> bool:
    """Whether the answer diff is about the drafts as they stand and about what is published now."""
    return review.report is not None and review.report_key == report_key(session, review.id)


def check_may_publish(session: Session, review: ReviewRow, account: Account, reason: str) -> None:
    """Refused unless others wrote and asked, the answer diff is fresh and no graded question gets worse (administrators: with a reason)."""
    overrides = account.may(Role.ADMINISTRATOR) and bool(reason.strip())
    if not overrides:
        _check_four_eyes(session, review, account)
    if review.report is None or not is_fresh(session, review):
        raise Refused("返答の比較が、まだ終わっていないか、ほかの変更の公開で古くなっています。新しい比較が終わってから、もう一度公開してください。")
    if review.report["worse"] and not overrides:
        raise Refused("試験用の質問の結果が悪くなるため、公開できません。下書きを直すか、管理者に理由を書いて公開してもらってください。")


def _check_four_eyes(session: Session, review: ReviewRow, account: Account) -> None:
    if review.by == account.name:
        raise Refused("自分の依頼は、自分では公開できません。ほかの承認者に頼んでください（管理者は理由を書けば公開できます）。")
    if any(draft.by == account.name for draft in drafts_in(session, review.id)):
        raise Refused("自分が書いた下書きの入った依頼は、自分では公開できません。ほかの承認者に頼んでください（管理者は理由を書けば公開できます）。")
