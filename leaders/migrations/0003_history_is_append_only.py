from django.db import migrations

REFUSAL = "History entries are never changed or removed."

POSTGRESQL = f"""
CREATE FUNCTION leaders_history_refuse() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END
$$ LANGUAGE plpgsql;
CREATE TRIGGER leaders_history_kept BEFORE UPDATE OR DELETE ON leaders_auditentry
FOR EACH ROW EXECUTE FUNCTION leaders_history_refuse();
"""
POSTGRESQL_BACK = """
DROP TRIGGER leaders_history_kept ON leaders_auditentry;
DROP FUNCTION leaders_history_refuse();
"""
SQLITE = [
    f"CREATE TRIGGER leaders_history_no_{verb} BEFORE {verb.upper()} ON leaders_auditentry "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for verb in ("update", "delete")
]
SQLITE_BACK = [f"DROP TRIGGER leaders_history_no_{verb}" for verb in ("update", "delete")]


def _run(schema_editor, postgresql, sqlite):
    statements = [postgresql] if schema_editor.connection.vendor == "postgresql" else sqlite
    for statement in statements:
        schema_editor.execute(statement)


def protect(apps, schema_editor):
    """Trust A81: the database itself refuses to change or remove a history entry."""
    _run(schema_editor, POSTGRESQL, SQLITE)


def release(apps, schema_editor):
    _run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("leaders", "0002_disciplines")]
    operations = [migrations.RunPython(protect, release)]
