"""Addresses of the operator's desk."""

from django.urls import path

from burden.operate import views

app_name = "operate"
urlpatterns = [
    path("operate/", views.home, name="home"),
    path("operate/next-demo-wave/", views.next_demo_wave, name="next-demo-wave"),
    path("operate/waves/<slug:code>/", views.wave_page, name="wave"),
    path("operate/waves/<slug:code>/open/", views.open_, name="open"),
    path("operate/waves/<slug:code>/close/", views.close, name="close"),
]
