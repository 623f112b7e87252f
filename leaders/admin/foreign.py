"""Tables of other packages have no page in the admin.

Writes to them would pass our history by. An e-mail address of allauth would let an administrator reset another user's
password; groups grant nothing here; jobs show what they were given.
"""

from allauth.account import admin as account
from django.contrib import admin
from django.contrib.auth import admin as auth
from django_tasks_db import admin as tasks

admin.site.unregister([account.EmailAddress, auth.Group, tasks.DBTaskResult])
