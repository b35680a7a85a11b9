"""How values are written on the desk's pages."""

from datetime import UTC, datetime

from flask import Flask

from knowledge.calendar import JAPAN
from web.staff.desk import city_name
from web.staff.people.audit_detail import told_detail

RESOLUTIONS = {
    "answered": "答えた", "partial": "一部だけ答えた", "clarifying": "聞き返した", "fallback": "答えられなかった",
    "smalltalk": "あいさつ", "handoff": "窓口を案内", "error": "不具合",
}  # fmt: skip
LANGUAGES = {
    "ja": "日本語", "ja-easy": "やさしい日本語", "en": "英語", "zh-Hans": "中国語（簡体字）", "zh-Hant": "中国語（繁体字）", "ko": "韓国語",
    "vi": "ベトナム語", "fil": "フィリピノ語",
}  # fmt: skip
VERDICTS = {"solved": "解決した", "unsolved": "解決しなかった", "contradicted": "違うと言われた"}
CHANNELS = {"web": "ウェブ", "line": "LINE", "staff": "試験用"}
ACTIONS = {
    "signed_in": "サインイン",
    "sign_in_failed": "サインイン失敗",
    "signed_out": "サインアウト",
    "draft_saved": "下書きを保存",
    "draft_discarded": "下書きを破棄",
    "review_asked": "確認を依頼",
    "review_returned": "差し戻し",
    "review_recalled": "依頼を取り下げ",
    "published": "公開",
    "scheduled": "公開を予約",
    "schedule_failed": "予約した公開の中止",
    "rolled_back": "前の版に戻した",
    "imported": "表の取り込み",
    "account_added": "アカウントを追加",
    "password_changed": "パスワードを変更",
    "inbox_decided": "質問を処理",
    "text_masked": "伏せ字にした",
    "notice_on": "災害のお知らせを表示",
    "notice_off": "災害のお知らせを終了",
    "maintenance_on": "メンテナンス表示を開始",
    "maintenance_off": "メンテナンス表示を終了",
    "retention": "残す期間を変更",
    "outdated_checked": "変わった計画を見て項目を確認",
    "training_started": "学習を開始",
    "learning_started": "検索の学習を開始",
    "search_learned": "検索が学習した",
    "model_activated": "モデルを切り替え",
    "model_discarded": "モデルを破棄",
    "example_changed": "例文を変更",
    "audit_exported": "操作記録を書き出し",
    "totp_on": "2段階を開始",
    "totp_off": "2段階を終了",
    "synonym_changed": "同義語を変更",
    "suggestion_decided": "提案を処理",
    "account_changed": "アカウントを変更",
    "account_password": "パスワードを付け直した",
    "account_disable": "アカウントを停止",
    "account_enable": "アカウントを再開",
    "account_totp-off": "2段階を解除",
    "account_role": "役割を変更",
    "account_cities": "担当の市を変更",
    "line_notice_written": "LINEのお知らせを書いた",
    "line_notice_changed": "LINEのお知らせを書き直した",
    "line_notice_tried": "LINEのお知らせを試しに送った",
    "line_notice_approved": "LINEのお知らせを承認",
    "line_notice_stopped": "LINEのお知らせを取りやめ",
}

_NAMES = {"channel": CHANNELS, "language": LANGUAGES, "verdict": VERDICTS}


def register_filters(app: Flask) -> None:
    """Give the templates the desk's filters."""
    app.add_template_filter(moment)
    app.add_template_filter(share)
    app.add_template_filter(lambda theme: (theme.label, theme.count), "theme_pair")
    app.add_template_filter(lambda pair: (pair[0].question, pair[1]), "entry_pair")
    app.add_template_filter(lambda pair: (city_name(pair[0]) if pair[0] else "市がわからない", pair[1]), "city_pair")
    app.add_template_filter(lambda pair, kind: (_NAMES[kind].get(pair[0], pair[0]), pair[1]), "named")
    app.add_template_filter(lambda pair: (pair[0], pair[1].profile.name), "city_option")
    app.add_template_filter(lambda value: (value, value), "pair")
    app.add_template_filter(lambda value: RESOLUTIONS.get(value, value), "resolution")
    app.add_template_filter(lambda value: LANGUAGES.get(value, value), "language_name")
    app.add_template_filter(lambda value: CHANNELS.get(value, value), "channel")
    app.add_template_filter(lambda value: ACTIONS.get(value, value), "action_name")
    app.add_template_filter(told_detail)


def moment(value: datetime | None) -> str:
    """A stored time (UTC) as read in Japan."""
    return value.replace(tzinfo=UTC).astimezone(JAPAN).strftime("%Y-%m-%d %H:%M") if value else ""


def share(part: float, whole: float) -> str:
    """A part of a whole in percent; a dash where there is no whole."""
    return f"{100 * part / whole:.1f}%" if whole else "－"
