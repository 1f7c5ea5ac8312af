from django.apps import AppConfig


class ConventionsConfig(AppConfig):
    name = "chartrier.catalog.conventions"
    label = "conventions"
