"""What every layer stands on: errors, words, work, files, places and settings."""
