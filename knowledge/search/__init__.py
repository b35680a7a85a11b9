"""How the entry that answers a question is found."""
