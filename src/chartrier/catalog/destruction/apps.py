from django.apps import AppConfig


class DestructionConfig(AppConfig):
    name = "chartrier.catalog.destruction"
    label = "destruction"
