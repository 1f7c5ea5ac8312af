from django.apps import AppConfig


class ConservationConfig(AppConfig):
    name = "chartrier.catalog.conservation"
    label = "conservation"
