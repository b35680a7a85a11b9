"""Measures how well the product answers graded questions."""
