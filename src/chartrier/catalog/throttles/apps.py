from django.apps import AppConfig


class ThrottlesConfig(AppConfig):
    name = "chartrier.catalog.throttles"
    label = "throttles"
