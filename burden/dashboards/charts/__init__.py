"""One module a chart: pure functions from a report to a Plotly figure."""
