from django.urls import path

from programs.views import check_in, door, grid

app_name = "programs"

urlpatterns = [
    # Attendance and checking in
    path("check-in/", check_in.check_in_type, name="check-in"),
    path("check-in/<str:code>/", check_in.check_in_code, name="check-in-code"),
    path("attendance/<int:pk>/log/", check_in.attendance_log, name="attendance-log"),
    path("sessions/<int:pk>/door/", door.session_door, name="session-door"),
    path("sessions/<int:pk>/present/", door.session_present, name="session-present"),
    path("sessions/<int:pk>/sheet/", door.session_sheet, name="session-sheet"),
    path("sessions/<int:pk>/codes/", door.session_codes, name="session-codes"),
    path("sessions/<int:pk>/attendance/", grid.session_attendance, name="session-attendance"),
]
