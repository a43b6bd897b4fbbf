"""No public function, method or command takes a dose as something to choose: prescriptions are simulated, never optimised."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType, ModuleType

import click
import pytest
from project_files import sources, text_of

import enterocrine

# A name that speaks of choosing, and one that speaks of what is taken.
CHOOSING = re.compile(
    r"(optimi[sz]|minimi[sz]|maximi[sz]|best|titrat|recommend|suggest|propos|search|tune|tuning|choose|solve_for|find_dose|plan(?!_arms))", re.I
)
TAKEN = re.compile(r"(dose|dosing|protocol|prescri|treatment|medic|drug|testosterone|estradiol|progesterone|levothyroxine|hormone_therapy)", re.I)
# What only one who looks for a value asks for.
SOUGHT = re.compile(r"(bounds?|objective|target|goal|wanted|lower|upper|loss|cost|reward|range|grid|candidates?)$", re.I)
OPTIMISERS = re.compile(r"^(scipy\.optimize|skopt|optuna|nevergrad|cma|hyperopt|pyswarms|cvxpy|pulp)\b")


def modules() -> Iterator[ModuleType]:
    yield enterocrine
    for found in pkgutil.walk_packages(enterocrine.__path__, "enterocrine."):
        if not any(part.startswith("_") for part in found.name.split(".")[1:]):
            yield importlib.import_module(found.name)


def public(module: ModuleType) -> Iterator[tuple[str, FunctionType]]:
    """Functions and methods that the module defines and does not hide, by full name."""
    for name, thing in vars(module).items():
        if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
            continue
        if isinstance(thing, FunctionType):
            yield f"{module.__name__}.{name}", thing
        elif inspect.isclass(thing):
            for method, function in vars(thing).items():
                if isinstance(function, FunctionType) and not method.startswith("_"):
                    yield f"{module.__name__}.{name}.{method}", function


def chooses(name: str, function: FunctionType) -> str:
    """Why a function looks as if it chose a dose; empty where it does not."""
    parameters = inspect.signature(function).parameters
    own = name.removeprefix(f"{function.__module__}.")
    takes = [p for p, about in parameters.items() if TAKEN.search(p) or TAKEN.search(str(about.annotation).rsplit(".", 1)[-1])]
    if CHOOSING.search(own) and (takes or TAKEN.search(own) or TAKEN.search(str(function.__annotations__.get("return", "")))):
        return f"{name} speaks of choosing and of {', '.join(takes) or 'what is taken'}"
    sought = [p for p in parameters if SOUGHT.search(p)]
    if takes and sought:
        return f"{name} takes {', '.join(takes)} together with {', '.join(sought)}"
    if both := [p for p in parameters if TAKEN.search(p) and (SOUGHT.search(p) or CHOOSING.search(p))]:
        return f"{name} takes {', '.join(both)}"
    return ""


def options(command: click.Command, path: str = "enterocrine") -> Iterator[tuple[str, str]]:
    """(command, name of an option or argument)."""
    for parameter in command.params:
        yield path, " ".join([*(parameter.opts or []), parameter.name or ""])
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            found = command.get_command(click.Context(command), name)
            assert found is not None
            yield f"{path} {name}", name
            yield from options(found, f"{path} {name}")


def wrong_option(command: str, option: str) -> bool:
    """Whether an option of a command lets a dose be chosen: any that names what is taken, since a dose stands in the files alone."""
    last = command.split()[-1]
    return bool(TAKEN.search(option)) or bool(CHOOSING.search(last) and TAKEN.search(command + option))


def optimisers_near_doses(text: str) -> list[str]:
    """Optimisers that a source imports though it knows prescriptions."""
    tree = ast.parse(text)
    names = [(node.module or "", [a.name for a in node.names]) if isinstance(node, ast.ImportFrom) else ("", [a.name for a in node.names])
             for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    whole = [f"{module}.{name}".strip(".") for module, found in names for name in found]
    knows = any(re.search(r"person\.protocol|simulate\.doses|^protocol\.|^doses\.", name) for name in whole)
    return [name for name in whole if OPTIMISERS.search(name)] if knows else []


def test_no_public_function_chooses_a_dose():
    seen = [(name, function) for module in modules() for name, function in public(module)]
    assert len(seen) > 300, "the walk must see the package"
    assert any(name == "enterocrine.simulate.doses.doses" for name, _ in seen)
    assert not [why for name, function in seen if (why := chooses(name, function))]


def test_no_command_or_option_takes_a_dose():
    from enterocrine.cli import cli

    seen = list(options(cli))
    assert len(seen) > 40 and any("--change" in option for _, option in seen)
    assert not [f"{command}: {option}" for command, option in seen if wrong_option(command, option)]


def test_no_source_brings_prescriptions_and_an_optimiser_together():
    assert not {str(path): found for path in sources() if (found := optimisers_near_doses(text_of(path) or ""))}


def best_dose(person, drug): ...


def optimise(person, protocol, weeks=12): ...


def plan(person, goal, dose_range): ...


def titrate(person, testosterone_total): ...


def raise_hormone(person, dose, bounds): ...


def closest(person, protocol, target): ...


def solve_for(level, treatment): ...


@pytest.mark.parametrize("function", [best_dose, optimise, plan, titrate, raise_hormone, closest, solve_for], ids=lambda f: f.__name__)
def test_a_planted_function_is_seen(function):
    planted = ModuleType("enterocrine.planted")
    function.__module__ = "enterocrine.planted"
    setattr(planted, function.__name__, function)
    ((name, found),) = public(planted)
    assert chooses(name, found)


def plan_meals(person, wanted): ...


def doses(protocol, begin, end): ...


def fit(study, bounds): ...


@pytest.mark.parametrize("function", [plan_meals, doses, fit], ids=lambda f: f.__name__)
def test_a_harmless_function_is_not(function):
    assert not chooses(f"{function.__module__}.{function.__name__}", function)


@pytest.mark.parametrize(("command", "option", "wrong"), [
    ("enterocrine simulate", "--dose dose", True), ("enterocrine plan", "--protocol protocol", True), ("enterocrine optimise-dose", "person", True),
    ("enterocrine compare", "--change changes", False), ("enterocrine plan", "--meals meals", False),
])  # fmt: skip
def test_a_planted_option_is_seen(command, option, wrong):
    assert wrong_option(command, option) is wrong


def test_a_planted_optimiser_is_seen():
    assert optimisers_near_doses("from scipy.optimize import minimize\nfrom enterocrine.person.protocol import Treatment\n")
    assert not optimisers_near_doses("from scipy.optimize import minimize\n")


def test_nothing_that_fits_touches_prescriptions():
    fits = [path for path in Path(enterocrine.__file__).parent.rglob("fit*.py")]
    assert fits
    for path in fits:
        nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        names = {node.id for node in nodes if isinstance(node, ast.Name)} | {node.attr for node in nodes if isinstance(node, ast.Attribute)}
        assert not names & {"Treatment", "dose_of", "protocol"}, path
