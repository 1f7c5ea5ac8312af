from django.apps import AppConfig


class TextsConfig(AppConfig):
    name = "chartrier.catalog.texts"
    label = "texts"
