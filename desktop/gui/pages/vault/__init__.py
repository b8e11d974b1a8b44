"""The page of the vault: open or make one, add to it, look at what it holds, and verify it."""

from desktop.gui.pages.vault.page import VaultPage

__all__ = ["VaultPage"]
