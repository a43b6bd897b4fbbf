"""Doses are what a clinician prescribes: no function of the planner changes one."""

import ast
from pathlib import Path

import enterocrine

ROOT = Path(enterocrine.__file__).parent


def test_nothing_that_plans_or_fits_touches_prescriptions():
    seeking = [path for path in ROOT.rglob("*.py") if path.parent.name == "plan" or path.name.startswith("fit")]
    assert seeking
    for path in seeking:
        names = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)}
        assert not names & {"Treatment", "dose_of", "protocol"}, path
