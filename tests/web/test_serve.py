"""Start-up mistakes are one line each: what is wrong and how to mend it."""

import os
import socket
import subprocess

import pytest

from knowledge.settings import ROOT
from web.errors import BadSetting
from web.serve import free_port_number, kept_secrets, loopback, main, make_data_folder


def test_a_port_in_use_is_said():
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadSetting, match=rf"ポート {port} はほかのプログラムが使っています.*PORT="):
            free_port_number(str(port))


@pytest.mark.parametrize("text", ["", "web", "0", "70000", "-1"])
def test_a_port_must_be_a_port_number(text):
    with pytest.raises(BadSetting, match="PORT は"):
        free_port_number(text)


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(BadSetting, match=r"書き込めません.*MADOGUCHI_DATA"):
        make_data_folder(tmp_path / "file" / "var")


def test_secrets_are_made_once_and_kept_private(tmp_path):
    path = tmp_path / "secrets.env"
    first = kept_secrets(path)
    assert kept_secrets(path) == first
    assert len(set(first.values())) == len(first)
    assert os.stat(path).st_mode & 0o077 == 0


def test_a_new_secret_is_added_without_changing_the_old_ones(tmp_path):
    path = tmp_path / "secrets.env"
    path.write_text("MADOGUCHI_SECRET_KEY=old\n")
    assert kept_secrets(path)["MADOGUCHI_SECRET_KEY"] == "old"
    assert kept_secrets(path)["MADOGUCHI_RASA_TOKEN"]


def test_inner_processes_listen_on_loopback():
    found = loopback({"MADOGUCHI_DATA": "/data"})
    assert found["MADOGUCHI_RASA_URL"] == f"http://127.0.0.1:{found['MADOGUCHI_RASA_PORT']}"
    assert found["MADOGUCHI_TRACKER_URL"] == "sqlite:////data/tracker.db"
    assert len(found["MADOGUCHI_SOCKET"]) < 107


@pytest.mark.parametrize(("name", "value", "said"), [("PORT", "web", "PORT は"), ("MADOGUCHI_DATA", "/proc/nowhere", "書き込めません")])
def test_mistakes_are_told_before_anything_is_built(monkeypatch, capsys, name, value, said):
    monkeypatch.setenv(name, value)
    assert main(["--check"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1 and said in lines[0]


def test_make_serve_looks_at_the_ground_first():
    plan = subprocess.run(["make", "-n", "-W", "requirements/app.lock", "serve"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert plan.index("web.serve --check") < plan.index("knowledge.search.build")
