#!/bin/sh
# Installs Thumbpool for the user who runs this, without root.
#
#	./install.sh              into ~/.local
#	./install.sh --uninstall  removes what was installed, and nothing else
#
# The programs go to ~/.local/bin, all else to ~/.local/share or where
# XDG_DATA_HOME says. A later version replaces an earlier one.
set -eu
umask 022

here=$(cd "$(dirname "$0")" && pwd)
bin=$HOME/.local/bin
data=${XDG_DATA_HOME:-$HOME/.local/share}
list=$data/thumbpool/installed # every folder and file that was made, a line each

say() { printf '%s\n' "$*"; }
die() {
	say "install.sh: $*" >&2
	exit 1
}

# refresh has menus and icons known at once, where these tools are.
refresh() {
	if command -v update-desktop-database >/dev/null && [ -d "$data/applications" ]; then
		update-desktop-database -q "$data/applications" || true
	fi
	if command -v gtk-update-icon-cache >/dev/null && [ -e "$data/icons/hicolor/icon-theme.cache" ]; then
		gtk-update-icon-cache -q -t -f "$data/icons/hicolor" || true
	fi
}

# take_away removes the files that it reads the names of, and the folders that are
# empty then.
take_away() {
	while IFS= read -r path; do
		if [ -d "$path" ] && [ ! -L "$path" ]; then
			rmdir "$path" 2>/dev/null || true
		else
			rm -f "$path"
		fi
	done
}

backwards() { sed '1!G;h;$!d' "$1"; }

# folder makes one and those above it, and writes down those that were not there.
folder() {
	[ ! -d "$1" ] || return 0
	folder "$(dirname "$1")"
	mkdir "$1"
	say "$1" >>"$work/list"
}

# put installs standard input as a file, under another name on the way so that
# nothing is written to a program that runs.
put() {
	folder "$(dirname "$1")"
	cat >"$1.new"
	chmod "$2" "$1.new"
	mv -f "$1.new" "$1"
	say "$1" >>"$work/list"
}

# named prints a file of the menus, in which the program is named by its whole
# path, since not everybody's PATH has ~/.local/bin.
named() {
	path=$(say "$bin/thumbpool" | sed 's/[&|]/\\&/g')
	case $path in
	*[!A-Za-z0-9/._-]*) quoted="\"$path\"" ;;
	*) quoted=$path ;;
	esac
	sed -e "s|^Exec=thumbpool |Exec=$quoted |" -e "s|^\\(Exec=sh .*\\) thumbpool\$|\\1 $quoted|" \
		-e '/^Dependencies=/d' -e "s|^PROGRAM = \"thumbpool\"\$|PROGRAM = \"$path\"|" "$1"
}

install() {
	case $bin$data in
	*[\"\`\$\\%]* | *"
"*) die "menus cannot hold the name of a folder such as $bin" ;;
	esac
	work=$(mktemp -d)
	trap 'rm -rf "$work"' EXIT
	: >"$work/list"
	if [ -f "$list" ]; then # folders that are there of an earlier version are this one's too
		while IFS= read -r path; do
			if [ -d "$path" ]; then say "$path"; fi
		done <"$list" >"$work/list"
	fi

	(cd "$here/bin" && find . -type f) | sed 's|^\./||' | while IFS= read -r file; do
		put "$bin/$file" 755 <"$here/bin/$file"
	done
	(cd "$here/share" && find . -type f) | sed 's|^\./||' | while IFS= read -r file; do
		case $file in
		applications/* | nemo/* | nautilus-python/*) named "$here/share/$file" | put "$data/$file" 644 ;;
		kio/*) named "$here/share/$file" | put "$data/$file" 755 ;; # KDE takes only those
		*) put "$data/$file" 644 <"$here/share/$file" ;;
		esac
	done
	put "$data/thumbpool/install.sh" 755 <"$here/install.sh"
	say "$list" >>"$work/list"

	if [ -f "$list" ]; then # what an earlier version had and this one has not
		backwards "$list" | grep -vxF -f "$work/list" | take_away || true
	fi
	cat "$work/list" >"$list.new"
	mv -f "$list.new" "$list"
	refresh

	say "Thumbpool is installed: look for it in the menu, or start $bin/thumbpool."
	case :$PATH: in
	*":$bin:"*) ;;
	*) say "$bin is not in your PATH yet: log in again, or add it." ;;
	esac
	say "To remove it: sh '$data/thumbpool/install.sh' --uninstall"
}

uninstall() {
	[ -f "$list" ] || die "there is no $list: nothing is installed"
	lines=$(backwards "$list")
	say "$lines" | take_away
	refresh
	# a folder made for this keeps nothing but what the tools wrote
	if say "$lines" | grep -qxF "$data/applications" && [ "$(ls -A "$data/applications" 2>/dev/null)" = mimeinfo.cache ]; then
		rm -f "$data/applications/mimeinfo.cache"
		say "$lines" | take_away
	fi
	say 'Thumbpool is removed.'
}

case ${1:-} in
'') install ;;
--uninstall) uninstall ;;
*) die "what is $1? Only --uninstall can be said" ;;
esac
