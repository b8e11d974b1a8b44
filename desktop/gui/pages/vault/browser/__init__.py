"""The items of a case, found again: as a list, as tiles, along the time, and where the same thing was seen."""
