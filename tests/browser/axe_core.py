"""axe-core for the tests: fetched once from the npm registry, its pinned integrity checked. `python -m tests.browser.axe_core` fetches it."""

import base64
import hashlib
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

VERSION = "4.14.1"
INTEGRITY = "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
KEPT = Path(os.environ.get("MADOGUCHI_DATA") or Path(__file__).parents[2] / "var") / "tests" / f"axe-core-{VERSION}.js"


def axe_source() -> str:
    """The library's text."""
    if not KEPT.is_file():
        KEPT.parent.mkdir(parents=True, exist_ok=True)
        KEPT.write_text(_fetched(), encoding="utf-8")
    return KEPT.read_text(encoding="utf-8")


def _fetched() -> str:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", f"axe-core@{VERSION}"], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        package = next(Path(folder).glob("*.tgz"))
        digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
        assert f"sha512-{digest}" == INTEGRITY, "axe-core is not the pinned package"
        with tarfile.open(package) as files:
            return files.extractfile("package/axe.min.js").read().decode("utf-8")


if __name__ == "__main__":
    print(f"axe-core {VERSION}: {len(axe_source())} characters")
