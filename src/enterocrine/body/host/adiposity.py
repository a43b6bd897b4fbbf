"""Body fat: a property of the person."""

from ...network import Parameter

fat_mass = Parameter("fat_mass", "g", table="host")
reference_fat_mass = Parameter("reference_fat_mass", "g", table="host")
