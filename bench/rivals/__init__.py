"""What people would use for a part of the work, run as they run it: standard tools, and tools of preservation."""
