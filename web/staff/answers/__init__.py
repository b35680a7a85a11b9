"""Keeping answers right: drafts, reviews, publication, history, sheets."""
