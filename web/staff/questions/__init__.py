"""Learning from residents: the inbox, its themes and suggestions."""
