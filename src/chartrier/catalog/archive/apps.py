from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "chartrier.catalog.archive"
    label = "archive"
