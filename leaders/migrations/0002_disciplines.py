from django.db import migrations

STEM = [
    ("science", "Science", ["biology", "chemistry", "physics", "earth-space-science", "environmental-science"]),
    ("technology", "Technology", ["computer-science", "digital-learning"]),
    ("engineering", "Engineering", ["robotics", "career-technical-stem"]),
    ("mathematics", "Mathematics", ["algebra", "geometry", "statistics", "early-mathematics"]),
    ("integrated-stem", "Integrated STEM", []),
]
NAMES = {
    "earth-space-science": "Earth and space science",
    "career-technical-stem": "Career and technical STEM",
}
OTHER = [
    ("literacy", "Literacy"),
    ("social-studies", "Social studies"),
    ("arts", "Arts"),
    ("physical-education", "Physical education and health"),
    ("world-languages", "World languages"),
    ("special-education", "Special education"),
    ("multilingual", "Multilingual learners"),
    ("general", "All subjects"),
]


def plant(apps, schema_editor):
    """The tree that every district starts with; a district may add branches."""
    discipline = apps.get_model("leaders", "Discipline")
    root = discipline.objects.create(code="stem", name="STEM", is_stem=True)
    for code, name, parts in STEM:
        branch = discipline.objects.create(code=code, name=name, parent=root, is_stem=True)
        for part in parts:
            label = NAMES.get(part, part.replace("-", " ").capitalize())
            discipline.objects.create(code=part, name=label, parent=branch, is_stem=True)
    for code, name in OTHER:
        discipline.objects.create(code=code, name=name, is_stem=False)


def clear(apps, schema_editor):
    rows = apps.get_model("leaders", "Discipline").objects
    while rows.exists():
        rows.filter(children__isnull=True).delete()


class Migration(migrations.Migration):
    dependencies = [("leaders", "0001_people_roles_appointments_pay")]
    operations = [migrations.RunPython(plant, clear)]
