"""LINE: the signed webhook that takes events in, the worker's answers, notices for each person, the rich menu."""
