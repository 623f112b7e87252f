from django.urls import path, re_path

from responsibilities.views import calendar_in, calendar_out, week

app_name = "responsibilities"

urlpatterns = [
    # week: the grid
    path("week/", week.week_edit, name="week-edit"),
    path("week/teachers/", week.TeacherPicker.as_view(), name="week-teachers"),
    # week: calendars in and out
    path("calendar/", calendar_out.calendar_show, name="calendar-show"),
    path("calendar/make/", calendar_out.calendar_make, name="calendar-make"),
    path("calendar/revoke/", calendar_out.calendar_revoke, name="calendar-revoke"),
    path("calendar/upload/", calendar_in.calendar_upload, name="calendar-upload"),
    path("calendar/review/", calendar_in.calendar_review, name="calendar-review"),
    path("calendar/drafts/", calendar_in.calendar_drafts, name="calendar-drafts"),
    re_path(rf"^calendar/(?P<token>{calendar_out.SHAPE})\.ics$", calendar_out.calendar_feed, name="calendar-feed"),
]
