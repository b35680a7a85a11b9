"""Settings that both processes with knowledge need; each is an environment variable (docs/settings.md)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class KnowledgeSettings:
    """Where data lies, which database, which municipalities this deployment serves (empty: all)."""

    data: Path
    database_url: str
    municipalities: tuple[str, ...]
    encoder: Path | None


def read_knowledge_settings(environment: Mapping[str, str] = os.environ) -> KnowledgeSettings:
    """Read MADOGUCHI_DATA, MADOGUCHI_DATABASE_URL, MADOGUCHI_MUNICIPALITIES and MADOGUCHI_ENCODER."""
    data = Path(environment.get("MADOGUCHI_DATA") or ROOT / "var").absolute()
    served = environment.get("MADOGUCHI_MUNICIPALITIES", "")
    encoder = environment.get("MADOGUCHI_ENCODER")
    return KnowledgeSettings(
        data=data,
        database_url=environment.get("MADOGUCHI_DATABASE_URL") or f"sqlite:///{data / 'madoguchi.db'}",
        municipalities=tuple(name.strip() for name in served.split(",") if name.strip()),
        encoder=Path(encoder) if encoder else None,
    )
