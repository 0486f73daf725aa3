"""Nautilus's menu of folders and pictures. It needs nautilus-python."""

import locale
import subprocess

from gi.repository import GObject, Nautilus

PROGRAM = "thumbpool"
TYPES = {
    "inode/directory", "image/jpeg", "image/png", "image/gif", "image/bmp", "image/tiff", "image/webp",
    "image/heic", "image/heif", "image/avif", "image/jxl",
    "image/x-adobe-dng", "image/x-canon-cr2", "image/x-canon-cr3", "image/x-fuji-raf", "image/x-nikon-nef",
    "image/x-nikon-nrw", "image/x-olympus-orf", "image/x-panasonic-rw2", "image/x-pentax-pef", "image/x-sigma-x3f",
    "image/x-sony-arw", "image/x-sony-sr2", "image/x-dcraw",
}
LABELS = {
    "de": "Vorschaubilder erstellen",
    "es": "Crear miniaturas",
    "fr": "Créer des vignettes",
    "ja": "サムネイルを作成",
    "zh": "制作缩略图",
}


def label():
    try:
        language = locale.getlocale(locale.LC_MESSAGES)[0] or ""
    except ValueError:  # a locale that the system has not
        language = ""
    return LABELS.get(language.partition("_")[0], "Make thumbnails")


class Thumbpool(GObject.GObject, Nautilus.MenuProvider):
    def get_file_items(self, *args):
        # Nautilus before version 43 gives its window first
        files = args[-1]
        paths = [f.get_location().get_path() for f in files if f.get_mime_type() in TYPES]
        if not files or len(paths) != len(files) or None in paths:
            return []
        item = Nautilus.MenuItem(
            name="Thumbpool::thumbnails", label=label(), tip="", icon="io.github.thumbpool.Thumbpool"
        )
        item.connect("activate", lambda _: subprocess.Popen([PROGRAM, *paths]))
        return [item]

    def get_background_items(self, *args):
        return []
