"""What the project tests look at: the files of this checkout and the imports they make."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "enterocrine"


@lru_cache
def tracked() -> tuple[Path, ...]:
    """Files that are, or are about to be, under version control; outside a repository, all files that are no build product."""
    listing = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listing.returncode == 0:
        paths = [ROOT / name for name in listing.stdout.split("\0") if name]
    else:
        skipped = {".git", ".venv", "build", "dist", "__pycache__", "demo"}
        paths = [p for p in ROOT.rglob("*") if not skipped & set(p.relative_to(ROOT).parts) and ".egg-info" not in str(p)]
    return tuple(p for p in paths if p.is_file() and "__pycache__" not in p.parts)


def text_of(path: Path) -> str | None:
    """The text of a file, or None where it is not text."""
    data = path.read_bytes()
    if b"\0" in data[:8192]:
        return None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def sources() -> list[Path]:
    """Every Python file of the package."""
    return sorted(p for p in PACKAGE.rglob("*.py") if "__pycache__" not in p.parts)


def module_of(path: Path) -> str:
    """Dotted name of a source file, e.g. enterocrine.network.units."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def own_imports(path: Path) -> Iterator[tuple[str, int]]:
    """Modules of this package that a file imports, anywhere in it (inside functions too), with the line."""
    package = module_of(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "enterocrine":
                    yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            start = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*start, *([node.module] if node.module else [])])
            if stem.split(".")[0] == "enterocrine":
                for alias in node.names:
                    yield f"{stem}.{alias.name}", node.lineno
