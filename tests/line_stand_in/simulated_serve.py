"""`make line-simulator`: the whole product with LINE accounts of the stand-in, and the simulator's page."""

import os
import signal
import subprocess
import sys

from knowledge.catalogue import MUNICIPALITIES
from tests.line_stand_in.simulator import PORT
from tests.line_stand_in.simulator import main as simulate
from tests.line_stand_in.stand_in import ACCESS_TOKEN
from tests.line_stand_in.webhook_event import CHANNEL_SECRET


def environment() -> dict[str, str]:
    cities = sorted(path.name for path in MUNICIPALITIES.iterdir() if (path / "profile.yml").is_file())
    accounts = [*cities, "all"]
    keys = {f"MADOGUCHI_LINE_{name.upper()}_CHANNEL_SECRET": CHANNEL_SECRET for name in accounts}
    keys |= {f"MADOGUCHI_LINE_{name.upper()}_CHANNEL_ACCESS_TOKEN": ACCESS_TOKEN for name in accounts}
    return keys | {"MADOGUCHI_LINE_API_BASE": f"http://127.0.0.1:{PORT}", "SIMULATOR_ACCOUNTS": ",".join(accounts)}


def main() -> None:
    os.environ |= environment()
    # Whoever stops this page stops the product too, also where Ctrl-C is ignored (in the background).
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    product = subprocess.Popen([sys.executable, "-m", "web.serve"])
    try:
        simulate()
    except KeyboardInterrupt:
        pass
    finally:
        product.terminate()
        product.wait()


if __name__ == "__main__":
    main()
