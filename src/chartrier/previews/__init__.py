"""What can be read of a document without opening it: its text, its pages as pictures. Made in a confined process."""
