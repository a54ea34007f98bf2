"""The parts of the driver: what it arranges, does as a person, and sees."""
