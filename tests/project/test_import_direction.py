"""Who may import whom: the language knows no biology, the physiology knows no solver, only the outermost parts see everything."""

from __future__ import annotations

import graphlib

import pytest
from project_files import PACKAGE, module_of, own_imports, sources

# Each part, and the other parts it may import. `errors` and the package itself (version, purpose) are open to all.
OPEN = {"errors", "__version__", "PURPOSE"}
MAY_IMPORT: dict[str, set[str]] = {
    "network": set(),
    "engine": {"network"},
    "evidence": {"network"},
    "body": {"network", "evidence"},
    "models": {"network", "evidence", "body"},
    "food": {"body"},
    "person": {"food", "body"},
}
MAY_IMPORT["population"] = {*MAY_IMPORT} - {"engine"}
MAY_IMPORT["simulate"] = {*MAY_IMPORT, "engine"}
INNER = {*MAY_IMPORT}
for _part in ("studies", "explain", "plan"):
    MAY_IMPORT[_part] = INNER
MAY_IMPORT["exchange"] = INNER
OUTERMOST = {"cli", "web", "report", "__main__"}

# Narrower than a whole part: food and person need the names of things (axes), not the physiology.
ONLY = {("food", "body"): "enterocrine.body.axes", ("person", "body"): "enterocrine.body.axes"}
# Writing a file atomically is no reporting; the leaf that does it imports nothing of the package but errors.
LEAVES = ("enterocrine.report.atomic",)


def part_of(module: str) -> str:
    names = module.split(".")
    return names[1] if len(names) > 1 else ""


def wrong(importer: str, imported: str) -> str | None:
    """Why this import may not be, or None."""
    part, other = part_of(importer), part_of(imported)
    if not part or not other or part == other or other in OPEN or part in OUTERMOST:
        return None
    if imported.startswith(LEAVES):
        return None
    if part in OPEN:
        return f"{part} imports nothing of the package"
    if part not in MAY_IMPORT:
        return f"{part} has no place in the plan; give it one in MAY_IMPORT"
    if other not in MAY_IMPORT[part]:
        return f"{part} may import only {', '.join(sorted(MAY_IMPORT[part])) or 'errors'}"
    only = ONLY.get((part, other))
    if only and not imported.startswith(only):
        return f"{part} may import of {other} only {only}"
    return None


def all_imports() -> list[tuple[str, str, str]]:
    return [
        (module_of(path), imported, f"{path.relative_to(PACKAGE)}:{line}")
        for path in sources()
        for imported, line in own_imports(path)
    ]


def test_every_import_points_inwards() -> None:
    faults = [f"{where}: {imported}: {why}" for importer, imported, where in all_imports() if (why := wrong(importer, imported))]
    assert not faults, "\n".join(faults)


def test_no_part_imports_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for importer, imported, _ in all_imports():
        part, other = part_of(importer), part_of(imported)
        if part and other and part != other and not OPEN & {part, other} and not imported.startswith(LEAVES):
            graph.setdefault(part, set()).add(other)
    tuple(graphlib.TopologicalSorter(graph).static_order())  # raises CycleError, which names the circle


def test_leaves_open_to_all_import_nothing() -> None:
    faults = [
        f"{where}: {imported}"
        for importer, imported, where in all_imports()
        if importer in LEAVES and part_of(imported) not in OPEN | {""}
    ]
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("enterocrine.body.colon.transit", "enterocrine.engine.solve"),
        ("enterocrine.body.colon.transit", "enterocrine.simulate"),
        ("enterocrine.engine.emit", "enterocrine.body.axes"),
        ("enterocrine.network.assemble", "enterocrine.engine"),
        ("enterocrine.food.diary", "enterocrine.body.colon.transit"),
        ("enterocrine.simulate.run", "enterocrine.report.figures"),
        ("enterocrine.studies.run", "enterocrine.cli"),
        ("enterocrine.population.cohort", "enterocrine.simulate.run"),
        ("enterocrine.oracle", "enterocrine.network"),
    ],
)
def test_the_rule_catches_a_wrong_import(importer: str, imported: str) -> None:
    assert wrong(importer, imported)


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("enterocrine.body.colon.transit", "enterocrine.network.mechanism"),
        ("enterocrine.models", "enterocrine.body.colon"),
        ("enterocrine.food.intake", "enterocrine.body.axes.SUBSTRATES"),
        ("enterocrine.cli", "enterocrine.simulate"),
        ("enterocrine.studies.run", "enterocrine.report.atomic.write_text"),
        ("enterocrine.engine.solve", "enterocrine.errors.SolveError"),
    ],
)
def test_the_rule_lets_a_right_import_pass(importer: str, imported: str) -> None:
    assert wrong(importer, imported) is None
