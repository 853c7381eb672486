"""The command line, on the same store functions as the window. Works without a display and never imports Qt itself."""
