#!/usr/bin/python3
"""A window that files can be dragged out of, as out of a file manager.

    dragsource.py PATH...

Offers the paths to whatever the pointer drops them on (XDND, text/uri-list).
Says on standard output, a line each:

    ready X Y          the drag can begin at this point of the screen
    over yes | no      it was accepted where it was dropped, or not

and ends after the first drag. Needs python3-gi and gir1.2-gtk-3.0.
"""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gio, GLib, Gtk  # noqa: E402


class Source(Gtk.Window):
    def __init__(self, paths):
        super().__init__(title="drag source")
        self.uris = [Gio.File.new_for_path(path).get_uri() for path in paths]
        self.accepted = True
        self.place = None
        self.set_default_size(160, 80)
        self.set_keep_above(True)
        self.area = Gtk.EventBox()
        self.add(self.area)
        self.area.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
        self.area.drag_source_add_uri_targets()
        self.area.connect("drag-data-get", lambda _w, _c, data, _i, _t: data.set_uris(self.uris))
        self.area.connect("drag-failed", self.on_failed)
        self.area.connect("drag-end", self.on_end)
        self.connect("destroy", Gtk.main_quit)

    def tell_place(self):
        """Says where it is once it has stayed there between two looks."""
        shown = self.area.get_window()
        place = shown.get_origin()[1:] if shown and shown.is_viewable() else None
        if place is None or place != self.place:
            self.place = place
            return True
        area = self.area.get_allocation()
        print("ready", place[0] + area.width // 2, place[1] + area.height // 2, flush=True)
        return False

    def on_failed(self, *_):
        self.accepted = False
        return True

    def on_end(self, *_):
        print("over", "yes" if self.accepted else "no", flush=True)
        Gtk.main_quit()


window = Source(sys.argv[1:])
window.move(0, 0)
window.show_all()
GLib.timeout_add(100, window.tell_place)
Gtk.main()
