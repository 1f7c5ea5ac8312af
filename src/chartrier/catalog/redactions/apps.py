from django.apps import AppConfig


class RedactionsConfig(AppConfig):
    name = "chartrier.catalog.redactions"
    label = "redactions"
