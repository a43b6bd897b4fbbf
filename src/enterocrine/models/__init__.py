"""Which mechanisms make which model: plain tuples."""

from collections.abc import Callable, Iterable
from functools import cache

from ..network import System, assemble


def _colon_only() -> tuple:
    from ..body.blood.circulation import circulation
    from ..body.colon.absorption import acid_absorption, hydrogen_escape
    from ..body.colon.arrival import arrival_of_food, secretions
    from ..body.colon.stool import regional_contents, stool_composition
    from ..body.colon.transit import dry_matter, propulsive_motility, transport
    from ..body.colon.water_and_acidity import acid_base, water_uptake
    from ..body.host.carbon import breathing
    from ..body.microbiome.acetate_to_butyrate import acetate_uptake_with_carbohydrate
    from ..body.microbiome.acid_limits import acid_limits
    from ..body.microbiome.community import community, immigration_with_food
    from ..body.microbiome.cross_feeding import hydrogen_and_formate_use, lactate_use, succinate_use
    from ..body.microbiome.fermentation import fermentation
    from ..body.upper_gut.digestion import digestion

    return (
        digestion, arrival_of_food, secretions,
        propulsive_motility, dry_matter, transport, water_uptake, acid_base, acid_absorption, hydrogen_escape,
        acid_limits, fermentation, acetate_uptake_with_carbohydrate, lactate_use, succinate_use, hydrogen_and_formate_use,
        immigration_with_food, community, stool_composition, regional_contents, circulation, breathing,
    )  # fmt: skip


def _barrier_and_immune() -> tuple:
    from ..body.barrier.junction_links import (
        acids_along_the_colon,
        adiposity_and_colon,
        butyrate_and_junctions,
        fermentation_and_small_bowel,
        food_and_junctions,
        inflammation_and_junctions,
        scfa_and_junctions,
    )
    from ..body.barrier.leak import leakiness
    from ..body.barrier.luminal_endotoxin import guild_endotoxin, guilds_at_the_wall
    from ..body.barrier.mucus import hungry_guilds, mucus_layer
    from ..body.barrier.translocation import fat_linked_route, paracellular_route
    from ..body.blood.endotoxin import endotoxin_entry, plasma_endotoxin
    from ..body.immune.cytokine_release import cytokine_levels, cytokine_release, tnf_on_receptors
    from ..body.immune.nfkb import nfkb_activation
    from ..body.immune.recognition import toll_like_receptor
    from ..body.immune.restraints import anti_inflammatory_food, glucocorticoid, interleukin_10, tolerance
    from ..body.immune.sterile_drive import fatty_acids_and_fat
    from ..body.immune.stress_axis import cortisol_response
    from ..body.liver.acute_phase import acute_phase
    from ..body.upper_gut.exposures import eaten_exposures

    return (
        eaten_exposures, hungry_guilds, mucus_layer,
        acids_along_the_colon, butyrate_and_junctions, scfa_and_junctions, fermentation_and_small_bowel,
        inflammation_and_junctions, food_and_junctions, adiposity_and_colon, leakiness,
        guilds_at_the_wall, guild_endotoxin, paracellular_route, fat_linked_route, endotoxin_entry, plasma_endotoxin,
        toll_like_receptor, fatty_acids_and_fat, tolerance, interleukin_10, glucocorticoid, anti_inflammatory_food,
        nfkb_activation, cytokine_levels, cytokine_release, tnf_on_receptors, cortisol_response, acute_phase,
    )  # fmt: skip


@cache
def colon_only() -> System:
    """From plate to portal blood: upper gut, three-region colon with thirteen guilds, SCFA in blood and stool."""
    return assemble(_colon_only(), "colon_only")


@cache
def endotoxemia() -> System:
    """The colon with its barrier, endotoxin in blood, and the immune answer to it."""
    return assemble((*_colon_only(), *_barrier_and_immune()), "endotoxemia")


def shipped() -> System:
    """The model that commands run."""
    return colon_only()


MODELS: dict[str, Callable[[], System]] = {"colon_only": colon_only, "endotoxemia": endotoxemia}


def answering(outputs: Iterable[str]) -> System:
    """The model that has most of the outputs asked for; the shipped one where it has as many as any other."""
    asked = set(outputs)

    def answers(system: System) -> int:
        return len(asked & {q.name for q in system.outputs})

    others = [make() for make in MODELS.values()]
    best = max(others, key=answers)
    return best if answers(best) > answers(shipped()) else shipped()
