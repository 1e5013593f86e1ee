"""What each printed page needs: one module per report, named as the report is, beside what several of them share."""
