from django.urls import path

from responsibilities.views import (
    categories,
    closing,
    commitments,
    month_decisions,
    months,
    panels_months,
    wishes,
)

app_name = "responsibilities"

# Parts of other apps' pages: importing them offers them (`config.panels`).
PANELS = [commitments, panels_months]

urlpatterns = [
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
    path("months/people/<int:pk>/", months.month_of_person, name="month-of"),
    path("appointments/<int:pk>/commitment/", commitments.commitment_change, name="commitment-change"),
    path("roles/<int:pk>/commitment/", commitments.commitment_usual, name="commitment-usual"),
    path("categories/", categories.CategoryList.as_view(), name="category-list"),
    path("categories/add/", categories.category_create, name="category-create"),
    path("categories/<int:pk>/edit/", categories.category_edit, name="category-edit"),
    path("wishes/", wishes.wishes_edit, name="wishes-edit"),
]
