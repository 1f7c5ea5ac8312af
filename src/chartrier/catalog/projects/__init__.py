"""The projects of dematerialisation."""
