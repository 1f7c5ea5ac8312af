from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "chartrier.catalog.orders"
    label = "orders"
