"""Pools and inputs of given steroids; every amount is that of the hormone, not of its ester."""

from ...network import Input, Pool
from ..axes import oil, preparation

depot = Pool("depot", "mmol", (preparation,), "given steroid where it was put: oil, skin, vagina, gut")
left_the_oil = Pool("left_the_oil", "mmol", (oil,), "testosterone that has left its oil and is on its way to blood")
not_absorbed = Pool("not_absorbed", "mmol", (), "given steroid that never reached blood", ledger=True)

dosing = Input("dosing", "mmol/h", (preparation,), "given steroids spread evenly over time, as food may be (else each dose enters at once)")
worn_patch = Input("worn_patch", "mmol/h", (), "estradiol that a worn patch lets go")
