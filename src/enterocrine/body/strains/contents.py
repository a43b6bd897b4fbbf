"""Pools and signals of bacteria given in capsules."""

from ...network import Pool, Signal
from ..axes import strain

capsule_cells = Pool("capsule_cells", "CFU", (strain,), "cells of capsules on their way through the bowel")
strain_level = Signal("strain_level", "CFU/h", (strain,), "cells of capsules that pass, smoothed over their transit")
