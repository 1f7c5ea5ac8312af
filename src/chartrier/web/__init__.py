"""The archive in a browser: parse, call one function, render."""
