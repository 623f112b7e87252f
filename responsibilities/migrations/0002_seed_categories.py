from django.db import migrations

# domain.md §1: the seven responsibilities, what stands beside them, and what eats teacher leader time.
CATEGORIES = [
    ("coaching_modeling", "Coaching and modeling", "Co-planning, model lessons, co-teaching, debriefs."),
    ("professional_development", "Professional development", "Designing and leading sessions for colleagues."),
    ("peer_observation_evaluation", "Peer observation and evaluation", "Peer visits, learning walks, walkthroughs."),
    ("data_school_improvement", "Data and school improvement", "Data meetings, improvement teams."),
    ("program_implementation", "Program implementation", "Rolling out curricula and STEM programs."),
    ("instructional_materials", "Instructional materials", "Choosing, writing and organizing materials."),
    ("outreach_partners", "Outreach and partners", "Families, universities, industry, community."),
    ("other_leadership", "Other leadership", "Leadership that fits none of the seven."),
    ("own_learning", "Own learning", "Role-alike meetings and training as a teacher leader."),
    ("diverted_duty", "Diverted duty", "Covering classes, lunch or bus duty, test coordination."),
]


def plant(apps, schema_editor):
    category = apps.get_model("responsibilities", "Category")
    for place, (code, name, hint) in enumerate(CATEGORIES, start=1):
        category.objects.create(code=code, name=name, hint=hint, order=10 * place, is_diverted=code == "diverted_duty")


def clear(apps, schema_editor):
    codes = [code for code, _name, _hint in CATEGORIES]
    apps.get_model("responsibilities", "Category").objects.filter(code__in=codes).delete()


class Migration(migrations.Migration):
    dependencies = [("responsibilities", "0001_categories_log_cycles_months")]
    operations = [migrations.RunPython(plant, clear)]
