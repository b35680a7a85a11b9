"""The staff's desk at /staff: keep answers right, learn from residents' questions, see how it goes."""
