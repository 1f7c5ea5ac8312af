from django.apps import AppConfig


class TenantsConfig(AppConfig):
    name = "chartrier.catalog.tenants"
    label = "tenants"
