"""Builds what search needs beside the entries: word vectors, ranker, calibration. Run: python -m knowledge.search.build"""

import sys
from pathlib import Path

from knowledge.search.export_vectors import export_vectors
from knowledge.search.word_vectors import vectors_exist
from knowledge.settings import read_knowledge_settings


def build(folder: Path) -> None:
    """Write the artefacts under `folder`; word vectors that are there already stay."""
    if not vectors_exist(folder):
        print(f"単語ベクトルを書き出しています（{folder}）…", flush=True)
        print(f"単語ベクトル: {export_vectors(folder)}語", flush=True)


def main() -> int:
    """The command."""
    build(read_knowledge_settings().data / "search")
    return 0


if __name__ == "__main__":
    sys.exit(main())
