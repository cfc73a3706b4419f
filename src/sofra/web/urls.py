"""Every address of the pages, and who may open it: all but the door need a sign-in."""

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from sofra.web.views import (
    collect,
    furthest,
    gaps,
    hidden,
    home,
    inventory,
    jobs,
    mapping,
    needs,
    people,
    planning,
    priorities,
    publish,
    registers,
    sampling,
    scales,
    settings,
)

handler403 = "sofra.web.errors.forbidden"
handler404 = "sofra.web.errors.page_missing"
handler500 = "sofra.web.errors.broken"

DOOR = [
    path("sign-in/", people.sign_in, name="sign_in"),
    path("sign-out/", people.sign_out, name="sign_out"),
    path("language/", people.language, name="language"),
]
INSIDE: list[URLPattern] = [
    path("", home.home, name="home"),
    path("map/", mapping.make_map, name="make_map"),
    path("jobs/<int:number>/", jobs.progress, name="job"),
    path("needs/", needs.needs, name="needs"),
    path("needs/fieldwork/", sampling.fieldwork, name="fieldwork"),
    path("needs/fieldwork/sheet.xlsx", sampling.fieldwork_sheet, name="fieldwork_sheet"),
    path("needs/on-no-list/", hidden.page, name="hidden"),
    path("needs/on-no-list/link/", hidden.link, name="hidden_link"),
    path("needs/on-no-list/erase/", hidden.erase, name="hidden_erase"),
    path("needs/on-no-list/forget/", hidden.forget, name="hidden_forget"),
    path("needs/on-no-list/sheet.xlsx", hidden.sheet, name="hidden_sheet"),
    path("needs/on-no-list/pair/<int:number>/", hidden.decide, name="hidden_pair"),
    path("needs/on-no-list/list/<int:number>/remove/", hidden.remove, name="hidden_remove"),
    path("needs/registers/", registers.page, name="registers"),
    path("needs/registers/explain/", registers.explain, name="registers_explain"),
    path("needs/registers/sheet.xlsx", registers.sheet, name="registers_sheet"),
    path("needs/furthest/", furthest.furthest, name="furthest"),
    path("needs/furthest/register/", furthest.register, name="furthest_register"),
    path("needs/furthest/<int:number>/ladder.png", furthest.picture, name="furthest_picture"),
    path("needs/furthest/sheet.xlsx", furthest.download, name="furthest_sheet"),
    path("needs/scales/", scales.scales, name="scales"),
    path("needs/scales/index/", scales.index, name="scales_at_index"),
    path("needs/scales/<str:id>/", scales.scale, name="scales_at_scale"),
    path("needs/scales/<str:id>/table.xlsx", scales.sheet, name="scales_at_sheet"),
    path("needs/<str:indicator>/", needs.indicator, name="needs_at_indicator"),
    path("gaps/", gaps.gaps, name="gaps"),
    path("gaps/places.json", gaps.shapes, name="shapes"),
    path("gaps/picture.png", gaps.picture, name="gap_picture"),
    path("gaps/place/<str:place>/", gaps.place, name="gaps_at_place"),
    path("gaps/propose/", planning.propose, name="gaps_at_propose"),
    path("why/", gaps.why, name="why"),
    path("resources/", inventory.resources, name="resources"),
    path("resources/new/", inventory.add, name="resources_at_new"),
    path("resources/<str:id>/", inventory.service, name="resources_at_service"),
    path("resources/<str:id>/close/", inventory.close, name="service_close"),
    path("resources/<str:id>/reopen/", inventory.reopen, name="service_reopen"),
    path("resources/<str:id>/remove/", inventory.remove, name="service_remove"),
    path("resources/<str:id>/restore/", inventory.restore, name="service_restore"),
    path("priorities/", priorities.priorities, name="priorities"),
    path("priorities/reset/", priorities.reset, name="priorities_reset"),
    path("plan/", planning.plan, name="plan"),
    path("plan/new/", planning.add, name="plan_at_new"),
    path("plan/save/", planning.save_version, name="plan_save"),
    path("plan/sheet.xlsx", planning.sheet, name="plan_sheet"),
    path("plan/versions/<int:number>/", planning.version, name="plan_at_version"),
    path("plan/<str:id>/", planning.action, name="plan_at_action"),
    path("plan/<str:id>/remove/", planning.remove, name="action_remove"),
    path("plan/<str:id>/restore/", planning.restore, name="action_restore"),
    path("follow-up/", planning.follow_up, name="follow_up"),
    path("report/", publish.report, name="report"),
    path("report/preview/", publish.preview, name="report_at_preview"),
    path("report/approve/", publish.approve, name="report_approve"),
    path("report/<int:number>/file/", publish.download, name="download"),
    path("settings/", settings.settings, name="settings"),
    path("settings/<str:username>/password/", settings.password, name="member_password"),
    path("settings/<str:username>/role/", settings.role, name="member_role"),
    path("settings/<str:username>/off/", settings.switch_off, name="member_off"),
    path("settings/<str:username>/on/", settings.switch_on, name="member_on"),
    path("prepare/", collect.imports, name="imports"),
    path("prepare/sample/", sampling.sampler, name="sampler"),
    path("prepare/sample/<int:number>/", sampling.plan, name="sampler_at_plan"),
    path("prepare/sample/<int:number>/draw/", sampling.draw, name="sampler_draw"),
    path("prepare/sample/<int:number>/remove/", sampling.remove, name="sampler_remove"),
    path("prepare/sample/<int:number>/expected.xlsx", sampling.sheet, name="sampler_sheet"),
    path("prepare/sample/draw/<int:number>/", sampling.drawn, name="sampler_at_draw"),
    path("prepare/sample/draw/<int:number>/file/", sampling.file, name="sampler_file"),
    path("prepare/<int:number>/", collect.outcome, name="imports_at_outcome"),
    path("prepare/<int:number>/columns/", collect.columns, name="import_columns"),
    path("prepare/<int:number>/links/", collect.links, name="import_links"),
    path("prepare/<int:number>/accept/", collect.accept, name="import_accept"),
    path("prepare/<int:number>/withdraw/", collect.withdraw, name="import_withdraw"),
    path("prepare/held/", collect.held, name="imports_at_held"),
    path("prepare/held/<int:number>/", collect.held_row, name="imports_at_row"),
    path("prepare/held/<int:number>/leave-out/", collect.leave_out, name="held_leave_out"),
]


def _inside(found: URLPattern) -> URLPattern:
    return path(str(found.pattern), login_required(found.callback), name=found.name)


urlpatterns = [*DOOR, *(_inside(found) for found in INSIDE)]
