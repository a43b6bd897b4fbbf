"""Carbon of the whole body: what was eaten is in a pool, burnt, passed or taken up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ..population.cohort import Cohort

# pool -> (parameter that holds carbon per unit, or None where the pool counts carbon itself)
CARBON = {
    "stomach": "microbiome.nutrient_carbon", "jejunum": "microbiome.nutrient_carbon", "ileum": "microbiome.nutrient_carbon",
    "substrates": "microbiome.substrate_carbon", "biomass": "microbiome.biomass_carbon", "residue": "microbiome.inert_carbon",
    "acids": "microbiome.acid_carbon", "circulating": "microbiome.acid_carbon", "host_carbon": None, "carbon_dioxide": None, "exhaled": None,
    "stool_carbon": None, "gas_carbon": None,
}  # fmt: skip


def carbon_weights(cohort: Cohort) -> np.ndarray:
    """(states, persons) mmol of carbon per unit of each state; 0 for pools that carry none (water, alkali, hydrogen, pH, dry stool)."""
    system = cohort.system
    place = {name: k for k, name in enumerate(system.parameter_names)}
    weights = np.zeros((len(system.states), cohort.size))
    for pool, table in CARBON.items():
        for k in system.state_index(pool).ravel():
            if table is None:
                weights[k] = 1
            elif table in place:
                weights[k] = cohort.parameters[place[table]]
            else:
                label = system.states[k].rstrip("]").split("[")[1].split(",")[-1]
                weights[k] = cohort.parameters[place[f"{table}[{label}]"]]
    return weights


def carbon_audit(cohort: Cohort, before: np.ndarray, after: np.ndarray, eaten: np.ndarray) -> np.ndarray:
    """Carbon that is unaccounted for, relative to what was eaten.

    Args:
        cohort: the people.
        before, after: (states, persons).
        eaten: (nutrients, persons) grams given between the two.

    Returns:
        (persons,) (carbon after - carbon before - eaten) / eaten.
    """
    weights = carbon_weights(cohort)
    stomach = cohort.system.state_index("stomach").ravel()
    intake = (eaten * weights[stomach]).sum(axis=0)
    change = ((after - before) * weights).sum(axis=0)
    return (change - intake) / intake
