"""A plan document (PDF, HTML, text) → passages → draft entries for staff; nothing here publishes anything."""
