"""One published trial: what was done, to whom, and what was seen. Plain frozen data, read from a STUDY.yaml.

The keys of contracts.md, and these besides:

- study: `title`, `note`, `not_run` (why nothing of it can be run), `defaults` (keys every outcome inherits); design `in_vitro`, cells in
  culture: `culture` (the medium before hour 0; an arm may have its own), arms with `hours`, `medium` ({testosterone: 10 nmol/L,
  butyrate: 2 mmol/L, insulin, nfkb, transcription: 0 as under actinomycin, ...}; what is not named is absent),
  `modify` (factors on parameters from hour 0), `washed` (hours in a medium of nothing after `hours`) and `emptied` (pools emptied at
  hour 0, as the message is to a cell whose protein synthesis is stopped); hour 0 is that of a challenge.
- population: `women_share` (0-1, where `sex: mixed`), `weight` (kg), `menopause` (pre | peri | post | by_age), `cycle_day`
  and `cycle_length` (d), `note`.
- arm: `days` instead of `weeks`; `dose` (the number that `with: dose` correlates against); `n` (its own size); `acute`; `note`;
  `cycle_day` (day of the menstrual cycle on which it ends, or its challenge begins; that of the population for every arm without one);
  `diet` may be left out (the habitual diet goes on) or hold `habitual: NAME` (another habitual diet than the population's).
- acute input: `every` and `times` (a dose that is repeated; a meal is given once); an infusion may be told as a rate (pmol/kg/min).
- acute: `fast` (hours without habitual meals before hour 0; none follow either while it lasts unless `habitual_meals: true`), `every`
  (how close the readings lie, such as 3 min; then only what outcomes ask for is kept).
- outcome: `about` (what was measured, our words), `rows` (ids of the target rows it stands for, the outcome's id if left out, `[]` for none),
  `select` per axis a label or a list, `combine` (sum | mean over what was selected), `per` ({output, select, combine}: divide by it; with
  `added_ratio` and `added_share` also `arm`, the same arm if left out),
  `less` (true: 1 minus the quotient, as fermentability is), `transform: log10`, `scale` (times a stated conversion, said in `note`),
  `as: standardised_difference`, `trough` (lowest), `time_above` (how long above `threshold`), `half_life` (over `when`, of what lies
  above `versus: baseline`), `time_of_change` (until the share `threshold` of the change over `when` has come),
  `integral_ratio` (both above the value before hour 0), `added_ratio` (area that the arm adds to that of `versus`, over the area that
  the arm of `per` adds to its output: with labelled hormone, a conversion ratio or a transfer from blood to blood), `added_share` (the
  same, each over its area in `versus`: how much of the output comes from that of `per`), `association_rate` and `dissociation_rate` (of one
  ligand and one site, fitted to a signal over `when` whose ligand is washed away at hour `threshold`), `exponentials` and `first_space`
  (how many the course of a pulse needs, read at `sampled` above `versus` with the relative error `threshold`, and dose over their sum at
  hour 0; `scale` is the dose in the output's unit times litres), `slope` and `percent_slope` (a unit of `with`),
  `sampled` (hours from hour 0: the geometric mean of readings then, as a model of logarithms over visits gives it),
  `statistic` (mean | median | share_below | share_above with `threshold`, percentile with which one as `threshold`), `among` ({sex: female}),
  `arm` as a list (their effects averaged) or `baseline` (before the trial), `direction` (up | down | none: what the paper says beside
  a number), `tolerance` (relative, for `within`), `samples` (averaged per person and arm), `observed: [low, high]` for a reported
  range or bound (null = open end), `n`, `read`, `use`, `system`; `with` may also be `dose` (across arms), `age` or `bmi` (of the person)
  or `baseline` (the person's own value before), `given` (an output held constant in a correlation), `of` (mean | change | integral |
  peak) is what is correlated; `same_as` (another outcome that holds the same fact more exactly; never fitted twice), `not_run` (why
  this one cannot be run).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROLES = ("calibrate", "check", "holdout")
DESIGNS = ("crossover", "parallel", "single_arm", "acute", "in_vitro")
ADDED = ("added_ratio", "added_share")  # what an arm adds over what it, or another, adds
FITTED = ("association_rate", "dissociation_rate", "exponentials", "first_space")  # by a curve through the course
MEASURES = ("mean", "change", "ratio", "percent_change", "integral", "peak", "peak_ratio", "time_of_peak", "correlation", "sign",
            "standardised_difference", "integral_ratio", "trough", "time_above", "half_life", "time_of_change", "slope", "percent_slope",
            *ADDED, *FITTED)
CONTRASTS = ("change", "ratio", "percent_change", "peak_ratio", "integral_ratio", "sign", "standardised_difference")
ASSOCIATIONS = ("correlation", "slope", "percent_slope")  # of an output with another, over persons or arms
STATISTICS = ("mean", "median", "share_below", "share_above", "percentile")
SPREADS = ("sd", "se", "ci95", "range", "unstated")
DIRECTIONS = ("up", "down", "none")
READS = ("abstract", "fulltext", "data", "secondary", "derived", "unverified")
USES = ("calibrate", "check", "null")
HABITUAL_DIETS = ("western", "mediterranean", "rural_african", "vegetarian")
BASELINE = "baseline"
ACUTE_ARM = "acute"


@dataclass(frozen=True)
class Citation:
    """Where the numbers were read."""

    text: str
    doi: str = ""
    pmid: str = ""


@dataclass(frozen=True)
class Population:
    """Who took part; `n` sets the width of the predicted mean, `age` [y] and `bmi` [kg/m2] are ranges."""

    n: int
    sex: str = "mixed"
    women_share: float = 0.5
    age: tuple[float, float] = (25.0, 55.0)
    bmi: tuple[float, float] = (20.0, 28.0)
    weight_kg: float | None = None
    conditions: tuple[str, ...] = ()
    menopause: str | None = None
    cycle_day: int | None = None
    cycle_length_d: float | None = None
    habitual_diet: str = "western"
    note: str = ""


@dataclass(frozen=True)
class Dose:
    """One acute input: its kind (`meal`, `colonic_infusion`, `endotoxin_iv`, ...), what of it, when [h], over how long [h], and how often
    at which distance [h]."""

    kind: str
    amount: Any
    at_h: float = 0.0
    over_h: float = 0.0
    every_h: float = 24.0
    times: int = 1


@dataclass(frozen=True)
class Challenge:
    """An acute experiment: `hours` long from hour 0, which falls at `clock_h`, after `fast_h` without habitual meals, read at every `every_h`."""

    hours: float
    clock_h: float = 8.0
    fast_h: float = 0.0
    habitual_meals: bool = False
    inputs: tuple[Dose, ...] = ()
    every_h: float | None = None


@dataclass(frozen=True)
class Dish:
    """An arm in culture: how long [h], what the medium holds [mmol/L], factors on parameters, pools that are emptied at
    hour 0, what the medium held before, where it is not that of the study, and how long [h] it holds nothing thereafter."""

    hours: float
    medium: Mapping[str, float] = field(default_factory=dict)
    modify: Mapping[str, float] = field(default_factory=dict)
    emptied: tuple[str, ...] = ()
    culture: Mapping[str, float] | None = None
    washed: float = 0.0


@dataclass(frozen=True)
class Arm:
    """One arm: its length [weeks], the change of diet it makes (CHANGE keys), and a challenge at its end where there is one; or a dish."""

    name: str
    weeks: float
    diet: Mapping[str, Any] = field(default_factory=dict)
    habitual: str = ""
    dose: float | None = None
    n: int | None = None
    acute: Challenge | None = None
    note: str = ""
    cycle_day: int | None = None
    dish: Dish | None = None


@dataclass(frozen=True)
class Measured:
    """A model output with what is picked along its axes, how that is put together, and its arm where that is not the outcome's."""

    output: str
    select: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    combine: str = "sum"
    arm: str = ""


