from django.apps import AppConfig


class PreservationConfig(AppConfig):
    name = "chartrier.catalog.preservation"
    label = "preservation"
