"""Addresses of the pages about handovers."""

from django.urls import path

from cases.handover import offer_views, views

urlpatterns = [
    path("cases/<int:pk>/offer/", offer_views.offer, name="case-offer"),
    path("handovers/<int:pk>/", views.detail, name="handover-detail"),
    path("handovers/<int:pk>/accept/", views.accept, name="handover-accept"),
    path("handovers/<int:pk>/decline/", views.decline, name="handover-decline"),
    path("handovers/<int:pk>/withdraw/", views.withdraw, name="handover-withdraw"),
    path("handovers/<int:pk>/complete/", views.complete, name="handover-complete"),
    path("handovers/<int:pk>/object/", views.object_to, name="handover-object"),
]
