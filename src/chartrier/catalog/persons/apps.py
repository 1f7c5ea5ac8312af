from django.apps import AppConfig


class PersonsConfig(AppConfig):
    name = "chartrier.catalog.persons"
    label = "persons"
