"""Medicines that block a cytokine, in the body."""

from ...network import Pool
from ..axes import blocker

blocker_amount = Pool("blocker_amount", "g", (blocker,), "given blocker of a cytokine in the body, from under the skin to plasma")
