"""The parts that a release compiles from their sources, because their wheels bring far more than the program uses."""
