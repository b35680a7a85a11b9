"""Rasa's actions: thin adapters over knowledge (Python 3.12)."""
