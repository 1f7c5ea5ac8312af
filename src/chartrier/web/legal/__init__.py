"""What the law wants a site to say."""
