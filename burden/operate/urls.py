"""Addresses of the operator's desk."""

from django.urls import path

from burden.operate import (
    clean_ups_page,
    closing_page,
    codes_page,
    deciding_page,
    demo_page,
    health_page,
    home_page,
    named_apps_page,
    notices_page,
    preview_page,
    release_page,
    suggestions_page,
    views,
    wave_edit_page,
)
from burden.operate.files import catalogue_page as catalogue_file_page
from burden.operate.files import headcounts_page, regions_page
from burden.operate.files import pages as files_pages

app_name = "operate"
urlpatterns = [
    path("operate/", home_page.home, name="home"),
    path("operate/health/", health_page.health, name="health"),
    path("operate/next-demo-wave/", demo_page.next_demo_wave, name="next-demo-wave"),
    path("operate/demo/clear/", demo_page.clear, name="demo-clear"),
    path("operate/decisions/", deciding_page.decisions, name="decisions"),
    path("operate/decisions/<slug:code>/", deciding_page.decide_app, name="decide-app"),
    path("operate/clean-ups/", clean_ups_page.clean_ups, name="clean-ups"),
    path("operate/clean-ups/new/", clean_ups_page.new_clean_up, name="clean-up-new"),
    path("operate/clean-ups/<int:key>/", clean_ups_page.clean_up, name="clean-up"),
    path("operate/clean-ups/<int:key>/delete/", clean_ups_page.delete_clean_up, name="clean-up-delete"),
    path("operate/waves/new/", wave_edit_page.new_wave, name="wave-new"),
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
    path("operate/catalogue/file/", catalogue_file_page.catalogue_import, name="catalogue-file"),
    path(
        "operate/catalogue/file/<slug:what>/<slug:form>/", catalogue_file_page.download, name="catalogue-file-download"
    ),
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
