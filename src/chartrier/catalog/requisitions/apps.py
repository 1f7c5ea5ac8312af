from django.apps import AppConfig


class RequisitionsConfig(AppConfig):
    name = "chartrier.catalog.requisitions"
    label = "requisitions"
