from django.apps import AppConfig


class DepositsConfig(AppConfig):
    name = "chartrier.catalog.deposits"
    label = "deposits"
