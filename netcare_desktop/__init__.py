"""NetCare Desktop: care for the people you know, and let the circle grow at a pace you can keep."""

__version__ = "0.1.0"
