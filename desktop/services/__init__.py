"""What the window and the commands both call: one use a module, no Qt."""
