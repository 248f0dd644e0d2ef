from django.contrib.admin.apps import AdminConfig


class StaffConfig(AdminConfig):
    default_site = "app.admin.StaffSite"
