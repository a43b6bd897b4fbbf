"""Endotoxin in plasma: what TLR4 can see, what lipoproteins hide, and what an assay finds."""

from ...network import Output, Parameter, Pool, Reaction, mechanism
from ..barrier.contents import between_cells, endotoxin_leak, endotoxin_with_fat

endotoxin = Pool("endotoxin", "g", about="free, active endotoxin in plasma")
endotoxin_bound = Pool("endotoxin_bound", "g", about="endotoxin on lipoproteins, which TLR4 does not see")

endotoxin_active = Output("endotoxin_active", "pg/mL", (), "endotoxin in plasma that TLR4 can see", grade="C")
endotoxin_measured = Output("endotoxin_measured", "pg/mL", (), "endotoxin in plasma as a limulus assay reports it", grade="C")

weight = Parameter("weight", "g", table="host")
plasma_volume = Parameter("plasma_volume", "L/g")
toll_share = Parameter("toll_share", "1", table="immune")
toll_half = Parameter("toll_half", "g/L", table="immune")
toll_gain = Parameter("toll_gain", "1", table="immune")
bound_entry = Parameter("bound_entry", "g/L/h")
release_share = Parameter("release_share", "1")
binding = Parameter("endotoxin_binding", "1/h")
clearance_free = Parameter("endotoxin_clearance", "1/h", table="liver")
clearance_bound = Parameter("bound_clearance", "1/h", table="liver")
first_pass = Parameter("endotoxin_first_pass", "1", table="liver")
first_pass_reference = Parameter("first_pass_reference", "1", table="liver")
assay_scale = Parameter("endotoxin_assay_scale", "1")


def _at_rest(p):
    """Free endotoxin of the reference adult: where TLR4 gives the share of NF-kB that endotoxin has at rest."""
    return p.toll_half * p.toll_share / (p.toll_gain - p.toll_share)


@mechanism(
    reads=[endotoxin_leak, endotoxin_with_fat, between_cells],
    changes=[endotoxin, endotoxin_bound],
    parameters=[
        weight, plasma_volume, toll_share, toll_half, toll_gain, bound_entry, release_share, binding,
        clearance_free, first_pass, first_pass_reference,
    ],
    evidence="C",
)  # fmt: skip
def endotoxin_entry(x, p):
    """The liver takes most of what portal blood brings, and the rest comes nearly all bound to gut HDL; chylomicrons go round the liver by the lymph.

    Share taken by the liver and hiding by HDL: mice. Free endotoxin at rest is below what any assay tells from bound, so it is set by
    what it may do: its share of the resting drive of NF-kB. That chylomicrons hide endotoxin as HDL does is an assumption.
    """
    volume = p.plasma_volume * p.weight
    passed = x.endotoxin_leak * (1 - p.endotoxin_first_pass) / (1 - p.first_pass_reference)
    free = (p.endotoxin_clearance + p.endotoxin_binding) * _at_rest(p) * volume * (1 - p.release_share)
    bound = p.bound_entry * volume
    return [
        Reaction("portal_entry_free", free * passed, produces={endotoxin: 1}),
        Reaction("portal_entry_bound", bound * x.between_cells * passed, produces={endotoxin_bound: 1}),
        Reaction("entry_with_fat", bound * x.endotoxin_with_fat, produces={endotoxin_bound: 1}),
    ]


@mechanism(
    reads=[endotoxin, endotoxin_bound],
    changes=[endotoxin, endotoxin_bound],
    sets=[endotoxin_active, endotoxin_measured],
    parameters=[
        weight, plasma_volume, toll_share, toll_half, toll_gain, bound_entry, release_share, binding, clearance_free,
        clearance_bound, assay_scale,
    ],
    evidence="B",
)  # fmt: skip
def plasma_endotoxin(x, p):
    """Free endotoxin leaves plasma within minutes, to the liver and onto lipoproteins; bound endotoxin stays for hours and sets a little free.

    A slower clearance of what is free shows in challenges only, because its level at rest is set by what it does.
    Free: challenge in people. Bound: 1-3 h in meningococcal disease. An assay sees both, on a scale of its own; TLR4 sees the free part.
    """
    volume = p.plasma_volume * p.weight
    release = p.release_share * (p.endotoxin_clearance + p.endotoxin_binding) * _at_rest(p) * p.bound_clearance / p.bound_entry
    return [
        Reaction("clearance", p.endotoxin_clearance * x.endotoxin, {endotoxin: 1}),
        Reaction("binding", p.endotoxin_binding * x.endotoxin, {endotoxin: 1}, {endotoxin_bound: 1}),
        Reaction("release", release * x.endotoxin_bound, {endotoxin_bound: 1}, {endotoxin: 1}),
        Reaction("clearance_of_bound", p.bound_clearance * x.endotoxin_bound, {endotoxin_bound: 1}),
        endotoxin_active.set(x.endotoxin / volume),
        endotoxin_measured.set(p.endotoxin_assay_scale * (x.endotoxin + x.endotoxin_bound) / volume),
    ]
