"""Every constant that decides what may be shown, in one place; reasons in docs/privacy.md and docs/arithmetic.md."""

# --- Safe atoms -----------------------------------------------------------------------------------------------------
SMALLEST_GROUP_CODED = 10  # each response has spent one code, so ten responses are ten people
SMALLEST_GROUP_LINK = 30  # no codes: one person may answer several times, so the bar is three times as high
SMALLEST_GROUP_WHEN_NEARLY_ALL_ANSWERED = 15  # from the share below, outsiders are too few to hide among
NEARLY_ALL_ANSWERED_SHARE = 0.8
DOMINANCE_PERCENT = 10  # p % rule: nobody may guess the largest value closer than this
MOST_MINUTES_PER_DAY = 960  # 16 waking hours; top-coded before any sum
SMALL_UNIT_PEOPLE = 15  # smaller units get their codes under the parent's name

# --- What may be shown at which number of people in the block's cell --------------------------------------------------
SHOWN_FROM = 10  # mean with interval, median without
SHARES_FROM = 20  # attitude and practices, whole-atom counts; quartiles
MEDIAN_INTERVAL_FROM = 30
HISTOGRAM_FROM = 30
TAILS_FROM = 50  # P10, P90
ROUNDED_SHARES_FROM = 50  # rounding by up to 4 people is then at most 8 points
GRADE_A_FROM = 100
GRADE_B_FROM = 30
WIDE_INTERVAL_SHARE = 1.6  # an interval wider than 160 % of its value is graded C whatever n is
SHARE_FLOOR_PERCENT = 5  # 0 % is shown as "<5 %", 100 % as ">95 %": nobody learns what everybody answered
HISTOGRAM_SMALLEST_BIN = 5
QUANTILE_SMALLEST_TAIL = 5  # a quantile needs n*min(q, 1-q) of at least this
N_BANDS: tuple[tuple[int, int | None], ...] = ((10, 19), (20, 49), (50, None))  # below county
ROUNDING_BASE = 5
NAMED_APP_FROM = 3  # people who wrote the same name of an app: fewer show it to nobody
NAMED_APP_BANDS: tuple[tuple[int, int | None], ...] = ((3, 9), (10, 49), (50, 199), (200, None))
LEAD_FROM = 30  # leads need a rounded base of at least this

# --- Waves ------------------------------------------------------------------------------------------------------------
DAYS_BETWEEN_WAVES = 80
OPEN_COUNT_STEP = 50  # an open wave shows its count in steps of this
HONEST_PAGE_BELOW = 100  # fewer answers than this: one honest page instead of the overview
PROMOTION_FROM = 20  # fewer rows wait for the next promotion, so that a batch always hides its order
KEY_HOURS = 72
POINT_BUDGET = 16

# --- Comparison -------------------------------------------------------------------------------------------------------
FUNNEL_CONFIDENCE = 0.998
CONFIDENCE = 0.95
FUNNEL_FEWEST_UNITS = 3  # of two, each would be judged by the other alone
FUNNEL_WINSORISED_SHARE = 0.1  # of each tail, so that a few odd units do not widen everybody's limits
FUNNEL_FEWEST_WINSORISED = 10  # of fewer units a tenth is none: the farthest is judged by the others instead

# --- Trends -----------------------------------------------------------------------------------------------------------
TREND_WAVES = 5  # fewer give no verdict
TREND_CHI_SQUARED = 9.55  # exceeded by chance in 2 of 1,000 trends, one degree of freedom
TREND_FEWEST_PEERS = 10  # fewer regions make no band: its ends would be those of single regions

# --- Leads about apps: percent of people; the ends are those of the interval at the worst rounding --------------------
PRINTED_HALF_PERCENT = 0.5  # ends are printed in whole percent; half of one counts against the lead
ZOMBIE_REGISTER_PERCENT = 1  # the sponsor's users of three months, of the people who work where it is for
ZOMBIE_PERCENT = 10  # of holders who opened it in three months
ZOMBIE_HIGH_PERCENT = 20
ZOMBIE_STRONG_HIGH_PERCENT = 10
LOW_USE_HIGH_PERCENT = 50  # most holders have not opened it
LITTLE_USED_PERCENT = 70  # of users who use few or none of its functions
LITTLE_USED_LOW_PERCENT = 50
SMALL_APP_HIGH_PERCENT = 20  # of all who reported, hold it
SCATTERED_FROM = 3  # two small apps of one function are no scatter yet

# --- Findings: percent at the lower end of the interval, of at least LEAD_FROM people --------------------------------
FINDING_LOW_PERCENT = 20  # 11 of 30
FINDING_STRONG_LOW_PERCENT = 50  # 21 of 30
ACCOUNT_STALE_DAYS = 60  # two months without anything new
FILING_TERM_DAYS = 181  # from the measures to the day by which what there was had to be filed

# --- Weights ----------------------------------------------------------------------------------------------------------
WEIGHT_CELL_FROM = 10  # smaller cells are put together: a spread from few answers says little
WEIGHT_CAP = 5  # times the median weight: nobody stands for more, so that a few people do not make the number
WEIGHTS_COVER = 0.8  # of a region's answers need a known head count, or there is no weighted number
MIX_COVERED = 0.9  # of the reference mix must be levels that the region has, or it cannot be standardised to it
WEIGHTED_DIFFERS = 0.1  # of the raw value: from here on the page says that they differ

# --- Notices ----------------------------------------------------------------------------------------------------------
NOTICE_WAVES = 2  # successive waves in which a region must stand outside the limits on the same side
NOTICE_FALSE_SHARE = 0.05  # of the trends that are listed, at most this share is chance

# --- Before and after -------------------------------------------------------------------------------------------------
EFFECT_FEWEST_OTHERS = 3  # places without a clean-up; of fewer nobody knows how much changes differ
EFFECT_FEWEST_UNREAD = 10  # places that the viewer may not read by name enter a mean of this many or not at all

# --- Cautions, in percent ---------------------------------------------------------------------------------------------
REBOUND_PERCENT = 10  # R22: rise of I03 or I07
BLANKET_FALL_PERCENT = 50  # R23: fall of I01 or I04
FEWER_GROUPS_PERCENT = 20  # R25: fall of I04 ...
MORE_MESSAGES_PERCENT = 10  # ... while I06 rises
CAUTION_SHARE_PERCENT = 20  # R23-R25, R24 as a lead too: lower end of a share, of LEAD_FROM people
# --- Is it honest data? -----------------------------------------------------------------------------------------------
EVEN_FROM = 30  # people; the spread of fewer says little
EVEN_FEWEST_PEERS = 10
EVEN_CONFIDENCE = 0.998
EVEN_AT_MOST = 0.6  # of the peers' usual relative spread; a small difference is no reason to ask
HEAPED_AT = 30  # minutes: whole half hours
