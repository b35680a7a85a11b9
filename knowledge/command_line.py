"""What the command-line tools share: usage mistakes told in one Japanese line, and progress on the error stream."""

import argparse
import sys
from typing import NoReturn, TextIO

_STEPS = 10


class JapaneseParser(argparse.ArgumentParser):
    """An argument parser whose mistakes are one Japanese line; exit code 2 as usual."""

    def error(self, message: str) -> NoReturn:
        """Say what to type instead of a stack of usage."""
        self.exit(2, f"指定が正しくありません（{message}）。使い方: {self.prog} --help\n")


class ShownProgress:
    """Shows how far a long task is: counting on a terminal, every tenth elsewhere."""

    def __init__(self, what: str, unit: str, stream: TextIO | None = None) -> None:
        self._what, self._unit, self._stream = what, unit, stream or sys.stderr

    def __call__(self, done: int, whole: int) -> None:
        """Tell that `done` of `whole` are behind us."""
        if self._stream.isatty():
            self._stream.write(f"\r{self._what} {done}/{whole}{self._unit}" + ("\n" if done == whole else ""))
        elif done == whole or done * _STEPS // whole > (done - 1) * _STEPS // whole:
            self._stream.write(f"{self._what} {done}/{whole}{self._unit}\n")
        self._stream.flush()
