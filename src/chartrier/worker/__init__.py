"""What is done in the background: the tasks that jobs name, and the process that does them."""
