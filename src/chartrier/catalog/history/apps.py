from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "chartrier.catalog.history"
    label = "history"
