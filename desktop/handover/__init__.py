"""The package that is handed over: made, sealed, and verified."""
