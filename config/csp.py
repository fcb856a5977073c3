"""The Content-Security-Policy: nothing but this site's own files, no inline script, no other host."""

from typing import Final

from csp.constants import NONE, SELF, UNSAFE_INLINE

POLICY: Final = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # Plotly positions labels and the mode bar through style attributes. Attributes cannot load anything or run
        # script, and without them labels and the mode bar land in the wrong place. Style elements stay forbidden.
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
