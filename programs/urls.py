from django.urls import path

from programs.views import enrollment_steps, enrollments, mine, panels_seats

app_name = "programs"

# Parts of pages: importing them offers them (`config.panels`).
PANELS = [panels_seats]

urlpatterns = [
    # Seats and participants
    path("programs/mine/", mine.my_programs, name="mine"),
    path("enrollments/", enrollments.EnrollmentList.as_view(), name="enrollment-list"),
    path("enrollments/accept/", enrollment_steps.accept_ticked, name="enrollments-accept"),
    path("enrollments/waitlist/", enrollment_steps.waitlist_ticked, name="enrollments-waitlist"),
    path("enrollments/decline/", enrollment_steps.decline_ticked, name="enrollments-decline"),
    path("enrollments/withdraw/", enrollment_steps.withdraw_ticked, name="enrollments-withdraw"),
    path("enrollments/message/", enrollment_steps.message_ticked, name="enrollments-message"),
    path("enrollments/<int:pk>/", enrollments.enrollment_detail, name="enrollment-detail"),
    path("enrollments/<int:pk>/accept/", enrollment_steps.enrollment_accept, name="enrollment-accept"),
    path("enrollments/<int:pk>/enroll/", enrollment_steps.enrollment_enroll, name="enrollment-enroll"),
    path("enrollments/<int:pk>/waitlist/", enrollment_steps.enrollment_waitlist, name="enrollment-waitlist"),
    path("enrollments/<int:pk>/decline/", enrollment_steps.enrollment_decline, name="enrollment-decline"),
    path("enrollments/<int:pk>/withdraw/", enrollment_steps.enrollment_withdraw, name="enrollment-withdraw"),
    path("enrollments/<int:pk>/put-back/", enrollment_steps.enrollment_put_back, name="enrollment-put-back"),
    path("enrollments/<int:pk>/takes-part/", enrollment_steps.enrollment_participant, name="enrollment-participant"),
    path("enrollments/<int:pk>/confirm/", enrollment_steps.seat_confirm, name="seat-confirm"),
    path("enrollments/<int:pk>/leave/", enrollment_steps.seat_leave, name="seat-leave"),
    path("cohorts/<int:pk>/ask/", enrollment_steps.seat_ask, name="seat-ask"),
    path("cohorts/<int:pk>/people/add/", enrollment_steps.enrollment_add, name="enrollment-add"),
]
