"""The units that are archives définitives."""
