"""The LINE simulator: a page like a LINE chat that sends signed events to the real webhook and shows what comes back.

`make line-simulator` starts it together with the whole product. For developers and for staff who want to try things out.
"""

import os
import time
import uuid
from typing import Any

import httpx
from flask import Blueprint, Flask, Response, current_app, jsonify, render_template, request

from tests.line_stand_in.platform_state import Platform
from tests.line_stand_in.stand_in import create_stand_in, running
from tests.line_stand_in.webhook_event import body_of, event, headers_for, postback_event, text_event, user_id

PORT = int(os.environ.get("SIMULATOR_PORT", "8070"))
KINDS = ("follow", "unfollow", "sticker", "image", "location", "unsend")

simulator = Blueprint("simulator", __name__, template_folder="templates", static_folder="static", static_url_path="/simulator/static")


def create_simulator(platform: Platform, product: str, accounts: tuple[str, ...]) -> Flask:
    app = create_stand_in(platform)
    app.extensions |= {"platform": platform, "product": product, "accounts": accounts, "last": {}}
    app.register_blueprint(simulator)
    return app


@simulator.get("/")
def page() -> str:
    return render_template("simulator.html", accounts=current_app.extensions["accounts"], product=current_app.extensions["product"])


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
