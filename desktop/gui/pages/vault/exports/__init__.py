"""Taking in a chat, an e-mail or a saved page: which file it is, what is in it, and what of it goes into the vault."""
