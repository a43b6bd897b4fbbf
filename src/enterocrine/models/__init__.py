"""Which mechanisms make which model: plain tuples."""

from collections.abc import Callable, Iterable
from functools import cache

from ..errors import AssemblyError, Fault, InputError, nearest
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


def _hormones() -> tuple:
    from ..body.growth.growth_hormone import growth_hormone_kinetics, growth_hormone_level
    from ..body.growth.igf1 import igf1_turnover
    from ..body.growth.releasing_hormone import given_releasing_hormone
    from ..body.incretins.appetite import satiety
    from ..body.incretins.glp1 import glp1_kinetics, glp1_levels, incretin_effect
    from ..body.incretins.l_cells import meals_and_l_cells
    from ..body.incretins.pyy import pyy_kinetics
    from ..body.incretins.scfa_receptors import free_fatty_acid_receptors
    from ..body.insulin.adiposity import fat_and_insulin_response
    from ..body.insulin.appearance import glucose_from_food
    from ..body.insulin.cereal_fibre import cereal_fibre_and_insulin_response
    from ..body.insulin.clamp import euglycaemic_clamp
    from ..body.insulin.compensation import beta_cell_adaptation
    from ..body.insulin.fasting import fasting_levels
    from ..body.insulin.fatty_acids import lipolysis
    from ..body.insulin.fermentation import fermentation_and_insulin_response
    from ..body.insulin.glucose import glucose_balance, plasma_levels
    from ..body.insulin.secretion import insulin_kinetics
    from ..body.insulin.sensitivity import measured_sensitivity
    from ..body.thyroid.axis import pituitary_and_gland
    from ..body.thyroid.deiodination import thyroid_hormone_conversion
    from ..body.thyroid.levothyroxine import swallowed_levothyroxine
    from ..body.thyroid.thyrotropin_at_night import nightly_thyrotropin

    return (
        glucose_from_food, plasma_levels, fat_and_insulin_response, fermentation_and_insulin_response, cereal_fibre_and_insulin_response,
        measured_sensitivity, beta_cell_adaptation, glucose_balance, lipolysis, insulin_kinetics, fasting_levels, euglycaemic_clamp,
        meals_and_l_cells, free_fatty_acid_receptors, glp1_levels, glp1_kinetics, incretin_effect, pyy_kinetics, satiety,
        given_releasing_hormone, growth_hormone_level, growth_hormone_kinetics, igf1_turnover,
        pituitary_and_gland, thyroid_hormone_conversion, nightly_thyrotropin, swallowed_levothyroxine,
    )  # fmt: skip


def _androgens() -> tuple:
    from ..body.androgen.aromatisation import peripheral_aromatisation
    from ..body.androgen.binding import binding_to_shbg
    from ..body.androgen.fat_links import fat_and_aromatase, fat_and_womens_androgens
    from ..body.androgen.gonadotropins import gonadotropins
    from ..body.androgen.metabolism import androgen_clearance, androgen_conversion
    from ..body.androgen.production import adrenal_androgens, gonadal_androgens
    from ..body.androgen.rhythm import morning_testosterone
    from ..body.androgen.shbg import shbg_turnover
    from ..body.androgen.shbg_links import fat_and_shbg, testosterone_and_shbg

    return (
        binding_to_shbg, androgen_clearance, androgen_conversion, peripheral_aromatisation, gonadal_androgens, adrenal_androgens,
        gonadotropins, shbg_turnover, fat_and_shbg, testosterone_and_shbg, fat_and_aromatase, fat_and_womens_androgens,
        morning_testosterone,
    )  # fmt: skip


def _androgens_and_estrogens() -> tuple:
    from ..body.androgen.gonadotropins import estradiol_and_gonadotropins
    from ..body.androgen.shbg_links import hepatic_estrogen_and_shbg

    return (estradiol_and_gonadotropins, hepatic_estrogen_and_shbg)


