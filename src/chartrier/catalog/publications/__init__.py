"""What is online, made of the acts that put it there."""
