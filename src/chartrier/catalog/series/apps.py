from django.apps import AppConfig


class SeriesConfig(AppConfig):
    name = "chartrier.catalog.series"
    label = "series"
