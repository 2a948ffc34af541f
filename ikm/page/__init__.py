"""What every page is made of: the frame around it, the filters, the block that shows one figure."""

from ikm.page.frame import View, start

__all__ = ["View", "start"]
