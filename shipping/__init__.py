"""What makes the built program small, complete, the same each time, and fit to be handed on; used by build.spec and dev.py."""
