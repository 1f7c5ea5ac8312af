"""The instance for who operates it: health, jobs, copies, volumes."""
