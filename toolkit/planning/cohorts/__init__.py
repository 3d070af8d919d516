"""Cohorts: people, availability, rooms and facilitators into groups that meet at a weekly time, and what keeps the others out."""
