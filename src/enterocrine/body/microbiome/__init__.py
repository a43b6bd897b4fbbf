"""Twelve guilds and a hydrogen sink: what they eat, what they make, what they tolerate."""
