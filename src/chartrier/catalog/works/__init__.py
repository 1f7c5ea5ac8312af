"""The travaux, and the queue of the workers."""
