"""The LINE simulator: a page like a LINE chat that sends signed events to the real webhook and shows what comes back.

`make line-simulator` starts it together with the whole product. For developers and for staff who want to try things out.
"""

import os
import time
import uuid
from functools import lru_cache
from typing import Any

import httpx
from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request

from knowledge.catalogue import MUNICIPALITIES, read_yaml
from tests.line_stand_in.platform_state import TOKEN_SECONDS, Platform
from tests.line_stand_in.stand_in import create_stand_in, running
from tests.line_stand_in.webhook_event import body_of, event, headers_for, postback_event, text_event, user_id
from web.line.rich_menu import menu, menu_picture

PORT = int(os.environ.get("SIMULATOR_PORT", "8070"))
# What the page offers under 「LINEの不調」: its words, and the fault to play at the next call.
FAULTS: dict[str, tuple[str, dict[str, Any] | None]] = {
    "none": ("なし", None),
    "busy": ("混雑（429）", {"status": 429}),
    "broken": ("障害（500）", {"status": 500}),
    "unnoticed": ("届いたのに500", {"status": 500, "after": True}),
    "expired": ("返信トークン切れ", None),
}

simulator = Blueprint("simulator", __name__, template_folder="templates", static_folder="static", static_url_path="/simulator/static")


def create_simulator(platform: Platform, product: str, accounts: tuple[str, ...]) -> Flask:
    app = create_stand_in(platform)
    app.extensions |= {"platform": platform, "product": product, "accounts": accounts, "last": {}}
    app.register_blueprint(simulator)
    return app


@simulator.get("/")
def page() -> str:
    accounts = {account: account_name(account) for account in current_app.extensions["accounts"]}
    return render_template("simulator.html", accounts=accounts, faults=FAULTS, product=current_app.extensions["product"])


def account_name(account: str) -> str:
    """A city's name, as residents know it; the id of an account that serves several."""
    profile = MUNICIPALITIES / account / "profile.yml"
    return str(read_yaml(profile)["name"]) if profile.is_file() else f"複数の市（{account}）"


@simulator.get("/simulator/menu")
def rich_menu() -> Response:
    """The rich menu shown to everybody, or the one the product would apply."""
    platform = _platform()
    shown = platform.rich_menus.get(platform.default_menu) or menu()
    return jsonify({"areas": shown["areas"], "width": shown["size"]["width"], "height": shown["size"]["height"]})


@simulator.get("/simulator/menu.png")
def rich_menu_picture() -> Response:
    platform, account = _platform(), request.args.get("account", "")
    city = account_name(account) if account in current_app.extensions["accounts"] else ""
    return Response(platform.pictures.get(platform.default_menu) or _own_picture(city), mimetype="image/png")


@lru_cache(maxsize=8)
def _own_picture(city: str) -> bytes:
    return menu_picture(city)


@simulator.post("/simulator/fault")
def fault() -> Response:
    """Play one of LINE's bad days at the next call."""
    platform, name = _platform(), request.get_json()["fault"]
    if name == "expired":
        platform.token_seconds = 0.0
    elif name in FAULTS and FAULTS[name][1] is not None:
        platform.token_seconds = TOKEN_SECONDS
        platform.fail("/v2/bot/message/", **FAULTS[name][1])
    else:
        platform.token_seconds = TOKEN_SECONDS
        platform.faults.clear()
    return jsonify({})


@simulator.post("/simulator/product")
def product() -> Response:
    """Tell where the product is, when it starts after this page."""
    current_app.extensions["product"] = request.get_json()["product"]
    return jsonify({})


@simulator.get("/simulator/messages")
def messages() -> Response:
    platform, user = _platform(), _user()
    shown = [{"kind": sent.kind, "message": message} for sent in list(platform.sent) if user in sent.to.split(",") for message in sent.messages]
    return jsonify({"messages": shown, "loading": platform.loading.count(user)})


@simulator.post("/simulator/send")
def send() -> tuple[Response, int]:
    order = request.get_json()
    body = body_of(_event(order))
    account = order["account"] if order["account"] in current_app.extensions["accounts"] else current_app.extensions["accounts"][0]
    try:
        answer = httpx.post(f"{current_app.extensions['product']}/line/{account}/webhook", content=body, headers=headers_for(body), trust_env=False, timeout=5)
    except httpx.HTTPError as error:
        return jsonify({"status": 0, "reason": type(error).__name__}), 502
    return jsonify({"status": answer.status_code, "milliseconds": round(answer.elapsed.total_seconds() * 1000)}), 200


def _event(order: dict[str, Any]) -> dict[str, Any]:
    user, token = _user(), _platform().issue_token(_user())
    if order["kind"] == "text":
        made = text_event(user, order["value"], token)
        current_app.extensions["last"][user] = made["message"]["id"]
        return made
    if order["kind"] == "postback":
        return postback_event(user, order["value"], token)
    if order["kind"] == "follow":
        return event("follow", user, replyToken=token, follow={"isUnblocked": False})
    if order["kind"] == "unsend":
        return event("unsend", user, unsend={"messageId": current_app.extensions["last"].get(user, "0")})
    if order["kind"] == "unfollow":
        return event("unfollow", user)
    return event("message", user, replyToken=token, message=_media(order["kind"]))


def _media(kind: str) -> dict[str, Any]:
    own = {
        "sticker": {"packageId": "446", "stickerId": "1988", "stickerResourceType": "STATIC", "quoteToken": uuid.uuid4().hex},
        "image": {"contentProvider": {"type": "line"}, "quoteToken": uuid.uuid4().hex},
        "audio": {"contentProvider": {"type": "line"}, "duration": 1000},
        "location": {"latitude": 35.3594, "longitude": 136.6129, "address": "岐阜県大垣市"},
    }
    return {"type": kind, "id": str(time.time_ns()), **own[kind]}


def _platform() -> Platform:
    platform: Platform = current_app.extensions["platform"]
    return platform


def _user() -> str:
    number = request.args.get("user", "1")
    return user_id(int(number) if number.isdigit() and len(number) < 9 else 1)


def main() -> None:
    accounts = tuple(os.environ.get("SIMULATOR_ACCOUNTS", "ogaki").split(","))
    product = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    with running(create_simulator(Platform(), product, accounts), PORT) as address:
        print(f"▶ LINEシミュレーター: {address}/", flush=True)
        while True:
            time.sleep(3600)


if __name__ == "__main__":
    main()
