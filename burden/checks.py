"""System checks: what must hold before the site may answer anybody."""
