"""Addresses of tablets: where staff open them, and what people see on them."""

from django.urls import path

from feedback.counter import device, views

urlpatterns = [
    path("besvarelser/skranke/", views.open_counter, name="counter-open"),
    path(
        "besvarelser/skranke/<int:pk>/close/",
        views.close_counter,
        name="counter-close",
    ),
    path("t/<str:secret>/", device.answer, name="counter-answer"),
    path("t/<str:secret>/tak/", device.thanks, name="counter-thanks"),
]
