from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "chartrier.catalog.territory"
    label = "territory"
