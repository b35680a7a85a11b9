"""The Flask application: settings, the conversation core, and one blueprint per window."""

import time

from flask import Flask
from flask_cors import CORS
from flask_talisman import Talisman
from werkzeug.middleware.proxy_fix import ProxyFix

from knowledge.live import open_live_clerk
from knowledge.store import open_engine
from web.chat.opening import chat
from web.conversation import Conversation
from web.design import design
from web.faq import faq
from web.health import health
from web.limits import limiter
from web.line.blueprint import line
from web.notices import hang_notices
from web.problem import handle_problems
from web.rasa_client import RasaClient
from web.settings import Settings, read_settings
from web.staff.opening import open_desk
from web.translation import translate_pages
from web.webhook.blueprint import webhook

MAX_BODY_BYTES = 64 * 1024


def create_app(settings: Settings | None = None, conversation: Conversation | None = None) -> Flask:
    """Build the application; tests give their own settings and conversation."""
    settings = settings or read_settings()
    app = Flask(__name__, static_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        RATELIMIT_STORAGE_URI=settings.rate_storage,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
    )
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions |= {
        "settings": settings,
        "conversation": conversation or open_conversation(settings),
        "started": time.monotonic(),
    }
    if settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies)  # type: ignore[method-assign]
    limiter.init_app(app)
    protect(app, settings)
    if settings.cors_origins:
        CORS(app, resources={"/api/*": {"origins": list(settings.cors_origins)}})
    translate_pages(app)
    handle_problems(app, machine_paths=("/api/", "/chat/", "/line/", "/webhook/", "/healthz"))
    for blueprint in (health, design, chat, faq, line, webhook):
        app.register_blueprint(blueprint)
    hang_notices()
    open_desk(app)
    return app


def open_conversation(settings: Settings) -> Conversation:
    """Connect to Rasa, the knowledge and the database."""
    return Conversation(
        rasa=RasaClient(settings.rasa_url, settings.rasa_token, settings.rasa_timeout),
        live=open_live_clerk(settings.knowledge),
        engine=open_engine(settings.knowledge.database_url),
    )


def protect(app: Flask, settings: Settings) -> None:
    """Security headers: only our own files, no inline script, framed only by whom the settings name."""
    Talisman(
        app,
        force_https=False,
        strict_transport_security=False,
        session_cookie_secure=False,
        frame_options=None,
        content_security_policy={
            "default-src": "'self'",
            "img-src": "'self' data:",
            "object-src": "'none'",
            "base-uri": "'none'",
            "form-action": "'self'",
            "frame-ancestors": settings.frame_ancestors,
        },
        referrer_policy="same-origin",
    )
