"""Residents' words in the database: every place that keeps them, and how they are hidden and forgotten there."""
