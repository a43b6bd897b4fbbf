"""enterocrine: an executable, evidence-graded model of the axis from diet through gut microbes to hormone signals."""

__version__ = "0.1.0"

PURPOSE = (
    "enterocrine is a research and education simulator. It shows what published findings, put into a mathematical model, imply for "
    "simulated people, and how uncertain that is. It is not a medical device and is not intended to diagnose, monitor, predict, treat or "
    "prevent disease in an individual, or to choose or change a medicine or its dose. Do not start, stop or change hormone treatment "
    "because of it. Discuss health decisions with your clinician."
)
