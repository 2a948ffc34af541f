"""From the office's files to a checked, published database."""
