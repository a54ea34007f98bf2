"""Intake of images, our own copies, probing and fitting of videos."""
