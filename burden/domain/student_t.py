"""Quantiles of Student's t distribution, without a statistics library at run time.

The distribution function is the regularised incomplete beta function, evaluated by its continued fraction (Lentz's
method; Press et al., Numerical Recipes, 6.4); the quantile is found by Newton steps kept within a bracket.  Above a
thousand degrees of freedom four terms of the Cornish-Fisher expansion are exact to 1e-11.
"""

from functools import lru_cache
from math import exp, lgamma, log, log1p, pi
from statistics import NormalDist

EXPANSION_FROM = 1000  # next term is below z**9 / df**5 = 1e-11 at 99.9 %
TINY = 1e-300
PRECISION = 1e-15
MOST_TERMS = 500  # sqrt(1,000) terms are enough for 1,000 degrees of freedom
MOST_STEPS = 100  # fewer than ten are usual
STEP_PRECISION = 1e-12  # rounding keeps Newton from settling much closer


def normal_quantile(probability: float) -> float:
    """Return the quantile of the standard normal distribution, 0 < probability < 1.

    >>> round(normal_quantile(0.975), 6)
    1.959964
    """
    return NormalDist().inv_cdf(probability)


@lru_cache(maxsize=8192)
def t_quantile(probability: float, df: int) -> float:
    """Return the quantile of Student's t with ``df`` >= 1 degrees of freedom, 0 < probability < 1.

    Accurate to 1e-9 relative where intervals need it (0.6 and beyond), to 1e-6 absolute everywhere.  ValueError outside
    the ranges.

    >>> round(t_quantile(0.975, 9), 6), round(t_quantile(0.975, 1), 6)
    (2.262157, 12.706205)
    """
    if df < 1 or not 0 < probability < 1:
        raise ValueError(f"no t quantile at probability {probability} with {df} degrees of freedom")
    if probability < 0.5:  # noqa: PLR2004 - the distribution is symmetric about its middle
        return -t_quantile(1 - probability, df)
    if probability == 0.5:  # noqa: PLR2004 - its middle
        return 0.0
    if df >= EXPANSION_FROM:
        return _expanded(normal_quantile(probability), df)
    return _solved(probability, df)


def _expanded(z: float, df: int) -> float:
    """Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5)."""
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160
    return z + first / df + second / df**2 + third / df**3 + fourth / df**4


def _solved(probability: float, df: int) -> float:
    """Newton steps on the upper tail, halving the bracket where a step would leave it."""
    wanted = 1 - probability
    low, high = 0.0, 2.0
    while _upper_tail(high, df) > wanted:
        low, high = high, 2 * high
    log_scale = lgamma((df + 1) / 2) - lgamma(df / 2) - log(df * pi) / 2
    t = (low + high) / 2
    for _ in range(MOST_STEPS):
        excess = _upper_tail(t, df) - wanted
        low, high = (t, high) if excess > 0 else (low, t)
        before, t = t, t + excess / exp(log_scale - (df + 1) / 2 * log1p(t * t / df))
        if not low <= t <= high:
            t = (low + high) / 2
        if abs(t - before) <= STEP_PRECISION * t:
            break
    return t


def _upper_tail(t: float, df: int) -> float:
    """P(T > t) for t >= 0, without the cancellation of 1 - P(T <= t)."""
    return incomplete_beta(df / 2, 0.5, df / (df + t * t)) / 2


def t_distribution(t: float, df: int) -> float:
    """Return P(T <= t) for Student's t with ``df`` degrees of freedom.

    >>> round(t_distribution(2.262157, 9), 6)
    0.975
    """
    return 1 - _upper_tail(t, df) if t > 0 else _upper_tail(-t, df)


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1.

    >>> round(incomplete_beta(2, 3, 0.4), 6)  # 1 - P(Binomial(4, 0.4) < 2)
    0.5248
    """
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    # The fraction converges fast on the left of the mean only; the other side is its mirror image.
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    return front * _fraction(a, b, x)


def _fraction(a: float, b: float, x: float) -> float:
    """Continued fraction of the incomplete beta function, by Lentz's method."""
    c = 1.0
    d = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, MOST_TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            value *= d * c
        if abs(d * c - 1) < PRECISION:
            break
    return value


def _away_from_zero(number: float) -> float:
    return number if abs(number) > TINY else TINY


def half_width(df: int, confidence: float) -> float:
    """Return the t multiplier of a two-sided interval: the quantile at (1 + confidence) / 2.

    >>> round(half_width(29, 0.95), 4)
    2.0452
    """
    return t_quantile((1 + confidence) / 2, df)


@lru_cache(maxsize=64)
def normal_half_width(confidence: float) -> float:
    """Return the normal multiplier of a two-sided interval.

    >>> round(normal_half_width(0.998), 4)
    3.0902
    """
    return normal_quantile((1 + confidence) / 2)
