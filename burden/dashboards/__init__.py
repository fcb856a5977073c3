"""What people see: pages and JSON. A view takes the viewer, calls one builder of ``reports`` and renders its report."""
