"""Personal data found in the text of a document. A help to whoever looks, never a verdict."""
