"""The action server, on loopback alone: `python -m actions PORT`."""

import logging
import sys

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor

import actions
from actions.answering import hold
from knowledge.live import open_live_clerk
from knowledge.settings import read_knowledge_settings


def main(port: int) -> None:
    """Load the knowledge, register every action of this folder and serve."""
    logging.basicConfig(level=logging.WARNING)
    hold(open_live_clerk(read_knowledge_settings()))
    executor = ActionExecutor()
    executor.register_package(actions)
    app = create_app(executor)
    app.run(host="127.0.0.1", port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main(int(sys.argv[1]))
