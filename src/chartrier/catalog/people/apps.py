from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "chartrier.catalog.people"
    label = "people"
