"""What is switched for everybody: disaster notice, maintenance, retention."""
