"""The same figures on paper and in files: nothing here knows the screen."""
