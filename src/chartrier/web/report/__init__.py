"""The annual report in pages: each number leads to the list that makes it."""
