from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "chartrier.catalog.observatory"
    label = "observatory"
