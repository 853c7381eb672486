"""Item models: lists of rows for the views; none of them queries."""
