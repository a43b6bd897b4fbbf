"""Water absorption and the acid-base balance of the lumen."""

from ...network import Output, Parameter, Reaction, mechanism, ops
from ..axes import acid, guild, inert, region, substrate
from .contents import absorbed_acids, acids, alkali, biomass, lumen_ph, ph, residue, substrates, water

water_absorption = Parameter("water_absorption", "1/h", (region,))
microbes_hold = Parameter("microbes_hold", "L/g")
residue_holds = Parameter("residue_holds", "L/g", (inert,))
holding = Parameter("holding", "L/g")
gel_holding = Parameter("gel_holding", "L/g", (substrate,), sparse=True)
ph_middle = Parameter("ph_middle", "pH")
ph_width = Parameter("ph_width", "pH")
buffer_capacity = Parameter("buffer_capacity", "mmol/L/pH")
ph_response = Parameter("ph_response", "1/h")
alkali_exchange = Parameter("alkali_exchange", "mmol/L/pH/h", (region,))
mucosal_ph = Parameter("mucosal_ph", "pH", (region,))
sodium_with_acid = Parameter("sodium_with_acid", "1")
alkali_half = Parameter("alkali_half", "mmol/L")

water_absorbed = Output("water_absorbed", "L/d", (), "water taken up by the colon")


@mechanism(
    reads=[water, biomass, residue, substrates],
    changes=[water],
    sets=[water_absorbed],
    parameters=[water_absorption, microbes_hold, residue_holds, holding, gel_holding],
)
def water_uptake(x, p):
    """Free water follows sodium across the mucosa; what microbes, plant remains and gels hold stays.

    Microbes are four fifths water, remains of plants hold several times their weight, salts and fats hardly any. Uptake proportional to
    free water, highest in the caecum and none in the rectum (perfusion studies).
    """
    held = (p.microbes_hold * ops.total(x.biomass, guild) + ops.total(p.residue_holds * x.residue, inert)
            + ops.total((p.holding + p.gel_holding) * x.substrates, substrate))
    taken = p.water_absorption * x.water * x.water / (x.water + held)
    return [Reaction("water_uptake", taken, {water: 1}), water_absorbed.set(ops.total(taken, region))]


@mechanism(
    reads=[acids, alkali, water, ph, absorbed_acids],
    changes=[ph, alkali],
    sets=[lumen_ph],
    parameters=[ph_middle, ph_width, buffer_capacity, ph_response, alkali_exchange, mucosal_ph, sodium_with_acid, alkali_half],
)
def acid_base(x, p):
    """pH follows strong ions less organic acids over the buffer capacity; the mucosa secretes or absorbs alkali towards its own pH.

    Of the acids absorbed, one part takes sodium along, the other leaves its alkali behind (exchange of SCFA for bicarbonate); perfusion
    and dialysis in people show both.
    """
    excess = (x.alkali - ops.total(x.acids, acid)) / (x.water * p.buffer_capacity * p.ph_width)
    settled = p.ph_middle + p.ph_width * ops.tanh(excess)
    with_sodium = p.sodium_with_acid * ops.total(x.absorbed_acids, acid) * x.alkali / (x.alkali + p.alkali_half * x.water)
    return [
        Reaction("alkali_with_acids", with_sodium, {alkali: 1}),
        Reaction("buffering", p.ph_response * (settled - x.ph), produces={ph: 1}),
        Reaction("alkali_exchange", p.alkali_exchange * x.water * (p.mucosal_ph - x.ph), produces={alkali: 1}),
        lumen_ph.set(x.ph),
    ]
