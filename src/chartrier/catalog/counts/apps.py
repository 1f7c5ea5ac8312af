from django.apps import AppConfig


class CountsConfig(AppConfig):
    name = "chartrier.catalog.counts"
    label = "counts"
