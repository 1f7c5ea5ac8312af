from django.apps import AppConfig


class OpeningsConfig(AppConfig):
    name = "chartrier.catalog.openings"
    label = "openings"
