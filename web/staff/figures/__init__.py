"""Seeing: daily counts, rates, charts, the monthly report, freshness."""
