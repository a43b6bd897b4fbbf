"""The route without endotoxin."""

import numpy as np
import pytest

from enterocrine.body.axes import exposure
from enterocrine.body.immune.sterile_drive import fatty_acids_and_fat


def test_saturated_fat_and_fat_mass_drive_and_nothing_else(alone, number):
    level = np.array([number(f"upper_gut.exposure_reference[{name}]") for name in exposure.labels])
    rest = alone(fatty_acids_and_fat, exposure_level=level).set["sterile_drive"]
    assert rest == pytest.approx((1 - number("immune.toll_share")) * number("immune.sterile_share"))
    assert alone(fatty_acids_and_fat, exposure_level=level, changed={"fat_mass": 2}).set["sterile_drive"] > rest
    level[exposure.index("saturated")] *= 2
    assert alone(fatty_acids_and_fat, exposure_level=level).set["sterile_drive"] > rest
    level[exposure.index("alcohol")] *= 9
    assert alone(fatty_acids_and_fat, exposure_level=level, changed={"sterile_share": 0}).set["sterile_drive"] == 0
