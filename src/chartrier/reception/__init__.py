"""Deposits of people who need not know SEDA: files sent, questions answered, a SIP made for them."""
