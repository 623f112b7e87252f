from django.db import migrations

# TRUNCATE fires no row trigger; SQLite's REPLACE deletes without firing the trigger on deletion.
POSTGRESQL = """
CREATE TRIGGER leaders_history_kept_whole BEFORE TRUNCATE ON leaders_auditentry
FOR EACH STATEMENT EXECUTE FUNCTION leaders_history_refuse();
"""
POSTGRESQL_BACK = "DROP TRIGGER leaders_history_kept_whole ON leaders_auditentry;"
SQLITE = """
CREATE TRIGGER leaders_history_no_replace BEFORE INSERT ON leaders_auditentry
WHEN EXISTS (SELECT 1 FROM leaders_auditentry WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'History entries are never changed or removed.'); END
"""
SQLITE_BACK = "DROP TRIGGER leaders_history_no_replace"


def protect(apps, schema_editor):
    """Trust A81: no statement empties the history or puts an entry in the place of another."""
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


def release(apps, schema_editor):
    schema_editor.execute(POSTGRESQL_BACK if schema_editor.connection.vendor == "postgresql" else SQLITE_BACK)


class Migration(migrations.Migration):
    dependencies = [("leaders", "0004_import_batches")]
    operations = [migrations.RunPython(protect, release)]