def _estrogens() -> tuple:
    from ..body.estrogen.conjugates import conjugates_in_blood
    from ..body.estrogen.corpus_luteum import progesterone_balance
    from ..body.estrogen.cycle import pituitary_over_the_cycle
    from ..body.estrogen.dietary_fat import dietary_fat_and_aromatase, dietary_fat_and_ovary, fat_of_the_diet
    from ..body.estrogen.dietary_fibre import bulk_and_gonadal_axis, bulk_and_uptake, fermentable_fibre_and_glucuronidase
    from ..body.estrogen.gut_passage import passage_of_estrogens, swallowed_estrogens
    from ..body.estrogen.liver import estrogen_clearance, first_passage
    from ..body.estrogen.microbes import deconjugation, faecal_glucuronidase, reduction_of_estrone, uptake_of_freed_estrogens
    from ..body.estrogen.ovary import ovarian_secretion, ovary_and_luteinising_hormone
    from ..body.estrogen.plasma import estrogens_in_and_out_of_fat, estrogens_in_and_out_of_tissues, estrogens_in_plasma
    from ..body.estrogen.testis import estradiol_of_the_testis
    from ..body.estrogen.tissues import estrogens_of_tissues

    return (
        estrogens_in_plasma, estrogens_in_and_out_of_tissues, estrogens_in_and_out_of_fat, estrogen_clearance, first_passage,
        conjugates_in_blood, swallowed_estrogens, passage_of_estrogens,
        deconjugation, reduction_of_estrone, uptake_of_freed_estrogens, faecal_glucuronidase,
        pituitary_over_the_cycle, ovarian_secretion, ovary_and_luteinising_hormone, estradiol_of_the_testis, estrogens_of_tissues,
        progesterone_balance, fat_of_the_diet, dietary_fat_and_ovary, dietary_fat_and_aromatase,
        bulk_and_uptake, bulk_and_gonadal_axis, fermentable_fibre_and_glucuronidase,
    )  # fmt: skip


def _treatment() -> tuple:
    from ..body.treatment.estradiol import estradiol_past_the_liver
    from ..body.treatment.evenly import steroids_given_evenly
    from ..body.treatment.progesterone import given_progesterone
    from ..body.treatment.testosterone import testosterone_gel, testosterone_in_oil

    return (testosterone_in_oil, testosterone_gel, estradiol_past_the_liver, given_progesterone, steroids_given_evenly)


def _receptors() -> tuple:
    from ..body.receptors.androgen_receptor import androgen_receptor_self_repression, androgen_receptor_turnover, tissue_androgens
    from ..body.receptors.androgen_response import androgen_response
    from ..body.receptors.butyrate_links import (
        butyrate_and_androgen_receptor_amount,
        butyrate_and_androgen_receptor_import,
        butyrate_and_estrogen_receptor_amount,
        deacetylases_and_androgen_response,
        dish_for_tissue,
    )
    from ..body.receptors.deacetylase import butyrate_in_tissues, deacetylases_and_receptor_genes, histone_deacetylases
    from ..body.receptors.estrogen_receptor import (
        estrogen_binding,
        estrogen_receptor_self_repression,
        estrogen_receptor_turnover,
        estrogen_response,
    )

    return (
        butyrate_in_tissues, histone_deacetylases, deacetylases_and_receptor_genes,
        butyrate_and_androgen_receptor_import, butyrate_and_androgen_receptor_amount, deacetylases_and_androgen_response,
        butyrate_and_estrogen_receptor_amount, dish_for_tissue,
        tissue_androgens, androgen_receptor_self_repression, androgen_receptor_turnover, androgen_response,
        estrogen_binding, estrogen_receptor_self_repression, estrogen_receptor_turnover, estrogen_response,
    )  # fmt: skip


def _receptors_of_metabolic_hormones() -> tuple:
    """Receptors of insulin, and what the other axes lose between receptor and response; needs `_hormones`."""
    from ..body.receptors.insulin_receptor import insulin_at_tissues, insulin_receptor_turnover
    from ..body.receptors.interference import locks_and_static

    return (insulin_at_tissues, insulin_receptor_turnover, locks_and_static)


