from django.apps import AppConfig


class ConnectorsConfig(AppConfig):
    name = "chartrier.catalog.connectors"
    label = "connectors"
