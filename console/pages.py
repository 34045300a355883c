"""The table of routes: which page is where, what it needs, what makes it. Everything else follows from it.

docs/console-roles.md is made from here and from rules/officers.py; a test walks every row with every role.
"""

from __future__ import annotations

from console import (
    account,
    deciding,
    group_new,
    group_pages,
    held_pages,
    home,
    login,
    officer_doors,
    officer_pages,
    registration_page,
    registration_queue,
    thread_acts,
    thread_page,
    thread_queue,
    trail,
    welcome,
)
from console.page import CODE, DOOR, OWN, SETUP, Page

SEE, CHANGE = "officers.see", "officers.change"
ROUTES = (
    Page("GET", "/login", DOOR, slow=login.door),
    Page("POST", "/login", DOOR, slow=login.log_in),
    Page("GET", "/login/code", CODE, login.code),
    Page("POST", "/login/code", CODE, login.give_code),
    Page("GET", "/welcome", DOOR, slow=welcome.door),
    Page("POST", "/welcome", DOOR, slow=welcome.follow),
    Page("GET", "/welcome/app", SETUP, welcome.app),
    Page("POST", "/welcome/app", SETUP, welcome.set_up),
    Page("GET", "/", OWN, home.home, menu="home"),
    Page("GET", "/registrations", "registrations.see", registration_queue.listed, menu="registrations"),
    Page("POST", "/registrations/verify", "registrations.verify", deciding.verify),
    Page("POST", "/registrations/reject", "registrations.decide", deciding.reject),
    Page("GET", "/registrations/{id:int}", "registrations.see", registration_page.shown),
    Page("POST", "/registrations/{id:int}/show", "personal.show", registration_page.show),
    Page("POST", "/registrations/{id:int}/different", "registrations.verify", registration_page.different),
    Page("POST", "/registrations/{id:int}/return", "registrations.verify", deciding.give_back),
    Page("GET", "/groups", "groups.see", group_pages.listed, menu="groups"),
    Page("GET", "/groups/new", "groups.invite", group_new.new),
    Page("POST", "/groups/new", "groups.invite", group_new.add),
    Page("GET", "/groups/{id:int}", "groups.see", group_pages.shown),
    Page("POST", "/groups/{id:int}/phone", "groups.phone", group_pages.show_phone),
    Page("POST", "/groups/{id:int}/invite", "groups.invite", group_pages.invite_again),
    Page("POST", "/groups/{id:int}/withdraw", "groups.withdraw", group_pages.withdraw_coordinator),
    Page("GET", "/threads", "threads.see", thread_queue.listed, menu="threads"),
    Page("GET", "/threads/{id:int}", "threads.see", thread_page.shown),
    Page("POST", "/threads/{id:int}/answer", "threads.answer", thread_acts.answer),
    Page("POST", "/threads/{id:int}/take", "threads.answer", thread_acts.take),
    Page("POST", "/threads/{id:int}/hand", "threads.answer", thread_acts.hand_over),
    Page("POST", "/threads/{id:int}/close", "threads.answer", thread_acts.close),
    Page("GET", "/held", "threads.see", held_pages.listed),
    Page("POST", "/held/{id:int}/again", "threads.answer", held_pages.again),
    Page("GET", "/officers", SEE, officer_pages.listed, menu="officers"),
    Page("GET", "/officers/new", CHANGE, officer_pages.new),
    Page("POST", "/officers/new", CHANGE, officer_pages.add),
    Page("GET", "/officers/{id:int}", SEE, officer_pages.shown),
    Page("POST", "/officers/{id:int}", CHANGE, officer_pages.change),
    Page("POST", "/officers/{id:int}/link", CHANGE, officer_doors.new_link),
    Page("POST", "/officers/{id:int}/disable", CHANGE, officer_doors.disable),
    Page("POST", "/officers/{id:int}/enable", CHANGE, officer_doors.enable),
    Page("GET", "/audit", "audit.see", trail.listed, menu="audit"),
    Page("POST", "/audit/check", "audit.check", slow=trail.checked),
    Page("GET", "/account", OWN, account.page, menu="account"),
    Page("POST", "/account/password", OWN, slow=account.change_password),
    Page("POST", "/account/renew", OWN, slow=account.renew_app),
    Page("GET", "/account/app", OWN, account.app),
    Page("POST", "/account/app", OWN, account.set_app),
    Page("POST", "/account/sessions", OWN, account.end_others),
    Page("POST", "/logout", OWN, login.log_out),
)
MENU = tuple(page for page in ROUTES if page.menu)
