"""NF-kB: driven by TLR4, by TNF and by what needs no endotoxin; damped by restraints."""

from ...network import Parameter, Reaction, mechanism, ops
from .contents import (
    cytokines,
    inflammatory_tone,
    late_response,
    nfkb,
    nfkb_activity,
    refractoriness,
    restraint,
    sterile_drive,
    toll_drive,
)
from .cytokine_release import rest_level
from .sterile_drive import sterile_share

toll_gain = Parameter("toll_gain", "1", table="immune")
toll_share = Parameter("toll_share", "1", table="immune")
amplification = Parameter("amplification", "1")
amplification_half = Parameter("amplification_half", "1")
tnf_drive = Parameter("tnf_drive", "1")
tnf_drive_half = Parameter("tnf_drive_half", "1")
activation = Parameter("activation", "1/h")
refractory_rate = Parameter("refractory_rate", "1/h")
lateness = Parameter("lateness", "1/h")


@mechanism(
    reads=[nfkb_activity, refractoriness, late_response, toll_drive, sterile_drive, restraint, cytokines],
    changes=[nfkb_activity, refractoriness, late_response],
    sets=[nfkb, inflammatory_tone],
    parameters=[
        toll_gain,
        toll_share,
        sterile_share,
        amplification,
        amplification_half,
        tnf_drive,
        tnf_drive_half,
        activation,
        refractory_rate,
        lateness,
        rest_level,
    ],
    evidence="A",
)
def nfkb_activation(x, p):
    """Occupied TLR4 switches NF-kB on, TNF of the neighbours makes the answer larger; aftermath and late responders follow it with a delay.

    Human challenge as bolus and as infusion. Without the amplification by TNF an infusion makes far too little interleukin-6. At rest
    endotoxin, sterile drive and what is constitutive share a drive of one.
    """
    tnf = x.cytokines.at(cytokine="tnf") / p.rest_level.at(cytokine="tnf")
    rest = 1 + p.amplification * ops.saturating(1, p.amplification_half)
    toll = p.toll_gain * x.toll_drive * (1 + p.amplification * ops.saturating(tnf, p.amplification_half)) / rest
    given = p.tnf_drive * (ops.saturating(tnf, p.tnf_drive_half) - ops.saturating(1, p.tnf_drive_half))
    constitutive = (1 - p.toll_share) * (1 - p.sterile_share)
    drive = (constitutive + toll + x.sterile_drive + given) * x.restraint
    return [
        Reaction("activation", p.activation * drive, produces={nfkb_activity: 1}),
        Reaction("deactivation", p.activation * x.nfkb_activity, {nfkb_activity: 1}),
        Reaction("building_up_of_refractoriness", p.refractory_rate * x.nfkb_activity, produces={refractoriness: 1}),
        Reaction("fading_of_refractoriness", p.refractory_rate * x.refractoriness, {refractoriness: 1}),
        Reaction("late_rise", p.lateness * x.nfkb_activity, produces={late_response: 1}),
        Reaction("late_fall", p.lateness * x.late_response, {late_response: 1}),
        nfkb.set(x.nfkb_activity),
        inflammatory_tone.set(toll + x.sterile_drive),
    ]
