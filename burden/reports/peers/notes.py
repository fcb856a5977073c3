"""Who the peers of a comparison are, in words that stand beside it."""

from burden.domain.levels import RegionKind
from burden.domain.thresholds import FUNNEL_FEWEST_WINSORISED
from burden.reports.peers.comparison import Comparison

# Peers other than the region itself.
PEER_WORDS: dict[str, tuple[str, str]] = {
    RegionKind.PROVINCE: ("其他省", "other provinces"),
    RegionKind.CITY: ("其他市", "other cities"),
    RegionKind.COUNTY: ("同省的其他县区", "other counties and districts of the province"),
    RegionKind.TOWNSHIP: ("同市的其他乡镇街道", "other townships and sub-districts of the city"),
}
# All regions of a kind, by how many digits their codes share: where they lie.
KIND_WORDS: dict[str, tuple[str, str]] = {
    RegionKind.PROVINCE: ("省", "provinces"),
    RegionKind.CITY: ("市", "cities"),
    RegionKind.COUNTY: ("县区", "counties and districts"),
    RegionKind.TOWNSHIP: ("乡镇街道", "townships and sub-districts"),
}
PLACE_WORDS: dict[int, tuple[str, str]] = {
    0: ("这次调查的", "of the wave"),
    2: ("同省的", "of the province"),
    4: ("同市的", "of the city"),
    6: ("同县的", "of the county"),
}
BANDS = (
    "“高于”“低于”：离同级平均远得不像偶然，本来没有差异却这样写的，最多千分之四；看不出差异不等于没有差异。",
    "Higher, lower: too far from the peers for chance, at most 4 in 1,000 are false; none shown does not mean none.",
)
FEW_PEERS = (
    "同级不到10个，判断较粗：差得最远的一个由其余的来衡量，别的差异可能看不出；请同时看数和区间。",
    "Fewer than 10 peers: the farthest is judged by the others, other differences may stay unseen; read values too.",
)
FEW_SMALL_PEERS = (
    "同级不到10个，有一个差得很远时，判断范围会变宽，可能看不出差异；请同时看数和区间。",
    "Fewer than 10 peers: one far off widens the limits and may hide a difference; read the values and intervals too.",
)
JUDGED_BY_BAND = (
    "县以下的人数只写档，按档里最少的人数来判断。",
    "Below county the number of people is a band; regions are judged by the fewest people of theirs.",
)


def comparison_notes(comparison: Comparison | None) -> tuple[tuple[str, str], ...]:
    """Return who is compared with whom, and how far that carries; nothing where nothing is compared."""
    if comparison is None or comparison.funnel is None:
        return ()
    is_small = comparison.kind == RegionKind.TOWNSHIP
    notes = [_peers(comparison), BANDS]
    if comparison.compared < FUNNEL_FEWEST_WINSORISED:
        notes.append(FEW_SMALL_PEERS if is_small else FEW_PEERS)
    if comparison.set_aside is not None:
        notes.append(_set_aside(comparison.set_aside.name))
    return (*notes, JUDGED_BY_BAND) if is_small else tuple(notes)


def _peers(comparison: Comparison) -> tuple[str, str]:
    place_zh, place_en = PLACE_WORDS[len(comparison.within)]
    kind_zh, kind_en = KIND_WORDS[comparison.kind]
    count = comparison.compared
    return (
        f"同级：{place_zh}{kind_zh}，能比的共{count}个，合在一起求平均。",
        f"Peers: {kind_en} {place_en}, {count} that can be compared, their people taken together.",
    )


def _set_aside(name: str) -> tuple[str, str]:
    return (
        f"同级平均不含{name}：它离其余的太远。",
        f"The peer mean leaves out {name}, which lies too far from the others.",
    )
