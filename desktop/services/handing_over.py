"""Hand over: join the vault, the reports and the checks into one package, and verify such a package."""
