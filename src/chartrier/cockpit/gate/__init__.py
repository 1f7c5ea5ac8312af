"""The gate: no dematerialisation project goes into service before its documents have an archive to go to."""
