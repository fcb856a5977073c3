"""The pages of the desk that belong to no wave, one line a page, in the order in which the desk's home lists them."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DeskPage(NamedTuple):
    """One page: its name among ``operate:`` addresses, which take no argument, its title, and what one does there."""

    name: str
    title: str | Promise
    sentence: str | Promise


DESK_PAGES = (
    DeskPage("regions", _("行政区划"), _("有哪些版本，哪些调查在用，区划变了另装一版。")),
    DeskPage("catalogue-file", _("应用目录的文件"), _("成批装入、更新、导出APP和账号。")),
    DeskPage("wave-new", _("新建调查"), _("先存成草稿：地区、日期、凭不凭码、问哪些题；没开始以前都能改。")),
    DeskPage("health", _("收件情况"), _("答卷收得下吗，后台在工作吗，有问题该找谁。")),
    DeskPage(
        "catalogue", _("目录"), _("有哪些应用、小程序、账号和系统：查找、添加、修改、合并，谁在什么时候改了什么。")
    ),
    DeskPage("decisions", _("应用的决定（关停并转）"), _("哪些应用保留、合并或者停用，下次调查再看有没有变化。")),
    DeskPage("rules", _("规则"), _("哪些情况算线索：文字、出处、门槛、在哪些省用；每一版都留着。")),
    DeskPage("clean-ups", _("清理登记"), _("哪个地区、哪一天、做了什么减负的事。")),
    DeskPage("site-facts", _("本站自己的情况"), _("谁主办、备案号、到哪里投诉：填了就公开写在“本站自查”里。")),
    DeskPage("people", _("账号"), _("谁能登录、看哪些地区；邀请、停用、找回密码，看登录和下载的记录。")),
)
