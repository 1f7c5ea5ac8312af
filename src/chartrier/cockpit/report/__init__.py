"""The annual report: numbers of a year, each with the list of what makes it."""
