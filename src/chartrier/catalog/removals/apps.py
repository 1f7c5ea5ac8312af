from django.apps import AppConfig


class RemovalsConfig(AppConfig):
    name = "chartrier.catalog.removals"
    label = "removals"
