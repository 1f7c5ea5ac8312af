"""The versement: reception, controls, acceptance or rejection, reply."""
