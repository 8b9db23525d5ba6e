"""Addresses of what citizens wrote."""

from django.urls import path

from feedback.remark import views

urlpatterns = [
    path("ledelse/udsagn/", views.released, name="remarks"),
    path("ledelse/udsagn.csv", views.export, {"form": "csv"}, name="remarks-csv"),
    path("ledelse/udsagn.xlsx", views.export, {"form": "xlsx"}, name="remarks-xlsx"),
    path("ledelse/udsagn/venter/", views.waiting, name="remark-list"),
    path("ledelse/udsagn/<uuid:pk>/", views.release, name="remark-release"),
    path("ledelse/udsagn/<uuid:pk>/drop/", views.drop, name="remark-drop"),
]
