"""Pools and signals of bacteria given in capsules."""

from ...network import Input, Pool, Signal
from ..axes import strain

capsule_cells = Pool("capsule_cells", "CFU", (strain,), "cells of capsules on their way through the bowel")
swallowing_cells = Input("swallowing_cells", "CFU/h", (strain,), "cells of capsules swallowed evenly over time (else each capsule enters at once)")
strain_level = Signal("strain_level", "CFU/h", (strain,), "cells of capsules that pass, smoothed over their transit")
