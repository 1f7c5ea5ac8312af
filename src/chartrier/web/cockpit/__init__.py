"""What an élu looks at: the content of the note, live, and its forms to take away."""
