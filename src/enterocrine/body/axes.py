"""Labels of every axis, in one place."""

from ..network import Axis

region = Axis("region", ("proximal", "transverse", "distal"))
scfa = Axis("scfa", ("acetate", "propionate", "butyrate"))
acid = Axis("acid", (*scfa.labels, "branched", "lactate", "succinate", "formate"))
guild = Axis("guild", ("BUN", "BAC", "RSD", "FIB", "BIF", "FPR", "ROS", "LAC", "NEG", "AKK", "ENT", "CLO", "H2X"))

# Carbohydrates that pass the small bowel under the name they were eaten with.
_PASSING = (
    "starch",
    "resistant_starch_raw",
    "resistant_starch_retrograded",
    "inulin",
    "galactooligosaccharides",
    "beta_glucan",
    "pectin",
    "arabinoxylan",
    "gums",
    "psyllium",
    "cellulose",
)
passing = Axis("passing", _PASSING)
nutrient = Axis("nutrient", ("sugars", *_PASSING, "lignin", "protein", "fat"))
# What guilds eat: the above, sugars and oligosaccharides set free, and what the host secretes.
carbohydrate = Axis("carbohydrate", (*_PASSING, "oligosaccharide", "mucin"))
substrate = Axis("substrate", (*carbohydrate.labels, "protein"))
fibre = Axis("fibre", _PASSING[1:])
inert = Axis("inert", ("lignin", "soluble"))

cytokine = Axis("cytokine", ("tnf", "il6", "il8", "il1b", "il10"))
# Eaten substances that act on barrier and immunity, beyond what they are as food.
exposure = Axis(
    "exposure",
    ("saturated", "omega3", "anthocyanins", "flavanols", "catechins", "other_polyphenols", "fructose", "alcohol", "fermented", "processed"),
)

# What capsules of live or killed bacteria hold.
strain = Axis("strain", ("akkermansia_live", "akkermansia_pasteurised", "bifidobacterium", "lactobacillus"))
# Medicines that catch a cytokine or stand at its receptor.
blocker = Axis("blocker", ("etanercept", "anakinra"))

# What the upper small bowel takes up and hormones answer to; glucose is that of a drink.
absorbable = Axis("absorbable", ("glucose", "sugars", "starch", "protein", "fat"))
eaten_absorbable = Axis("eaten_absorbable", absorbable.labels[1:])
ffar = Axis("ffar", ("FFAR2", "FFAR3"))

sex = Axis("sex", ("male", "female"))
# Steroids that the gonads, the adrenals and peripheral tissue make, and what the liver couples them to.
androgen = Axis("androgen", ("testosterone", "dihydrotestosterone", "androstenedione"))
estrogen = Axis("estrogen", ("estradiol", "estrone", "estriol"))
conjugate = Axis("conjugate", ("glucuronide", "sulfate"))
# Stores from which given steroids reach blood: oil in muscle or under the skin, gels and patches, vagina, gut.
oil = Axis(
    "oil",
    (
        "testosterone_enanthate",
        "testosterone_enanthate_under_skin",
        "testosterone_cypionate",
        "testosterone_undecanoate",
        "testosterone_undecanoate_tea_seed",
    ),
)
_GELS = ("testosterone_gel_1", "testosterone_gel_1_62", "testosterone_gel_2")
_GIVEN_TO_WOMEN = ("estradiol_patch", "estradiol_gel", "estradiol_vaginal", "progesterone_oral", "progesterone_vaginal", "progesterone_in_oil")
preparation = Axis("preparation", (*oil.labels, *_GELS, *_GIVEN_TO_WOMEN))
# Where receptors of sex hormones are told apart.
tissue = Axis("tissue", ("colon", "liver", "muscle", "bone", "adipose", "prostate", "breast", "endometrium"))
# The same axis in results; each receptor is followed only in some tissues.
androgen_tissue = Axis("tissue", ("colon", "muscle", "bone", "prostate"))
estrogen_tissue = Axis("tissue", ("bone", "breast", "endometrium"))
insulin_tissue = Axis("tissue", ("liver", "muscle", "adipose"))
# Androgens that the receptor holds.
androgen_ligand = Axis("androgen_ligand", androgen.labels[:2])

GUILD_NAMES = {
    "BUN": "Bacteroides uniformis",
    "BAC": "Bacteroides, Parabacteroides, Alistipes",
    "RSD": "Ruminococcus bromii",
    "FIB": "fibrolytic Ruminococcus, Lachnospiraceae",
    "BIF": "Bifidobacterium, Collinsella",
    "FPR": "Faecalibacterium, Subdoligranulum",
    "ROS": "Roseburia, Agathobacter, Lachnospira",
    "LAC": "Anaerobutyricum, Anaerostipes",
    "NEG": "Phascolarctobacterium, Dialister, Veillonella",
    "AKK": "Akkermansia muciniphila",
    "ENT": "Escherichia, Klebsiella",
    "CLO": "Clostridium, R. gnavus",
    "H2X": "hydrogen users (Blautia, Methanobrevibacter, Desulfovibrio)",
}
