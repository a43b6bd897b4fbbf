"""Fermentation pathways balance carbon, hydrogen and oxygen, with carbon dioxide, water and ammonia as the remainder."""

import numpy as np
import pytest

from enterocrine.models import shipped

# Atoms C, H, O, N of one unit of each substrate and product (water of hydrolysis included).
HEXOSE, GALACTURONATE, PROTEIN = (6, 12, 6, 0), (6, 10, 7, 0), (100, 158, 31, 27)
ACIDS = {
    "acetate": (2, 4, 2, 0),
    "propionate": (3, 6, 2, 0),
    "butyrate": (4, 8, 2, 0),
    "branched": (4.5, 9, 2, 0),
    "lactate": (3, 6, 3, 0),
    "succinate": (4, 6, 4, 0),
    "formate": (1, 2, 2, 0),
}
HYDROGEN, ETHANOL, DIOXIDE, AMMONIA = (0, 2, 0, 0), (2, 6, 1, 0), (1, 0, 2, 0), (0, 3, 0, 1)


def _pathways():
    system = shipped()
    rows: dict = {}
    for name, value in zip(system.parameter_names, system.parameter_values, strict=True):
        for table, kind in (("products", "acid"), ("hydrogen_made", "hydrogen"), ("ethanol_made", "ethanol")):
            if name.startswith(f"microbiome.{table}["):
                labels = name.rstrip("]").split("[")[1].split(",")
                rows.setdefault(tuple(labels[:2]), {})[labels[2] if kind == "acid" else kind] = value
    return rows


@pytest.mark.parametrize(("guild", "substrate"), sorted(_pathways()))
def test_pathway_balances(guild, substrate):
    made = _pathways()[guild, substrate]
    unit = np.array({"pectin": GALACTURONATE, "protein": PROTEIN}.get(substrate, HEXOSE), float)
    left = unit.copy()
    for product, amount in made.items():
        left -= amount * np.array({"hydrogen": HYDROGEN, "ethanol": ETHANOL}.get(product, ACIDS.get(product)), float)
    dioxide, ammonia = left[0], left[3]
    assert dioxide >= -1e-9, "more carbon leaves than came"
    left -= dioxide * np.array(DIOXIDE, float) + ammonia * np.array(AMMONIA, float)
    # What is left must be whole water (taken up or set free): H = 2 O.
    assert left[1] == pytest.approx(2 * left[2], abs=0.02 * unit[0]), (
        f"hydrogen and oxygen do not close: {left[1]:.3f} H against {left[2]:.3f} O"
    )
