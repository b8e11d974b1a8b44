"""Evidence at rest: key slots, sealed objects, the index and the custody log."""
