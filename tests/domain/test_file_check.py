from peerdesk.domain.file_check import Finding


def test_a_finding_is_one_line_for_the_command_line():
    assert str(Finding("key-file-missing")) == "key-file-missing"
    assert str(Finding("seal-broken", {"session": 412, "day": "18-11-2026"})) == (
        "seal-broken session=412 day=18-11-2026"
    )
