"""The language in which the physiology is written. Knows no biology, no solver, no person, no batch."""

from . import ops
from .arrays import Axis, Labelled
from .assemble import assemble
from .mechanism import Mechanism, Reaction, mechanism
from .parameters import ParameterTable
from .quantities import Factor, Input, Output, Parameter, Pool, Signal, only
from .system import System

__all__ = [
    "Axis",
    "Factor",
    "Input",
    "Labelled",
    "Mechanism",
    "Output",
    "Parameter",
    "ParameterTable",
    "Pool",
    "Reaction",
    "Signal",
    "System",
    "assemble",
    "mechanism",
    "only",
    "ops",
]
