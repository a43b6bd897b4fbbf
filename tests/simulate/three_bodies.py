"""People on whom models of inflammation and hormones are tried."""

from enterocrine.person.person import Person
from enterocrine.population import draw


def three_bodies(system, diet):
    """A lean man, a woman, a man with obesity, each at the medians."""
    bodies = (("male", 1.76, 76.0, 40.0), ("female", 1.64, 64.0, 40.0), ("male", 1.76, 112.0, 45.0))
    return draw(system, [Person(name=s, sex=s, age_y=a, height_m=h, weight_kg=w, diet=diet) for s, h, w, a in bodies], 3, worlds=0)
