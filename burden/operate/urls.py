"""Addresses of the operator's desk."""

from django.urls import path

from burden.operate import demo_page, views
from burden.operate.catalogue import edit_page as catalogue_edit_page
from burden.operate.catalogue import groups_page as catalogue_groups_page
from burden.operate.catalogue import history_page as catalogue_history_page
from burden.operate.catalogue import merging_page as catalogue_merging_page
from burden.operate.catalogue import page as catalogue_page
from burden.operate.clean_ups import page as clean_ups_page
from burden.operate.closing import page as closing_page
from burden.operate.closing import release_page
from burden.operate.decisions import page as deciding_page
from burden.operate.files import catalogue_page as catalogue_file_page
from burden.operate.files import headcounts_page, regions_page
from burden.operate.files import pages as files_pages
from burden.operate.health import page as health_page
from burden.operate.named_apps import page as named_apps_page
from burden.operate.people import deeds_page as people_deeds_page
from burden.operate.people import log_page as people_log_page
from burden.operate.people import page as people_page
from burden.operate.rules import page as rules_page
from burden.operate.site import facts_page as site_facts_page
from burden.operate.site import home_page
from burden.operate.suggestions import page as suggestions_page
from burden.operate.waves import codes_page, notices_page, preview_page
from burden.operate.waves import edit_page as wave_edit_page

