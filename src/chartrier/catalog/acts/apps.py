from django.apps import AppConfig


class ActsConfig(AppConfig):
    name = "chartrier.catalog.acts"
    label = "acts"
