"""The Rasa project: configuration and thin adapters (Python 3.10)."""
