"""Recipients, templates and letters that cannot drop a fact."""
