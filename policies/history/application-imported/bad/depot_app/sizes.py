"""Sizes."""

DEPOT_LENGTH = 12
