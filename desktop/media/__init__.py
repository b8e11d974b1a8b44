"""Bytes from outside become pixels and typed facts, in a child process with limits."""
