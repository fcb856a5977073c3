"""The table of files that operators bring."""

from burden.models.inventory.entries import RANDOM_ID, WAVE, Group, TableEntry, Whose

FILE_TABLES: tuple[TableEntry, ...] = (
    TableEntry(
        table="burden_fileimport",
        group=Group.SETTINGS,
        whose=Whose.ACCOUNT,
        zh="运维传上来的文件：行政区划、人数、应用目录；谁、什么时候、装没装入",
        en="Files that operators brought: regions, head counts, the list of apps; by whom, when, stored or not",
        kept_zh="长期保存；文件本身只留到装入、退回或删除，没人确认的留7天；演示账号传的，从没装入的随演示删除",
        kept_en="Kept; the file itself only until it is stored, refused or deleted, 7 days where nobody confirms it; "
        "what demo accounts brought and never stored goes with the demo",
        columns=(
            RANDOM_ID,
            ("kind", "行政区划、人数还是应用目录", "Regions, head counts or the list of apps"),
            WAVE,
            ("tree_id", "哪一版地区表", "Which edition of the regions"),
            (
                "parameters",
                "与文件一起填的：版本、来源、日期；没做完的一步试过几次",
                "What was typed beside it: edition, source, day; tries of a step that is not done",
            ),
            ("file_name", "文件名", "Name of the file"),
            ("content", "文件，装入后清空", "The file, emptied once it is stored"),
            ("state", "核对、等确认、装入还是撤销", "Being checked, waiting, stored or undone"),
            ("progress", "做到百分之几", "Percent done"),
            ("problems", "哪一行哪一列有什么问题", "What is wrong in which line and column"),
            ("problem_count", "几处问题", "How many problems"),
            ("summary", "装入前给人看的变化", "The changes shown before it was stored"),
            ("beneath", "核对时存着的数据的校验值", "Checksum of what was stored when it was checked"),
            ("left", "装入后存着的数据的校验值", "Checksum of what it left"),
            (
                "before",
                "撤销时要恢复的，不能撤销后清空",
                "What undoing restores, emptied once that is no longer possible",
            ),
            ("email", "谁传的", "Who brought it"),
            ("brought_at", "什么时候传的", "When it was brought"),
            ("stored_by", "谁确认的", "Who confirmed it"),
            ("stored_at", "什么时候装入的", "When it was stored"),
            ("undone_by", "谁撤销的", "Who undid it"),
            ("undone_at", "什么时候撤销的", "When it was undone"),
        ),
    ),
)
