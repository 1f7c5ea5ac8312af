from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "chartrier.catalog.journal"
    label = "journal"