def _capsules_and_medicines() -> tuple:
    """Strains given in capsules, metformin and blockers of cytokines; needs the colon, `_barrier_and_immune` and `_hormones`."""
    from ..body.blockers.catching import caught_cytokines
    from ..body.blockers.sustaining import cytokines_and_low_grade_inflammation
    from ..body.metformin.kinetics import metformin_kinetics
    from ..body.metformin.links import metformin_and_l_cells, metformin_and_liver, metformin_and_mucin, metformin_and_muscle
    from ..body.strains.akkermansia_links import akkermansia_and_insulin_response, akkermansia_and_junctions
    from ..body.strains.passage import passage_of_strains
    from ..body.strains.probiotic_links import probiotics_and_inflammation, probiotics_and_junctions

    return (
        passage_of_strains, akkermansia_and_insulin_response, akkermansia_and_junctions, probiotics_and_inflammation,
        probiotics_and_junctions, metformin_kinetics, metformin_and_liver, metformin_and_muscle, metformin_and_l_cells,
        metformin_and_mucin, caught_cytokines, cytokines_and_low_grade_inflammation,
    )  # fmt: skip


def inflammation_and_receptors() -> tuple:
    """What a model with `_barrier_and_immune` and `_receptors` needs between the two."""
    from ..body.receptors.inflammation_links import (
        inflammation_and_androgen_receptor_amount,
        inflammation_and_androgen_response,
        inflammation_and_estrogen_response,
    )

    return (inflammation_and_androgen_receptor_amount, inflammation_and_androgen_response, inflammation_and_estrogen_response)


def _sex_hormones() -> tuple:
    return (*_androgens(), *_estrogens(), *_androgens_and_estrogens(), *_treatment(), *_receptors())


def hormones_and_sex_hormones() -> tuple:
    """What a model with `_hormones` and `_sex_hormones` needs between the two."""
    from ..body.androgen.shbg_links import insulin_and_shbg, thyroid_and_shbg

    return (insulin_and_shbg, thyroid_and_shbg)


def inflammation_and_sex_hormones() -> tuple:
    """What a model with `_barrier_and_immune` and `_sex_hormones` needs between the two."""
    from ..body.androgen.inflammatory_testis import inflammation_and_gonadotropins, inflammation_and_testis

    return (inflammation_and_testis, inflammation_and_gonadotropins)


def inflammation_and_hormones() -> tuple:
    """What a model with `_barrier_and_immune` and `_hormones` needs between the two; no model without both can hold it."""
    from ..body.growth.cytokine_resistance import igf1_loss_by_binding_protein, receptor_loss_by_cytokines, socs3_by_interleukin_6
    from ..body.incretins.inflammatory_release import inflammatory_release
    from ..body.insulin.cortisol import cortisol_and_insulin_response, cortisol_and_insulin_secretion
    from ..body.insulin.inflammatory_resistance import inflammatory_resistance
    from ..body.thyroid.inflammatory_thyroid import (
        inflammation_at_the_thyroid_axis,
        inflammatory_deiodination,
        inflammatory_thyrotropin,
    )

    return (
        inflammatory_resistance, cortisol_and_insulin_response, cortisol_and_insulin_secretion, inflammatory_release,
        receptor_loss_by_cytokines, socs3_by_interleukin_6, igf1_loss_by_binding_protein,
        inflammation_at_the_thyroid_axis, inflammatory_deiodination, inflammatory_thyrotropin,
    )  # fmt: skip


@cache
def colon_only() -> System:
    """From plate to portal blood: upper gut, three-region colon with thirteen guilds, SCFA in blood and stool."""
    return assemble(_colon_only(), "colon_only")


@cache
def endotoxemia() -> System:
    """The colon with its barrier, endotoxin in blood, and the immune answer to it."""
    return assemble((*_colon_only(), *_barrier_and_immune()), "endotoxemia")


@cache
def endocrine() -> System:
    """The colon with glucose and insulin, gut hormones, growth hormone and thyroid; without inflammation."""
    return assemble((*_colon_only(), *_hormones(), *_receptors_of_metabolic_hormones()), "endocrine")


@cache
def estrobolome() -> System:
    """The colon with sex hormones: gonadal axes, estrogens through bile and gut, treatment, receptors; without inflammation."""
    return assemble((*_colon_only(), *_sex_hormones()), "estrobolome")


@cache
def full_axis() -> System:
    """The whole axis: colon, barrier, endotoxin and immune answer, hormones, and what inflammation does to them."""
    hormones = (*_hormones(), *_receptors_of_metabolic_hormones(), *_sex_hormones())
    links = (*inflammation_and_hormones(), *hormones_and_sex_hormones(), *inflammation_and_sex_hormones(), *inflammation_and_receptors())
    return assemble((*_colon_only(), *_barrier_and_immune(), *hormones, *links, *_capsules_and_medicines()), "full_axis")


