"""Adapters that Rasa loads by name: each hands Rasa's values to knowledge.text, or narrows what Rasa sends."""
