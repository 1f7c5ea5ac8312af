"""Which format a file is in (PRONOM), said by a confined process."""
