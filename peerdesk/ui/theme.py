"""How the window looks: one style on every system, a light and a dark palette, the shipped fonts and icons."""

from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QLoggingCategory, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from peerdesk.paths import resource


class Colours(NamedTuple):
    """The colours of one theme, by what they are for. Names are those of the style sheet."""

    window: str
    sidebar: str
    base: str
    stripe: str
    hover: str
    tint: str
    line: str
    edge: str
    text: str
    muted: str
    faint: str
    accent: str
    accentHover: str  # noqa: N815 - the style sheet's name
    onAccent: str  # noqa: N815
    danger: str
    dangerTint: str  # noqa: N815


LIGHT = Colours(
    window="#f5f7f8",
    sidebar="#eaeff1",
    base="#ffffff",
    stripe="#f7f9fa",
    hover="#e9eef0",
    tint="#d7ebe8",
    line="#d9e0e3",
    edge="#b4c0c6",
    text="#17232b",
    muted="#53636d",
    faint="#9aa7af",
    accent="#0b6b63",
    accentHover="#095a53",
    onAccent="#ffffff",
    danger="#a3271d",
    dangerTint="#fbe9e7",
)
DARK = Colours(
    window="#12191d",
    sidebar="#0d1316",
    base="#1a2328",
    stripe="#1e282e",
    hover="#263238",
    tint="#1d4440",
    line="#2c393f",
    edge="#4a5a62",
    text="#e6edf0",
    muted="#a3b3bb",
    faint="#6c7b83",
    accent="#5cc9bb",
    accentHover="#7ad6ca",
    onAccent="#08211e",
    danger="#ff9d92",
    dangerTint="#42211e",
)

_FACES = (
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansDevanagari-Bold.ttf",
    "NotoSansGurmukhi-Regular.ttf",
    "NotoSansGurmukhi-Bold.ttf",
)


def is_dark(palette: QPalette) -> bool:
    """Whether a palette is the dark one, told by its window's lightness."""
    return palette.window().color().lightness() < 128


def colours(palette: QPalette) -> Colours:
    """The colours beside a palette's own, for the style sheet and for what is painted by hand."""
    return DARK if is_dark(palette) else LIGHT


def prefers_dark(app: QApplication, theme: str) -> bool:
    """Whether to be dark: as chosen, else as the system says (plain X11 says nothing: light)."""
    if theme in ("light", "dark"):
        return theme == "dark"
    return app.styleHints().colorScheme() is Qt.ColorScheme.Dark


def apply(app: QApplication, *, dark: bool) -> None:
    """Give the program its style, palette and type; each window is dressed by :func:`dress`."""
    chosen = DARK if dark else LIGHT
    # Gurmukhi is tried in the Devanagari face first and found in the next one: nothing to report.
    QLoggingCategory.setFilterRules("qt.text.font.db.info=false")
    app.setStyle("Fusion")
    palette = _palette(chosen)
    app.setPalette(palette)
    palette.setColor(QPalette.ColorRole.Window, QColor(chosen.base))
    # the list of a choice, a window that no rule names
    app.setPalette(palette, "QComboBoxPrivateContainer")  # type: ignore[arg-type]  # bytes in the stub alone
    _use_fonts(app)


def dress(window: QWidget) -> None:
    """Dress a window that has no parent, once it is built; what it opens has it as a parent and is dressed with it.

    A style sheet of the whole program would be worked out for every widget again each time that it gets a parent.
    """
    window.setStyleSheet(_sheet(dark=is_dark(window.palette())))


@cache
def _sheet(*, dark: bool) -> str:
    style = resource("style/peerdesk.qss").read_text(encoding="utf-8")
    places = {"folder": resource("style").as_posix(), "shade": "dark" if dark else "light"}
    for name, value in ((DARK if dark else LIGHT)._asdict() | places).items():
        style = style.replace(f"{{{name}}}", value)
    return style


def icon(name: str, palette: QPalette, *, on_accent: bool = False, danger: bool = False) -> QIcon:
    """A shipped line icon in the colour of the text, or of what warns."""
    chosen = colours(palette)
    if danger:
        return _icon(name, chosen.danger, chosen.danger)
    return _icon(name, chosen.onAccent if on_accent else chosen.text, chosen.base if on_accent else chosen.faint)


@cache
def _icon(name: str, colour: str, disabled: str) -> QIcon:
    from PySide6.QtGui import QPainter, QPixmap
    from PySide6.QtSvg import QSvgRenderer  # the log-in shows no icon

    svg = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    made = QIcon()
    for mode, drawn in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(svg.replace("currentColor", drawn).encode()))
        for pixels in (20, 40):
            pixmap = QPixmap(QSize(pixels, pixels))
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter)
            painter.end()
            made.addPixmap(pixmap, mode)
    return made


def _use_fonts(app: QApplication) -> None:
    families: list[str] = []
    for face in _FACES:
        number = QFontDatabase.addApplicationFontFromData(QByteArray(resource(f"fonts/{face}").read_bytes()))
        families += [name for name in QFontDatabase.applicationFontFamilies(number) if name not in families]
    font = QFont()
    font.setFamilies(families)
    font.setPixelSize(13)
    app.setFont(font)


def _palette(chosen: Colours) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: chosen.window,
        QPalette.ColorRole.WindowText: chosen.text,
        QPalette.ColorRole.Base: chosen.base,
        QPalette.ColorRole.AlternateBase: chosen.stripe,
        QPalette.ColorRole.Text: chosen.text,
        QPalette.ColorRole.Button: chosen.base,
        QPalette.ColorRole.ButtonText: chosen.text,
        QPalette.ColorRole.BrightText: chosen.danger,
        QPalette.ColorRole.Highlight: chosen.accent,
        QPalette.ColorRole.HighlightedText: chosen.onAccent,
        QPalette.ColorRole.Link: chosen.accent,
        QPalette.ColorRole.PlaceholderText: chosen.faint,
        QPalette.ColorRole.ToolTipBase: chosen.text,
        QPalette.ColorRole.ToolTipText: chosen.base,
        QPalette.ColorRole.Mid: chosen.edge,
        QPalette.ColorRole.Midlight: chosen.line,
        QPalette.ColorRole.Dark: chosen.edge,
        QPalette.ColorRole.Light: chosen.hover,
        QPalette.ColorRole.Shadow: chosen.line,
    }
    for role, value in roles.items():
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(chosen.faint))
    return palette
