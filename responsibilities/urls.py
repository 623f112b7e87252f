from django.urls import path

from responsibilities.views import (
    categories,
    closing,
    commitments,
    cycle_steps,
    cycles,
    evidence,
    month_decisions,
    months,
    notes,
    offline,
    panels_months,
    sharing,
    stand_in,
    sync,
    week,
    wishes,
)

app_name = "responsibilities"

# Parts of other apps' pages: importing them offers them (`config.panels`).
PANELS = [commitments, panels_months]

urlpatterns = [
    # Confidential notes and files
    path("activities/<int:pk>/notes/add/", notes.note_create, name="note-create"),
    path("cycles/<int:pk>/notes/add/", notes.note_create_in_cycle, name="note-create-in-cycle"),
    path("notes/<int:pk>/edit/", notes.note_edit, name="note-edit"),
    path("notes/<int:pk>/remove/", notes.note_remove, name="note-remove"),
    path("notes/<int:pk>/done/", notes.note_done, name="note-done"),
    path("activities/<int:pk>/files/add/", evidence.evidence_create, name="evidence-create"),
    path("cycles/<int:pk>/files/add/", evidence.evidence_create_in_cycle, name="evidence-create-in-cycle"),
    path("activities/<int:pk>/copy/", sharing.copy_send, name="copy-send"),
    path("cycles/<int:pk>/let-in/", sharing.letting_create, name="letting-create"),
    path("let-in/<int:pk>/remove/", sharing.letting_remove, name="letting-remove"),
    path("files/<int:pk>/", evidence.evidence_download, name="evidence-download"),
    path("files/<int:pk>/remove/", evidence.evidence_remove, name="evidence-remove"),
    # week: the grid
    path("week/", week.week_edit, name="week-edit"),
    path("week/teachers/", week.TeacherPicker.as_view(), name="week-teachers"),
    # Offline: the installable app, and what phones send
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("sw.js", offline.worker, name="worker"),
    path("activities/offline/", offline.activity_offline, name="activity-offline"),
    path("activities/pocket/", sync.activity_pocket, name="activity-pocket"),
    path("activities/sync/", sync.activity_sync, name="activity-sync"),
    path("activities/token/", sync.activity_token, name="activity-token"),
    path("activities/<int:pk>/", stand_in.activity_detail, name="activity-detail"),
    # Coaching cycles
    path("cycles/", cycles.CycleList.as_view(), name="cycle-list"),
    path("cycles/add/", cycle_steps.cycle_create, name="cycle-create"),
    path("cycles/teachers/", cycle_steps.TeacherPicker.as_view(), name="cycle-teachers"),
    path("cycles/<int:pk>/", cycles.cycle_detail, name="cycle-detail"),
    path("cycles/<int:pk>/edit/", cycle_steps.cycle_edit, name="cycle-edit"),
    path("cycles/<int:pk>/stage/", cycle_steps.cycle_stage, name="cycle-stage"),
    path("cycles/<int:pk>/pause/", cycle_steps.cycle_pause, name="cycle-pause"),
    path("cycles/<int:pk>/resume/", cycle_steps.cycle_resume, name="cycle-resume"),
    path("cycles/<int:pk>/stop/", cycle_steps.cycle_stop, name="cycle-stop"),
    path("cycles/<int:pk>/complete/", cycle_steps.cycle_complete, name="cycle-complete"),
    # Months, commitments, categories, wishes
    path("months/", months.month_list, name="month-list"),
    path("months/attest/", months.month_attest, name="month-attest"),
    path("months/ask/", months.month_ask, name="month-ask"),
    path("months/close/", closing.CloseMonth.as_view(), name="month-close"),
    path("months/close/approve/", closing.approve_ticked, name="month-approve-ticked"),
    path("months/close/approve-unflagged/", closing.approve_unflagged, name="month-approve-unflagged"),
    path("months/close/return/", closing.return_ticked, name="month-return-ticked"),
    path("months/close/remind/", closing.remind_ticked, name="month-remind-ticked"),
    path("months/close/unlock/", closing.unlock_ticked, name="month-unlock-ticked"),
    path("months/<int:pk>/", months.month_detail, name="month-detail"),
    path("months/<int:pk>/approve/", month_decisions.month_approve, name="month-approve"),
    path("months/<int:pk>/return/", month_decisions.month_return, name="month-return"),
    path("months/<int:pk>/unlock/", month_decisions.month_unlock, name="month-unlock"),
    path("months/<int:pk>/relock/", month_decisions.month_relock, name="month-relock"),
    path("people/<int:pk>/months/", months.month_of_person, name="month-of"),
    path("appointments/<int:pk>/commitment/", commitments.commitment_change, name="commitment-change"),
    path("roles/<int:pk>/commitment/", commitments.commitment_usual, name="commitment-usual"),
    path("categories/", categories.CategoryList.as_view(), name="category-list"),
    path("categories/add/", categories.category_create, name="category-create"),
    path("categories/<int:pk>/edit/", categories.category_edit, name="category-edit"),
    path("wishes/", wishes.wishes_edit, name="wishes-edit"),
]
