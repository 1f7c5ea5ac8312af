from django.apps import AppConfig


class SearchesConfig(AppConfig):
    name = "chartrier.catalog.searches"
    label = "searches"
