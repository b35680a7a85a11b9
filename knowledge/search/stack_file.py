"""A fitted stack as a file of arrays: the forests' nodes, and the linear parts as text among them."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from knowledge.errors import SearchError
from knowledge.search.forest import Forest
from knowledge.search.ranker import LinearRanker
from knowledge.search.stack import Stack

_FORESTS = ("boosting", "trees")


def linear_of(content: Mapping[str, Any]) -> LinearRanker:
    """A linear ranker from what `asdict` made of it."""
    return LinearRanker(tuple(content["names"]), tuple(content["standing"]), tuple(content["span"]))


def packed_stack(stack: Stack) -> bytes:
    """The file's content."""
    arrays = {f"{part}.{name}": value for part in _FORESTS for name, value in vars(getattr(stack, part)).items()}
    told = json.dumps({"linear": asdict(stack.linear), "advisers": [asdict(adviser) for adviser in stack.advisers]})
    content = BytesIO()
    np.savez(content, told=np.array(told), **arrays)
    return content.getvalue()


def read_stack(path: Path) -> Stack:
    """Read a file; SearchError where it is damaged."""
    try:
        with np.load(path, allow_pickle=False) as file:
            told = json.loads(str(file["told"]))
            boosting, trees = (_forest(file, part) for part in _FORESTS)
    except (OSError, EOFError, ValueError, KeyError, BadZipFile) as error:
        raise SearchError(f"{path}: 読めません（python -m knowledge.search.build で作り直せます）") from error
    return Stack(linear_of(told["linear"]), boosting, trees, tuple(map(linear_of, told["advisers"])))


def _forest(file: Mapping[str, Any], part: str) -> Forest:
    feature, threshold, children, value, roots = (file[f"{part}.{name}"] for name in ("feature", "threshold", "children", "value", "roots"))
    return Forest(feature, threshold, children, value, roots, int(file[f"{part}.depth"]))
