"""The commands: one module each, which parses, calls a service and prints."""
