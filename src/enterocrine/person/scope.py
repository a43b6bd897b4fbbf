"""Who the model speaks of: conditions it knows, and those for which it stops instead of running silently."""

from __future__ import annotations

KNOWN_CONDITIONS = (
    "overweight",
    "obesity",
    "insulin_resistance",
    "prediabetes",
    "type_2_diabetes",
    "raised_crp",
    "hypertension",
    "dyslipidaemia",
    "constipation",
    "primary_hypogonadism",
    "secondary_hypogonadism",
    "perimenopausal",
    "postmenopausal",
)

# What people write -> the name under which the model refuses it.
_OUTSIDE_WORDS: dict[str, tuple[str, ...]] = {
    "pregnancy": ("pregnancy", "pregnant"),
    "age under 18": ("under_18", "child", "adolescent", "minor"),
    "eating disorder": ("eating_disorder", "anorexia", "anorexia_nervosa", "bulimia", "bulimia_nervosa", "binge_eating_disorder", "arfid"),
    "kidney disease": ("kidney_disease", "chronic_kidney_disease", "ckd", "renal_failure", "kidney_failure", "dialysis"),
    "liver disease": ("liver_disease", "cirrhosis", "hepatitis", "liver_failure", "nash", "mash"),
    "inflammatory bowel disease": ("ibd", "inflammatory_bowel_disease", "crohn", "crohns", "crohns_disease", "ulcerative_colitis", "colitis"),
    "bariatric surgery": ("bariatric_surgery", "gastric_bypass", "sleeve_gastrectomy", "gastric_band"),
    "active cancer": ("active_cancer", "cancer", "chemotherapy", "radiotherapy"),
    "removal of the colon": ("colectomy", "ileostomy", "colostomy", "short_bowel"),
}
OUTSIDE = {word: name for name, words in _OUTSIDE_WORDS.items() for word in words}
ANTIBIOTICS = "antibiotics within 8 weeks"
ANTIBIOTICS_WEEKS = 8.0

STOP = "enterocrine does not simulate people with {name}: nothing it rests on was measured for them"
ADVICE = "talk with your clinician; there is no setting that lifts this limit"


def plain(word: str) -> str:
    """A condition as people write it, as the name used here: lower case, words joined by underscores."""
    return "_".join(word.lower().replace("'", "").replace("-", " ").split())


def stop(name: str) -> str:
    """The fixed wording for a person outside the model."""
    return STOP.format(name=name)
