"""The worked example in docs/webhook.md, run as it stands there but for the address."""

import re
from dataclasses import replace

import pytest

from knowledge.settings import ROOT
from tests.line_stand_in.stand_in import running
from web.application import create_app
from web.webhook_settings import read_webhook_settings

TEXT = (ROOT / "docs" / "webhook.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```python\n(.*?)```", TEXT, re.DOTALL)[1]
STARTED_WITH = dict(re.findall(r"(MADOGUCHI_WEBHOOK_KIOSK_\w+)=(\S+) make serve", TEXT))


@pytest.fixture
def address(app):
    settings = replace(app.extensions["settings"], webhooks=read_webhook_settings(STARTED_WITH))
    with running(create_app(settings, app.extensions["conversation"])) as found:
        yield found


def test_the_worked_example_works(address, capsys):
    exec(compile(EXAMPLE.replace("http://localhost:8000", address), "docs/webhook.md", "exec"), {})
    assert "コンビニで取得できる" in capsys.readouterr().out
