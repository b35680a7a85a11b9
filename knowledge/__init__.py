"""The cities' answers and how they are found. Imports none of the other folders."""
