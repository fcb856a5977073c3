"""Charts as SVG, drawn by the server from the figures that Plotly draws later: seen at once, and without script."""
