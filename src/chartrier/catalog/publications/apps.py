from django.apps import AppConfig


class PublicationsConfig(AppConfig):
    name = "chartrier.catalog.publications"
    label = "publications"
