"""The dialogue model: intents, training, activation, the test pane."""
