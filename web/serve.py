"""`make serve`: check the ground, prepare the database, start every process under the supervisor, say when it is ready."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from knowledge.settings import ROOT, read_knowledge_settings
from web.errors import BadSetting, WebError

READY_SECONDS = 180
_SECRETS = ("MADOGUCHI_SECRET_KEY", "MADOGUCHI_RASA_TOKEN", "MADOGUCHI_LINE_KEY")


def main(arguments: Sequence[str] = ()) -> int:
    """Serve until stopped (`--check`: only look whether that can begin); returns the exit code. Every start-up mistake is one line: what and how to mend it."""
    try:
        if "--check" in arguments:
            check_ground(dict(os.environ))
            return 0
        environment = prepared_environment(dict(os.environ))
    except WebError as error:
        print(error, file=sys.stderr)
        return 1
    return supervise(environment)


def check_ground(environment: dict[str, str]) -> tuple[int, Path]:
    """The port and the data folder, made; BadSetting when the port is taken or the folder can't be written. Asked before anything long is built."""
    port = free_port_number(environment.get("PORT", "8000"))
    data = read_knowledge_settings(environment).data
    make_data_folder(data)
    return port, data


def prepared_environment(environment: dict[str, str]) -> dict[str, str]:
    """Everything the processes need: data folder, secrets, ports, a migrated and filled database."""
    port, data = check_ground(environment)
    # Two cores are shared by four processes: matrix products gain nothing from threads of their own.
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    environment |= {"PORT": str(port), "MADOGUCHI_DATA": str(data), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    environment |= {name: value for name, value in kept_secrets(data / "secrets.env").items() if name not in environment}
    environment |= loopback(environment)
    prepare_database(environment)
    return environment


def prepare_database(environment: dict[str, str]) -> None:
    """Migrate and fill the database in a process of its own, so that this one stays small; BadSetting with its complaint."""
    tell("データベースを用意しています")
    done = subprocess.run([sys.executable, "-m", "web.database"], env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BadSetting(done.stderr.strip().splitlines()[-1])
    tell(done.stdout.strip())


def free_port_number(text: str) -> int:
    """The port to listen on; BadSetting when it is no number or in use."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise BadSetting(f"PORT は1〜65535の数で指定してください（今の値:「{text}」）。")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("0.0.0.0", int(text)))
        except OSError:
            raise BadSetting(f"ポート {text} はほかのプログラムが使っています。`PORT=8001 make serve` のように別の番号を指定してください。") from None
    return int(text)


def make_data_folder(folder: Path) -> None:
    """Create the data folder; BadSetting when it can't be written."""
    try:
        (folder / "logs").mkdir(parents=True, exist_ok=True)
        (folder / "logs" / ".write").touch()
    except OSError:
        raise BadSetting(f"データの置き場所「{folder}」に書き込めません。MADOGUCHI_DATA に書き込めるフォルダーを指定してください。") from None


def kept_secrets(path: Path) -> dict[str, str]:
    """Random keys made at the first start and kept, readable by their owner alone."""
    known = dict(line.split("=", 1) for line in path.read_text().splitlines() if "=" in line) if path.exists() else {}
    if any(name not in known for name in _SECRETS):
        known = {name: secrets.token_urlsafe(32) for name in _SECRETS} | known
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text("".join(f"{name}={value}\n" for name, value in known.items()))
    return known


def loopback(environment: dict[str, str]) -> dict[str, str]:
    """Ports of the inner processes and the addresses that follow from them."""
    rasa = environment.get("MADOGUCHI_RASA_PORT") or str(unused_port())
    actions = environment.get("MADOGUCHI_ACTIONS_PORT") or str(unused_port())
    return {
        "MADOGUCHI_RASA_PORT": rasa,
        "MADOGUCHI_ACTIONS_PORT": actions,
        "MADOGUCHI_RASA_URL": f"http://127.0.0.1:{rasa}",
        "MADOGUCHI_TRACKER_URL": environment.get("MADOGUCHI_TRACKER_URL") or f"sqlite:///{environment['MADOGUCHI_DATA']}/tracker.db",
        # A socket's path may have 107 characters, so it can't lie in a deep data folder.
        "MADOGUCHI_SOCKET": environment.get("MADOGUCHI_SOCKET") or f"{tempfile.mkdtemp(prefix='madoguchi-')}/supervisor.sock",
    }


def unused_port() -> int:
    """A loopback port that nobody listens on now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def supervise(environment: dict[str, str]) -> int:
    """Run supervisord until it ends or we are told to stop."""
    tell("プロセスを起動しています（10〜20秒）")
    supervisor = subprocess.Popen([".venv/bin/supervisord", "-c", "deploy/supervisord.conf"], env=environment, cwd=ROOT)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: supervisor.terminate())
    tell_when_ready(supervisor, environment["PORT"])
    return supervisor.wait()


def tell_when_ready(supervisor: "subprocess.Popen[bytes]", port: str) -> None:
    """Print the address once the whole chain answers, or where the logs are when it doesn't."""
    end = time.monotonic() + READY_SECONDS
    while supervisor.poll() is None and time.monotonic() < end:
        if healthy(f"http://127.0.0.1:{port}/healthz"):
            tell(f"準備ができました: http://localhost:{port}/   （Ctrl-C で止まります）")
            return
        time.sleep(0.3)
    if supervisor.poll() is None:
        tell("まだ準備ができていません。ログ（データフォルダーの logs/）をご覧ください。")


def healthy(url: str) -> bool:
    """Whether the service says it is ready."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def tell(text: str) -> None:
    """One line of progress."""
    print(f"▶ {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
