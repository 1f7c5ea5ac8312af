from django.apps import AppConfig


class MaturityConfig(AppConfig):
    name = "chartrier.catalog.maturity"
    label = "maturity"
