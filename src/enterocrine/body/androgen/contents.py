"""Pools, factors and signals of androgens and of the pituitary hormones that drive gonads."""

from ...network import Factor, Output, Pool, Signal
from ..axes import androgen

androgen_mass = Pool("androgen_mass", "mmol", (androgen,), "androgens in the exchanging space of the body, bound and free")
shbg_level = Pool("shbg_level", "mmol/L", (), "sex hormone-binding globulin in plasma")
lh_level = Pool("lh_level", "IU/L", (), "luteinising hormone in plasma")
fsh_level = Pool("fsh_level", "IU/L", (), "follicle-stimulating hormone in plasma")
restraint_of_late = Pool("restraint_of_late", "1", (), "how gonadal steroids held LH back over the last weeks")

androgen_level = Signal("androgen_level", "mmol/L", (androgen,), "androgens in plasma, bound and free")
androgen_free = Signal("androgen_free", "mmol/L", (androgen,), "androgens in plasma that no protein holds")
androgen_held = Signal("androgen_held", "mmol/L", (androgen,), "androgens in plasma that SHBG holds")
shbg_unoccupied = Signal("shbg_unoccupied", "mmol/L", (), "sites of SHBG that no androgen holds")
androgen_cleared = Signal("androgen_cleared", "mmol/h", (androgen,), "androgens that leave the circulation, whatever they become")
gonadal_secretion = Signal("gonadal_secretion", "mmol/h", (androgen,), "androgens that testis or ovary secretes")
estradiol_seen = Signal("estradiol_seen", "1", (), "free estradiol, relative to what the person's sex has at rest", neutral=1)

shbg_production = Factor("shbg_production", about="what raises or lowers the making of SHBG by the liver")
leydig_response = Factor("leydig_response", about="testosterone that the testis makes at a given LH")
theca_response = Factor("theca_response", about="androgens that ovary and adrenals of women make at given pituitary hormones")
gonadotropin_drive = Factor("gonadotropin_drive", about="what raises or lowers LH and FSH at given steroids")
fsh_drive = Factor("fsh_drive", about="what raises or lowers FSH beyond what it does to LH")
estradiol_expected = Factor("estradiol_expected", about="estradiol that belongs to the day of the cycle, over that of rest")

testosterone_total = Output("testosterone_total", "nmol/L", (), "total testosterone in plasma, mean over the day")
testosterone_morning = Output("testosterone_morning", "nmol/L", (), "total testosterone in plasma at eight in the morning", grade="B")
testosterone_free = Output("testosterone_free", "pmol/L", (), "free testosterone in plasma, as calculated from total and SHBG")
testosterone_bioavailable = Output("testosterone_bioavailable", "nmol/L", (), "testosterone in plasma that SHBG does not hold")
dht = Output("dht", "nmol/L", (), "dihydrotestosterone in plasma")
androstenedione = Output("androstenedione", "nmol/L", (), "androstenedione in plasma", grade="B")
shbg = Output("shbg", "nmol/L", (), "sex hormone-binding globulin in plasma")
lh = Output("lh", "IU/L", (), "luteinising hormone in plasma")
lh_by_radioimmunoassay = Output("lh_by_radioimmunoassay", "IU/L", (), "luteinising hormone in plasma as a radioimmunoassay reads it",
                                grade="C")
fsh = Output("fsh", "IU/L", (), "follicle-stimulating hormone in plasma")
