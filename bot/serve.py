"""Rasa's server on loopback: `python -m bot.serve`. The token comes from the environment, so no process list shows it."""

import os
import sys

# First, while few modules are loaded: it looks for some 750 names in every loaded module (1 s here, 8 s after Rasa).
import skops.io  # noqa: F401
from rasa.__main__ import main


def arguments() -> list:
    """What `rasa run` is told. The token is joined to its option: one random token in 64 begins with a dash."""
    data = os.environ["MADOGUCHI_DATA"]
    return [
        *("rasa", "run", "--enable-api", f"--auth-token={os.environ['MADOGUCHI_RASA_TOKEN']}"),
        *("--interface", "127.0.0.1", "--port", os.environ["MADOGUCHI_RASA_PORT"]),
        *("--model", f"{data}/models/madoguchi.tar.gz", "--endpoints", "bot/endpoints.yml", "--credentials", "bot/credentials.yml"),
    ]


if __name__ == "__main__":
    sys.argv = arguments()
    main()
