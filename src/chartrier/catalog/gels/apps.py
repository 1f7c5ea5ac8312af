from django.apps import AppConfig


class GelsConfig(AppConfig):
    name = "chartrier.catalog.gels"
    label = "gels"
