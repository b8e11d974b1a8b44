"""Findings about one picture, and how strong they are together."""
