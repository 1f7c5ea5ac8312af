"""Lists of collectivités that are opened by a worker."""
