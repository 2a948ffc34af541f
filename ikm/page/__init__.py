"""What every page is made of: the frame around it, the filters, the block that shows one figure, generated parts."""

from ikm.page import briefing, forms, methods, operator, planner, present, programme, quality
from ikm.page.frame import View, start

__all__ = ["View", "briefing", "forms", "methods", "operator", "planner", "present", "programme", "quality", "start"]
