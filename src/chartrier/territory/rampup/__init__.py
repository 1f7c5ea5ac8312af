"""The ramp-up of those who archive for others: how far their members have come, who stopped, what there is room for."""