@dataclass(frozen=True)
class Outcome:
    """One observation and the question to the model that answers it."""

    id: str
    measured: Measured
    arm: tuple[str, ...]
    as_: str
    unit: str
    observed: float | str | tuple[float | None, float | None] | None
    about: str = ""
    rows: tuple[str, ...] = ()
    system: str = ""
    versus: str = ""
    when: str | tuple[float, float] = "end"
    per: Measured | None = None
    less: bool = False
    transform: str = ""
    scale: float = 1.0
    statistic: str = "mean"
    threshold: float | None = None
    among: Mapping[str, str] = field(default_factory=dict)
    spread: tuple[float, float] | None = None
    spread_is: str = ""
    direction: str = ""
    across: str = ""
    with_: str = ""
    given: str = ""
    of: str = ""
    n: int | None = None
    samples: int = 1
    sampled: tuple[float, ...] = ()
    tolerance: float = 0.3
    read: str = ""
    use: str = ""
    same_as: str = ""
    note: str = ""
    not_run: str = ""

    @property
    def is_direction(self) -> bool:
        """Whether only a direction (up, down, none) was observed."""
        return isinstance(self.observed, str)

    @property
    def told(self) -> str:
        """The direction that was seen, whether as the observation itself or beside a number."""
        return self.observed if isinstance(self.observed, str) else self.direction

    @property
    def centre(self) -> float | None:
        """The observed number, the middle of an observed range, or None where neither is given."""
        if isinstance(self.observed, tuple):
            low, high = self.observed
            return None if low is None or high is None else (low + high) / 2
        return None if isinstance(self.observed, str) or self.observed is None else float(self.observed)

    @property
    def bounds(self) -> tuple[float | None, float | None]:
        """What was observed as an interval: the reported range, else the reported spread, else open."""
        if isinstance(self.observed, tuple):
            return self.observed
        return self.spread if self.spread is not None else (None, None)


@dataclass(frozen=True)
class Study:
    """One published trial; `digest` names its exact text."""

    id: str
    citation: Citation
    role: str
    population: Population
    design: str
    arms: tuple[Arm, ...]
    outcomes: tuple[Outcome, ...]
    title: str = ""
    note: str = ""
    not_run: str = ""
    path: str = ""
    digest: str = ""
    culture: Mapping[str, float] = field(default_factory=dict)

    def arm(self, name: str) -> Arm:
        """The arm of that name."""
        return next(arm for arm in self.arms if arm.name == name)

    @property
    def rows(self) -> tuple[str, ...]:
        """Ids of every target row this study stands for."""
        return tuple(row for outcome in self.outcomes for row in outcome.rows)


def load(path: str | Path) -> Study:
    """Read one STUDY.yaml.

    Args:
        path: the file.

    Returns:
        The study.

    Raises:
        InputError: every fault of the file at once, each with file, line and nearest valid names.
    """
    from enterocrine.studies.study_file import read_study

    return read_study(Path(path))
