from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "chartrier.catalog.transfers"
    label = "transfers"