app_name = "operate"
urlpatterns = [
    path("operate/", home_page.home, name="home"),
    path("operate/health/", health_page.health, name="health"),
    path("operate/next-demo-wave/", demo_page.next_demo_wave, name="next-demo-wave"),
    path("operate/demo/clear/", demo_page.clear, name="demo-clear"),
    path("operate/site-facts/", site_facts_page.facts, name="site-facts"),
    path("operate/rules/", rules_page.rules, name="rules"),
    path("operate/rules/<slug:code>/", rules_page.rule, name="rule"),
    path("operate/decisions/", deciding_page.decisions, name="decisions"),
    path("operate/decisions/<slug:code>/", deciding_page.decide_app, name="decide-app"),
    path("operate/catalogue/", catalogue_page.catalogue, name="catalogue"),
    path("operate/catalogue/new/", catalogue_edit_page.new_item, name="catalogue-new"),
    path("operate/catalogue/history/", catalogue_history_page.catalogue_history, name="catalogue-history"),
    path("operate/catalogue/groups/", catalogue_groups_page.catalogue_groups, name="catalogue-groups"),
    path("operate/catalogue/group/", catalogue_groups_page.catalogue_group, name="catalogue-group"),
    path("operate/catalogue/file/", catalogue_file_page.catalogue_import, name="catalogue-file"),
    path(
        "operate/catalogue/file/<slug:what>/<slug:form>/", catalogue_file_page.download, name="catalogue-file-download"
    ),
    path("operate/catalogue/<slug:code>/", catalogue_page.catalogue_item, name="catalogue-item"),
    path("operate/catalogue/<slug:code>/edit/", catalogue_edit_page.edit_item, name="catalogue-edit"),
    path("operate/catalogue/<slug:code>/retire/", catalogue_page.retire_item, name="catalogue-retire"),
    path("operate/catalogue/<slug:code>/merge/", catalogue_merging_page.merge_item, name="catalogue-merge"),
    path("operate/catalogue/<slug:code>/part/", catalogue_merging_page.part_item, name="catalogue-part"),
    path("operate/clean-ups/", clean_ups_page.clean_ups, name="clean-ups"),
    path("operate/clean-ups/new/", clean_ups_page.new_clean_up, name="clean-up-new"),
    path("operate/clean-ups/<int:key>/", clean_ups_page.clean_up, name="clean-up"),
    path("operate/clean-ups/<int:key>/delete/", clean_ups_page.delete_clean_up, name="clean-up-delete"),
    path("operate/waves/new/", wave_edit_page.new_wave, name="wave-new"),
    path("operate/people/", people_page.people, name="people"),
    path("operate/people/new/", people_page.invite_somebody, name="person-new"),
    path("operate/people/log/", people_log_page.people_log, name="people-log"),
    path("operate/people/<int:key>/", people_page.person, name="person"),
    path("operate/people/<int:key>/change/", people_page.change_person, name="person-change"),
    path("operate/people/<int:key>/<slug:name>/", people_deeds_page.deed, name="person-deed"),
    path("operate/waves/<slug:code>/", views.wave_page, name="wave"),
    path("operate/waves/<slug:code>/edit/", wave_edit_page.edit_wave, name="wave-edit"),
    path("operate/waves/<slug:code>/delete/", wave_edit_page.delete_wave, name="wave-delete"),
    path("operate/waves/<slug:code>/preview/", preview_page.preview, name="wave-preview"),
    path("operate/waves/<slug:code>/preview/<slug:form>/", preview_page.preview_form, name="wave-preview-form"),
    path("operate/waves/<slug:code>/notices/", notices_page.notices, name="wave-notices"),
    path("operate/waves/<slug:code>/notices/<slug:kind>.pdf", notices_page.paper, name="wave-paper"),
    path("operate/waves/<slug:code>/extend/", wave_edit_page.extend, name="wave-extend"),
    path("operate/waves/<slug:code>/open/", views.open_, name="open"),
    path("operate/regions/", regions_page.regions, name="regions"),
    path("operate/regions/file/", regions_page.region_import, name="region-file"),
    path("operate/regions/own/", regions_page.own_edition, name="regions-own"),
    path("operate/regions/file/<str:what>/<slug:form>/", regions_page.download, name="regions-download"),
    path("operate/files/<uuid:key>/", files_pages.file_import, name="file-import"),
    path("operate/files/<uuid:key>/confirm/", files_pages.confirm, name="file-confirm"),
    path("operate/files/<uuid:key>/give-up/", files_pages.give_up, name="file-give-up"),
    path("operate/files/<uuid:key>/undo/", files_pages.undo, name="file-undo"),
    path("operate/files/<uuid:key>/problems/", files_pages.problems, name="file-problems"),
    path("operate/waves/<slug:code>/headcounts/", headcounts_page.headcounts, name="headcounts"),
    path(
        "operate/waves/<slug:code>/headcounts/<slug:what>/<slug:form>/",
        headcounts_page.download,
        name="headcounts-download",
    ),
    path("operate/waves/<slug:code>/closing/", closing_page.closing, name="closing"),
    path("operate/waves/<slug:code>/close/", closing_page.close, name="close"),
    path("operate/waves/<slug:code>/after-the-last-day/", closing_page.after_the_last_day, name="after-the-last-day"),
    path("operate/waves/<slug:code>/publish/", closing_page.publish, name="publish"),
    path("operate/waves/<slug:code>/put-off/", closing_page.not_yet, name="put-off"),
    path("operate/waves/<slug:code>/compute-again/", closing_page.again, name="compute-again"),
    path("operate/releases/<uuid:release_id>/", release_page.release, name="release"),
    path("operate/waves/<slug:code>/codes/", codes_page.codes, name="codes"),
    path("operate/waves/<slug:code>/codes/confirm/", codes_page.confirm, name="codes-confirm"),
    path("operate/waves/<slug:code>/codes/slips/", codes_page.slips, name="codes-slips"),
    path("operate/waves/<slug:code>/suggestions/", suggestions_page.suggestions, name="suggestions"),
    path("operate/waves/<slug:code>/suggestions/decide/", suggestions_page.decide_suggestion, name="decide-suggestion"),
    path("operate/waves/<slug:code>/named-apps/", named_apps_page.named_apps, name="named-apps"),
    path("operate/waves/<slug:code>/named-apps/list/", named_apps_page.list_named_app, name="list-named-app"),
    path("operate/waves/<slug:code>/named-apps/leave/", named_apps_page.leave_named_app, name="leave-named-app"),
]
