"""Pools, factors and signals of growth hormone and IGF-1."""

from ...network import Factor, Output, Pool, Signal

gh_store = Pool("gh_store", "g", (), "growth hormone in the pituitary, ready for release")
gh_mass = Pool("gh_mass", "g", (), "growth hormone in plasma and what exchanges with it")
gh_depot = Pool("gh_depot", "g", (), "growth hormone under the skin")
ghrh_mass = Pool("ghrh_mass", "g", (), "given releasing hormone in plasma and what exchanges with it")
ghrh_depot = Pool("ghrh_depot", "g", (), "releasing hormone under the skin")
ghrh_felt = Pool("ghrh_felt", "1", (), "occupied receptors of releasing hormone as the release of growth hormone follows them")
gh_action = Pool("gh_action", "g/L", (), "growth hormone as the liver feels it")
igf1_level = Pool("igf1_level", "g/L", (), "IGF-1 in plasma, bound and free")

receptor_number = Factor(
    "receptor_number", about="growth hormone receptors of the liver: the most IGF-1 that growth hormone can call"
)
receptor_coupling = Factor("receptor_coupling", about="how much growth hormone counts behind its receptor")
igf1_loss = Factor("igf1_loss", about="how fast IGF-1 leaves plasma")

gh_level = Signal("gh_level", "g/L", (), "growth hormone in plasma")
ghrh_occupancy = Signal("ghrh_occupancy", "1", (), "releasing hormone at the pituitary")

gh = Output("gh", "ng/mL", (), "growth hormone in plasma, its pulses averaged")
igf1 = Output("igf1", "ng/mL", (), "IGF-1 in plasma")
