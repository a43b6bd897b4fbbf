"""Two ways of endotoxin into the body: between the cells into portal blood, and with absorbed fat into lymph."""

from ...network import Parameter, mechanism
from ..axes import nutrient
from ..upper_gut.contents import jejunum
from .contents import between_cells, colonic_leak, endotoxin_leak, endotoxin_with_fat, luminal_endotoxin, small_bowel_leak

small_bowel_part = Parameter("small_bowel_part", "1")
leak_habit = Parameter("leak_habit", "1")
passage_gain = Parameter("passage_gain", "1")
fat_reference = Parameter("fat_reference", "g/h")
fat_share = Parameter("fat_share", "1")
small_bowel_transit = Parameter("small_bowel_transit", "h", table="upper_gut")
ileal_escape = Parameter("ileal_escape", "1", (nutrient,), table="upper_gut")


@mechanism(
    reads=[colonic_leak, small_bowel_leak, luminal_endotoxin],
    sets=[endotoxin_leak],
    parameters=[small_bowel_part, leak_habit, passage_gain],
    evidence="C",
)
def paracellular_route(x, p):
    """Endotoxin passes the epithelium in proportion to what the lumen holds and to how far the junctions stand open.

    Lactulose:rhamnose and plasma endotoxin correlate in healthy people (r 0.54). The small bowel is assumed to see a fixed part of what
    the colon holds.
    """
    open_ = (1 - p.small_bowel_part) * x.colonic_leak + p.small_bowel_part * x.small_bowel_leak
    return [endotoxin_leak.set(p.leak_habit * (1 + p.passage_gain * (open_ * x.luminal_endotoxin - 1)))]


@mechanism(
    reads=[jejunum, luminal_endotoxin],
    sets=[endotoxin_with_fat, between_cells],
    parameters=[fat_share, fat_reference, small_bowel_transit, ileal_escape],
    evidence="C",
)
def fat_linked_route(x, p):
    """Enterocytes pack endotoxin into chylomicrons with the fat that they absorb, whether or not the junctions leak.

    A butter meal raised plasma endotoxin by half in healthy men; in proportion to the fat absorbed and to what the lumen holds.
    """
    absorbed = x.jejunum.at(nutrient="fat") * 2 / p.small_bowel_transit * (1 - p.ileal_escape.at(nutrient="fat"))
    return [
        endotoxin_with_fat.set(p.fat_share * absorbed / p.fat_reference * x.luminal_endotoxin),
        between_cells.set(1 - p.fat_share),
    ]
