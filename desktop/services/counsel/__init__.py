"""What a counselor's desk does: several people's vaults side by side, consent, sessions, exposure, and giving a case away."""