@cache
def androgens_in_gut() -> System:
    """The whole axis, and androgens through bile and gut: set free by microbes, and met by the colon's own receptors; an option."""
    from ..body.androgen.gut import (
        androgens_into_bile,
        deconjugation_of_androgens,
        passage_of_androgens,
        reduction_of_testosterone_by_microbes,
        uptake_of_freed_androgens,
    )
    from ..body.receptors.androgen_receptor import tissue_androgens
    from ..body.receptors.luminal_androgens import androgens_of_tissues_and_lumen

    passage = (androgens_into_bile, passage_of_androgens, deconjugation_of_androgens, reduction_of_testosterone_by_microbes)
    rest = (androgens_of_tissues_and_lumen if m is tissue_androgens else m for m in full_axis().mechanisms)
    return assemble((*rest, *passage, uptake_of_freed_androgens), "androgens_in_gut")


@cache
def cells() -> System:
    """Receptors of all tissues in culture, under a medium that an experiment gives; no part of any person, and no choice of `--model`."""
    from ..body.receptors.deacetylase import butyrate_in_tissues
    from ..body.receptors.insulin_receptor import insulin_receptor_turnover
    from ..body.receptors.medium import binding_curve, histones, medium, messages
    from ..body.receptors.preparations import androgen_receptor_of_an_extract, domain_on_a_chip

    receptors = [m for m in (*_receptors(), *inflammation_and_receptors()) if m is not butyrate_in_tissues]
    preparations = (domain_on_a_chip, androgen_receptor_of_an_extract)
    return assemble((medium, *receptors, insulin_receptor_turnover, messages, binding_curve, histones, *preparations), "cells")


def shipped() -> System:
    """The model that commands run: all that there is."""
    return full_axis()


# From the smallest to the largest: what several can answer, the first of them does.
MODELS: dict[str, Callable[[], System]] = {
    "colon_only": colon_only,
    "endotoxemia": endotoxemia,
    "endocrine": endocrine,
    "estrobolome": estrobolome,
    "full_axis": full_axis,
    "androgens_in_gut": androgens_in_gut,
}


def holding(places: Iterable[str]) -> System:
    """The shipped model where it has places for what is taken, else the smallest one that has; the shipped one where none has them all.

    Args:
        places: flat names of states or inputs.
    """
    wanted = set(places)
    first = (shipped, *MODELS.values())
    return next((s for make in first if wanted <= {*(s := make()).states, *s.input_names}), shipped())


@cache
def model(name: str = "", without: tuple[str, ...] = ()) -> System:
    """A model by its name, with some of its mechanisms left out.

    Args:
        name: a key of `MODELS`; the shipped model where empty.
        without: names of mechanisms, such as `insulin.inflammatory_resistance`; their order does not matter.

    Returns:
        The system; its name and its digest say what was left out.

    Raises:
        InputError: no such model, no such mechanism, or one that the others cannot do without.
    """
    if name and name not in MODELS:
        raise InputError(Fault(f"no model is called `{name}`", "model", cure=f"one of {', '.join(MODELS)}", nearest=nearest(name, MODELS)))
    whole = MODELS[name]() if name else shipped()
    if not without:
        return whole
    try:
        return assemble(whole.mechanisms, whole.name, without)
    except AssemblyError as error:
        raise InputError(error.faults) from None


def answering(outputs: Iterable[str], states: Iterable[str] = ()) -> System:
    """The smallest model that has most of the outputs asked for; the shipped one where no model has any.

    Args:
        outputs: names of outputs.
        states: flat names of states or inputs that something is given into; a model that has more of them comes first where it answers at all.
    """
    asked, given = set(outputs), set(states)

    def answers(system: System) -> tuple[int, int]:
        found = len(asked & {q.name for q in system.outputs})
        return (len(given & {*system.states, *system.input_names}) if found else 0, found)

    best = max((make() for make in MODELS.values()), key=answers)  # the first of several equals
    return best if answers(best)[1] else shipped()
