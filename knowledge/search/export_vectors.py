"""Takes the word vectors out of ja_ginza, once, at build time; the only place that loads spaCy."""

from pathlib import Path

import numpy as np
import spacy

from knowledge.search.word_vectors import save_vectors
from knowledge.text.normal import normalise

MODEL = "ja_ginza"


def export_vectors(folder: Path) -> int:
    """Write ja_ginza's vectors under `folder`; returns how many words they know."""
    vocab = spacy.load(MODEL, exclude=["parser", "ner", "tagger", "compound_splitter", "bunsetu_recognizer", "morphologizer"]).vocab
    places: dict[str, int] = {}
    for key, row in vocab.vectors.key2row.items():
        word = normalise(vocab.strings[key])
        if word and (word not in places or word == vocab.strings[key]):
            places[word] = int(row)
    save_vectors(folder, np.asarray(vocab.vectors.data, dtype=np.float32), places)
    return len(places)
