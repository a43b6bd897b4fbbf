"""The substrate classes of food, in the fixed order every table, diary and model input uses."""

from __future__ import annotations

from dataclasses import dataclass

SUBSTRATES: tuple[str, ...] = (
    "sugars", "starch", "resistant_starch_raw", "resistant_starch_cooked", "resistant_starch_cooled", "inulin",
    "galactooligosaccharides", "beta_glucan", "pectin", "arabinoxylan", "gums", "psyllium", "cellulose_lignin", "fibre_unknown",
    "protein", "saturated", "monounsaturated", "omega6", "ala", "epa_dha", "other_fat", "anthocyanins", "flavanols", "catechins",
    "other_polyphenols", "alcohol", "water",
)  # fmt: skip
INDEX: dict[str, int] = {name: i for i, name in enumerate(SUBSTRATES)}

RESISTANT_STARCH = ("resistant_starch_raw", "resistant_starch_cooked", "resistant_starch_cooled")
# Cell-wall and gum fibre: all of it is weighed as dietary fibre by AOAC 985.29/991.43, the methods behind food tables.
CELL_WALL = ("beta_glucan", "pectin", "arabinoxylan", "gums", "psyllium", "cellulose_lignin")
TYPED_FIBRE = ("inulin", "galactooligosaccharides", *CELL_WALL)
FIBRE = (*TYPED_FIBRE, "fibre_unknown")
FATS = ("saturated", "monounsaturated", "omega6", "ala", "epa_dha", "other_fat")
POLYPHENOLS = ("anthocyanins", "flavanols", "catechins", "other_polyphenols")

# Further quantities every food carries beside the substrate classes, per 100 g.
EXTRAS = ("energy", "fructose", "fibre_total", "carbohydrate", "fat", "live_microbes", "fermented", "nova", "known_fibre_share")

KJ_PER_KCAL = 4.184


@dataclass(frozen=True)
class Interval:
    """A quantity with its bounds.

    Args:
        low: lower bound, never above `mid`.
        mid: best value.
        high: upper bound, never below `mid`.
    """

    low: float
    mid: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.mid <= self.high:
            raise ValueError(f"an interval needs low <= mid <= high, got {self.low}, {self.mid}, {self.high}")

    @property
    def width(self) -> float:
        """Upper minus lower bound."""
        return self.high - self.low

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.mid + other.mid, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.mid - other.mid, self.high - other.low)

    def __mul__(self, other: Interval | float) -> Interval:
        """Product of two non-negative intervals, or with a non-negative number."""
        if isinstance(other, Interval):
            return Interval(self.low * other.low, self.mid * other.mid, self.high * other.high)
        return Interval(self.low * other, self.mid * other, self.high * other)

    __rmul__ = __mul__

    def clip(self, floor: float = 0.0, ceiling: float = float("inf")) -> Interval:
        """The interval with all three numbers moved into [floor, ceiling]."""
        return Interval(*(min(max(x, floor), ceiling) for x in (self.low, self.mid, self.high)))


def exactly(value: float) -> Interval:
    """An interval of no width."""
    return Interval(value, value, value)


ZERO = exactly(0.0)
