from django.urls import path

from leaders.views import district, home, import_steps, imports, people, pickers, positions, roles, schools

app_name = "leaders"

urlpatterns = [
    path("", home.home, name="home"),
    path("settings/", district.district_edit, name="district-edit"),
    path("pick/people/", pickers.PersonPicker.as_view(), name="person-picker"),
    path("pick/schools/", pickers.SchoolPicker.as_view(), name="school-picker"),
    # People, schools, roles, positions
    path("people/", people.PersonList.as_view(), name="person-list"),
    path("people/add/", people.person_create, name="person-create"),
    path("people/left/", people.person_left, name="person-left"),
    path("people/<int:pk>/", people.person_detail, name="person-detail"),
    path("people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:pk>/awards/add/", people.recognition_create, name="recognition-create"),
    path("people/<int:pk>/credentials/add/", people.credential_create, name="credential-create"),
    path("schools/", schools.SchoolList.as_view(), name="school-list"),
    path("schools/add/", schools.school_create, name="school-create"),
    path("schools/<int:pk>/", schools.school_detail, name="school-detail"),
    path("schools/<int:pk>/edit/", schools.school_edit, name="school-edit"),
    path("roles/", roles.RoleList.as_view(), name="role-list"),
    path("roles/add/", roles.role_create, name="role-create"),
    path("roles/<int:pk>/", roles.role_detail, name="role-detail"),
    path("roles/<int:pk>/edit/", roles.role_edit, name="role-edit"),
    path("positions/", positions.PositionList.as_view(), name="position-list"),
    path("positions/add/", positions.position_create, name="position-create"),
    path("positions/<int:pk>/", positions.position_detail, name="position-detail"),
    path("positions/<int:pk>/edit/", positions.position_edit, name="position-edit"),
    # Imports
    path("imports/", imports.ImportList.as_view(), name="import-list"),
    path("imports/add/", import_steps.import_add, name="import-add"),
    path("imports/<uuid:pk>/", imports.ImportDetail.as_view(), name="import-detail"),
    path("imports/<uuid:pk>/progress/", import_steps.import_progress, name="import-progress"),
    path("imports/<uuid:pk>/choose/", import_steps.import_choose, name="import-choose"),
    path("imports/<uuid:pk>/whole/", import_steps.import_whole, name="import-whole"),
    path("imports/<uuid:pk>/apply/", import_steps.import_apply, name="import-apply"),
    path("imports/<uuid:pk>/undo/", import_steps.import_undo, name="import-undo"),
    path("imports/<uuid:pk>/discard/", import_steps.import_discard, name="import-discard"),
]
