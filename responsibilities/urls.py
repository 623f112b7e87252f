from django.urls import path

from responsibilities.views import week

app_name = "responsibilities"

urlpatterns = [
    # week: the grid
    path("week/", week.week_edit, name="week-edit"),
    path("week/teachers/", week.TeacherPicker.as_view(), name="week-teachers"),
]
