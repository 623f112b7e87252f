from django.urls import path

from programs.views import context_factors, goal_steps, goal_values, goals, logic, panels_goals

app_name = "programs"

# Parts of pages: importing them offers them (`config.panels`).
PANELS = [panels_goals]

urlpatterns = [
    # Goals: indicators, values, verdicts
    path("goals/", goals.GoalList.as_view(), name="goal-list"),
    path("goals/add/", goal_steps.goal_create, name="goal-create"),
    path("goals/export/", goal_values.goal_export, name="goal-export"),
    path("goals/values/", goal_values.goal_values, name="goal-values"),
    path("goals/context/", context_factors.ContextList.as_view(), name="context-list"),
    path("goals/context/add/", context_factors.context_create, name="context-create"),
    path("goals/context/<int:pk>/edit/", context_factors.context_edit, name="context-edit"),
    path("goals/context/<int:pk>/remove/", context_factors.context_remove, name="context-remove"),
    path("goals/<int:pk>/", goals.goal_detail, name="goal-detail"),
    path("goals/<int:pk>/edit/", goal_steps.goal_edit, name="goal-edit"),
    path("goals/<int:pk>/remove/", goal_steps.goal_remove, name="goal-remove"),
    path("goals/<int:pk>/verdict/", goal_steps.goal_judge, name="goal-judge"),
    path("goals/<int:pk>/indicators/add/", goal_steps.indicator_create, name="indicator-create"),
    path("indicators/<int:pk>/edit/", goal_steps.indicator_edit, name="indicator-edit"),
    path("indicators/<int:pk>/remove/", goal_steps.indicator_remove, name="indicator-remove"),
    path("indicators/<int:pk>/take/", goal_steps.indicator_take, name="indicator-take"),
    path("indicators/values/<int:pk>/edit/", goal_steps.measurement_edit, name="measurement-edit"),
    path("indicators/values/<int:pk>/remove/", goal_steps.measurement_remove, name="measurement-remove"),
    # Logic models
    path("programs/<int:pk>/logic/", logic.logic_model, name="logic-model"),
    path("programs/<int:pk>/logic/add/", logic.logic_create, name="logic-create"),
    path("logic/<int:pk>/edit/", logic.logic_edit, name="logic-edit"),
    path("logic/<int:pk>/move/", logic.logic_move, name="logic-move"),
    path("logic/<int:pk>/remove/", logic.logic_remove, name="logic-remove"),
]
