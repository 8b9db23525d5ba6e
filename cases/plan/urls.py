"""Addresses of goals, measures and the shared plan."""

from django.urls import path

from cases.plan import views

urlpatterns = [
    path("cases/<int:pk>/plan/", views.plan, name="case-plan"),
    path("cases/<int:pk>/goal/", views.set_goal, name="case-goal"),
    path("cases/<int:pk>/measure/", views.add, name="case-measure"),
    path("measures/<int:pk>/change/", views.change, name="measure-change"),
    path("measures/<int:pk>/finish/", views.finish, name="measure-finish"),
    path("measures/<int:pk>/drop/", views.drop, name="measure-drop"),
    path("goals/<int:pk>/reach/", views.end_goal, {"step": "reach"}, name="goal-reach"),
    path("goals/<int:pk>/drop/", views.end_goal, {"step": "drop"}, name="goal-drop"),
]
