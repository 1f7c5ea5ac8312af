from django.apps import AppConfig


class WorksConfig(AppConfig):
    name = "chartrier.catalog.works"
    label = "works"
