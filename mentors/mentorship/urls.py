"""Addresses of mentorships."""

from django.urls import path

from mentors.mentorship import agreement, views

urlpatterns = [
    path("cases/<int:pk>/mentorship/", views.of_case, name="case-mentorship"),
    path(
        "cases/<int:pk>/mentorship/propose/", views.propose, name="mentorship-propose"
    ),
    path("mentorships/", views.listed, name="mentorship-list"),
    path("mentorships/<int:pk>/", views.detail, name="mentorship-detail"),
    path(
        "mentorships/<int:pk>/agreement/",
        agreement.agreement,
        name="mentorship-agreement",
    ),
    path("mentorships/<int:pk>/match/", views.match, name="mentorship-match"),
    path("mentorships/<int:pk>/activate/", views.activate, name="mentorship-activate"),
    path("mentorships/<int:pk>/renew/", views.renew, name="mentorship-renew"),
    path("mentorships/<int:pk>/end/", views.end, name="mentorship-end"),
]
