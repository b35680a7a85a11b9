"""Japanese text: normalising, cutting into words, years and city names (standard library and Sudachi only)."""
