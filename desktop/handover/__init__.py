"""The sealed package: written, signed, and verified by a stranger."""
