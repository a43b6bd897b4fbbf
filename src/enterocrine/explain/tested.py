"""What stands behind a link: its strongest entries for and against, and whether people reach the doses at which it was shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..body.axes import exposure, scfa
from ..errors import EnterocrineError
from ..evidence.records import SYSTEMS, Entry, Ledger, Link, ledger
from ..network.units import convert
from ..simulate.exposures import meal_exposures
from .targets import every

if TYPE_CHECKING:
    from .why import Why

FOR, AGAINST = ("supports", "partly"), ("contradicts", "does not support")
NEAR = 1.1  # times the end of a range: not worth a word
_CHANCES = (0.05, 0.95)


@dataclass(frozen=True)
class Beyond:
    """Where the doses of a run lie beside those at which a link was shown.

    Args:
        what: the number of the run, such as "arterial_scfa, butyrate"; "" where the run has none to compare.
        low, high: 90 % of it, on both diets, in `unit`.
        tested_low, tested_high: in `unit` too.
        side: below, above, partly below, partly above, inside, or "" where nothing can be compared.
        times: how far outside the nearest end lies, as a ratio.
    """

    link: Link
    what: str
    unit: str
    low: float
    high: float
    tested_low: float
    tested_high: float
    side: str
    times: float

    @property
    def words(self) -> str:
        """Such as "arterial_scfa, butyrate 2 to 9 umol/L against 100 to 5000 umol/L in ..., 11 times below"."""
        shown = f" in {self.link.shown_in}" if self.link.shown_in not in ("", "none") else " where it was tried"
        tested = f"{_ends(self.tested_low, self.tested_high)} {self.unit}{shown}"
        if not self.side:
            return f"shown at {tested}; this run has no number to put beside it"
        found = f"{self.what} {_ends(self.low, self.high)} {self.unit} against {tested}"
        if self.side == "inside":
            return f"{found}: inside"
        far = f"{self.times:.2g} times " if NEAR < self.times < np.inf and not self.side.startswith("partly") else ""
        return f"{found}: {far}{self.side}"

    @property
    def outside(self) -> bool:
        return self.side not in ("", "inside")


def strongest(link: Link, known: Ledger | None = None) -> tuple[Entry | None, Entry | None]:
    """The entry that speaks most strongly for a link, and the one against it: people before animals before cells, then the plainer verdict,
    then the larger number of participants."""
    entries = (known or ledger()).entries_of[link.id]

    def first(verdicts: tuple[str, ...]) -> Entry | None:
        held = [e for e in entries if e.verdict in verdicts]
        return min(held, key=lambda e: (SYSTEMS.index(e.system), verdicts.index(e.verdict), -_number(e.n)), default=None)

    return first(FOR), first(AGAINST)


def beyond(why: Why, link: Link) -> Beyond | None:
    """Where a run lies beside the doses at which a link was shown; None where the ledger has none."""
    low, high, unit = link.tested
    low = high if low is None else low
    if low is None:
        return None
    high = low if high is None else high
    for what, own, values in (_compared(why, link), _eaten(why, link)):
        try:
            ends = (convert(low, unit, own), convert(high, unit, own)) if values is not None else None
        except (EnterocrineError, ValueError):  # what was given and what is measured are different things
            continue
        if ends is not None and values is not None:
            least, most = (float(v) for v in np.quantile(values, _CHANCES))
            return Beyond(link, what, own, least, most, *ends, *_side(least, most, *ends))
    return Beyond(link, "", unit, np.nan, np.nan, low, high, "", np.nan)


def _side(low: float, high: float, least: float, most: float) -> tuple[str, float]:
    if high < least / NEAR:
        return "below", least / high if high > 0 else np.inf
    if low > most * NEAR:
        return "above", low / most if most > 0 else np.inf
    if low < least / NEAR and least < most:
        return "partly below", least / low if low > 0 else np.inf
    if high > most * NEAR and least < most:
        return "partly above", high / most if most > 0 else np.inf
    return "inside", 1.0


def _compared(why: Why, link: Link) -> tuple[str, str, np.ndarray | None]:
    """The output that the ledger puts beside the tested range: one acid where the link names it, else all together."""
    held = [t for t in every(why.system).values() if t.output == link.compared_with]
    if not held:
        return "", "", None
    acid = next((name for name in scfa.labels if name in f"{link.id} {link.source}"), "")
    groups: dict[str, list[int]] = {}
    for target in held:
        labels = target.label.split(",")
        if acid and set(scfa.labels) & set(labels) and acid not in labels:
            continue
        rest = ",".join(name for name in labels if name not in scfa.labels)
        groups.setdefault(rest, []).append(target.pieces[0][0])
    values = np.concatenate([arm[:, places].sum(axis=1).mean(axis=0) for arm in (why.habitual, why.changed) for places in groups.values()])
    return f"{link.compared_with}, {acid}" if acid else link.compared_with, held[0].unit, values


def _eaten(why: Why, link: Link) -> tuple[str, str, np.ndarray | None]:
    """Grams a day of the one eaten substance that a link's gains name."""
    labels = {label for gain in link.gains for label in re.findall(r"\[([^\]]+)\]", gain)}
    if len(labels) != 1 or not labels <= set(exposure.labels):
        return "", "", None
    place = exposure.labels.index(next(iter(labels)))
    daily = [float(meal_exposures(arm.intake)[:, place].sum()) / arm.intake.days for arm in why.arms]
    return f"{next(iter(labels)).replace('_', ' ')} eaten", "g/d", np.array(daily)


def _number(text: str) -> int:
    found = re.match(r"\d+", text)
    return int(found.group()) if found else 0


def _ends(low: float, high: float) -> str:
    texts = dict.fromkeys(f"{value:.2g}" if abs(value) < 100 else f"{value:.0f}" for value in (low, high))
    return " to ".join(texts)
