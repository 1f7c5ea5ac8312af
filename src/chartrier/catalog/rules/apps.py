from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "chartrier.catalog.rules"
    label = "rules"
