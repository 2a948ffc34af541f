"""What every page is made of: the frame around it, the filters, the block that shows one figure, generated parts."""

from ikm.page import methods, operator, quality
from ikm.page.frame import View, start

__all__ = ["View", "methods", "operator", "quality", "start"]
